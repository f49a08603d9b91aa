#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# Makes more exports from the fixtures that are here: make-exports.sh [FOLDER]. Needs OpenSSL 3, NSS' pk12util, a JDK's keytool, Python 3; what crypt32 writes needs
# mingw-w64 and Wine (or Windows), the PBMAC1 an OpenSSL of 3.4 or later whose folder is in OPENSSL_35. Run once and kept.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${1:-$HERE}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
export PW='P@ssw0rd1'

# Firefox and NSS: indefinite lengths, the whole content in one piece.
mkdir nss
printf '%s' "$PW" >pw
certutil -N -d nss --empty-password
pk12util -i "$HERE/chain.pfx" -d nss -w pw >/dev/null
pk12util -o nss.p12 -n 'Microsoft Exchange' -d nss -w pw >/dev/null

# Java: a PKCS#12 with "Time ..." as localKeyID, and its own formats.
for type in pkcs12 jks jceks; do
  keytool -importkeystore -noprompt -srckeystore "$HERE/aes.pfx" -srcstoretype pkcs12 -srcstorepass "$PW" -destkeystore java.$type -deststoretype $type \
    -deststorepass "$PW" -destkeypass "$PW" 2>/dev/null
done

# OpenSSL: what is no bag of certificates.
openssl pkcs12 -in "$HERE/aes.pfx" -passin env:PW -nodes -out pair.pem
openssl cms -sign -binary -in "$HERE/list.der" -signer pair.pem -outform DER -out signature.p7s
openssl cms -sign -binary -nodetach -in "$HERE/list.der" -signer pair.pem -outform DER -out message.p7m
openssl cms -encrypt -binary -aes256 -in "$HERE/list.der" -outform DER -out encrypted.p7m pair.pem
openssl crl -inform DER -in "$HERE/list.der" -out list.pem
openssl crl2pkcs7 -in list.pem -outform DER -out list_only.p7b
openssl crl2pkcs7 -in list.pem -certfile pair.pem -outform DER -out with_list.p7b

# As `certutil -encode` does: the armour of a certificate around any file.
encoded() { printf -- '-----BEGIN CERTIFICATE-----\r\n'; base64 -w 64 "$1" | sed 's/$/\r/'; printf -- '-----END CERTIFICATE-----\r\n'; }
encoded "$HERE/aes.pfx" >encoded_pfx.txt
encoded "$HERE/windows_store.sst" >encoded_sst.txt
# Base64 without armour in UTF-16LE, and the octets as decimal numbers: Exchange's $x.FileData through Set-Content.
base64 -w 0 "$HERE/windows_store.sst" | iconv -f UTF-8 -t UTF-16LE >sst.utf16
od -An -v -tu1 -w1 "$HERE/aes.pfx" | tr -d ' ' | sed 's/$/\r/' >numbers.txt

python3 "$HERE/compose-exports.py" "$HERE" .

# crypt32's own serialisations.
if command -v x86_64-w64-mingw32-gcc >/dev/null && [ -x /usr/lib/wine/wine64 ]; then
  x86_64-w64-mingw32-gcc -municode -O1 -s -o make-serialized.exe "$HERE/make-serialized.c" -lcrypt32
  cp "$HERE"/{ok,other}.cer "$HERE/list.der" .
  WINEDEBUG=-all /usr/lib/wine/wine64 make-serialized.exe ok.cer other.cer list.der
fi
if [ -n "${OPENSSL_35:-}" ]; then
  cc -I"$OPENSSL_35/include" -o make-pbmac1 "$HERE/make-pbmac1.c" "$OPENSSL_35/lib/libcrypto.a" -ldl -lpthread
  ./make-pbmac1 "$HERE/aes.pfx" "$PW" pbmac1.pfx
fi
mkdir -p "$OUT"
for file in nss.p12 java.* signature.p7s *.p7m list_only.p7b with_list.p7b encoded_*.txt sst.utf16 numbers.txt windows_* pbmac1.pfx composed2_*; do
  [ ! -e "$file" ] || cp "$file" "$OUT/"
done
