#!/bin/bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Makes the exports in this folder with OpenSSL 3.0 and the registry policies with a few lines of Python: never with gpotrust. Keys are new on every run, so
# the files are kept and not made again at test time. Tests look at them as of 2026-06-01.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
password='correct horse'

# certificate NAME SUBJECT START END EXTENSION-LINES: $work/NAME.key and $work/NAME.pem, self-signed between fixed dates ("openssl req -x509" has none in 3.0).
certificate() {
  local name=$1 subject=$2 start=$3 end=$4 extensions=$5 dir="$work/$1-ca"
  mkdir -p "$dir"
  : >"$dir/index.txt"
  openssl rand -hex 16 | sed 's/^./4/' >"$dir/serial"
  cat >"$dir/ca.cnf" <<CONFIG
[ca]
default_ca = it
[it]
database = $dir/index.txt
serial = $dir/serial
new_certs_dir = $dir
default_md = sha256
policy = any
unique_subject = no
x509_extensions = ext
[any]
countryName = optional
organizationName = optional
commonName = optional
[ext]
$extensions
[req]
distinguished_name = none
[none]
CONFIG
  openssl req -new -newkey rsa:2048 -nodes -keyout "$work/$name.key" -out "$work/$name.csr" -utf8 -subj "$subject" -config "$dir/ca.cnf" 2>/dev/null
  openssl ca -batch -selfsign -config "$dir/ca.cnf" -keyfile "$work/$name.key" -in "$work/$name.csr" -out "$work/$name.pem" -startdate "$start" \
    -enddate "$end" -notext -utf8 -preserveDN 2>/dev/null
}

leaf='basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash'
y26=20260101000000Z y27=20270101000000Z y28=20280101000000Z

certificate mail '/O=Contoso/CN=mail.contoso.test' $y26 $y27 "$leaf
subjectAltName = DNS:mail.contoso.test,DNS:autodiscover.contoso.test,DNS:MAIL01"
certificate mail-next '/O=Contoso/CN=mail.contoso.test' $y26 $y28 "$leaf
subjectAltName = DNS:mail.contoso.test,DNS:autodiscover.contoso.test,DNS:MAIL01"
certificate intranet '/CN=intranet.contoso.test' $y26 $y27 "$leaf
subjectAltName = DNS:intranet.contoso.test"
certificate expired '/CN=old.contoso.test' 20240101000000Z 20250101000000Z "$leaf
subjectAltName = DNS:old.contoso.test"
certificate future '/CN=future.contoso.test' $y27 $y28 "$leaf
subjectAltName = DNS:future.contoso.test"
certificate mail-later '/O=Contoso/CN=mail.contoso.test' 20261201000000Z $y28 "$leaf
subjectAltName = DNS:mail.contoso.test,DNS:autodiscover.contoso.test,DNS:MAIL01"
certificate authority '/CN=printer.contoso.test' $y26 $y27 'basicConstraints = critical,CA:TRUE
subjectAltName = DNS:printer.contoso.test'
certificate root-ca '/CN=Contoso Root CA' $y26 $y28 'basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign'
certificate sub-ca '/CN=Contoso Issuing CA' $y26 $y28 'basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign'
certificate no-san '/CN=exchange2007.contoso.test' $y26 $y27 "$leaf"
certificate unicode '/O=Контора/CN=почта.contoso.test' $y26 $y27 "$leaf
subjectAltName = DNS:xn--80a1acny.contoso.test"
# Escape sequences, a line end, a right-to-left override and HTML in names people read.
certificate hostile $'/O=\e[2J\e[31mowned\a\n<script>alert(1)<\\/script>/CN=\u202etset.live\u202c$(reboot)\x60id\x60' $y26 $y27 "$leaf
subjectAltName = DNS:evil.contoso.test"

der() { openssl x509 -in "$work/$1.pem" -outform DER -out "$2"; }
pfx() { openssl pkcs12 -export -in "$work/$1.pem" -inkey "$work/$1.key" -out "$2" -passout "pass:$3" "${@:4}"; }

pfx mail mail.pfx "$password" -name 'Microsoft Exchange' -macalg sha256
pfx mail mail-legacy.pfx "$password" -legacy -name 'Microsoft Exchange' -CSP 'Microsoft RSA SChannel Cryptographic Provider' -LMK
pfx mail mail-empty-password.pfx ''
pfx mail-next mail-next.pfx "$password"
der mail mail.cer
cp "$work/mail.pem" mail.pem
for name in mail-next mail-later intranet expired future authority root-ca no-san unicode hostile; do der $name $name.cer; done
cat "$work/mail.pem" "$work/intranet.key" >mismatch.pem
cat "$work/mail.pem" "$work/intranet.pem" >two.pem
head -c 900 mail.pfx >truncated.pfx
cp "$work/mail.csr" request.csr
printf '%s' "$password" >PASSWORD.txt
chmod 644 ./*.pfx

# A certificate of another issuer: Chromium and gpotrust want a self-issued one.
openssl x509 -req -in "$work/intranet.csr" -CA "$work/authority.pem" -CAkey "$work/authority.key" -days 3650 -set_serial 77 -outform DER -out issued.cer 2>/dev/null
# A server's certificate, one that a CA issued, and a CA: no key tells which is meant.
{ cat mail.pem; openssl x509 -inform DER -in issued.cer; openssl x509 -in "$work/root-ca.pem"; } >three.pem
# The issuing CA, issued by the root: the extensions of its self-signed draft.
openssl x509 -req -in "$work/sub-ca.csr" -CA "$work/root-ca.pem" -CAkey "$work/root-ca.key" -days 3650 -set_serial 78 -extfile "$work/sub-ca-ca/ca.cnf" \
  -extensions ext -outform DER -out sub-ca.cer 2>/dev/null

python3 - <<'PYTHON'
import hashlib, struct
def text(s): return s.encode('utf-16-le') + b'\0\0'
def entry(key, value, kind, data):
    semicolon = ';'.encode('utf-16-le')
    return ('['.encode('utf-16-le') + text(key) + semicolon + text(value) + semicolon + struct.pack('<I', kind) + semicolon + struct.pack('<I', len(data))
            + semicolon + data + ']'.encode('utf-16-le'))
def prop(number, data): return struct.pack('<III', number, 1, len(data)) + data
base = 'Software\\Policies\\Microsoft\\SystemCertificates\\'
der = open('mail.cer', 'rb').read()
sha1 = hashlib.sha1(der).digest()
name = sha1.hex().upper()
def where(store, thumb): return base + store + '\\Certificates\\' + thumb
container, provider = text('{11111111-2222-3333-4444-555555555555}'), text('Microsoft Software Key Storage Provider')
key_info = struct.pack('<7I', 28, 28 + len(container), 0, 32, 0, 0, 0) + container + provider
clean = prop(3, sha1) + prop(32, der)
leaking = prop(3, sha1) + prop(2, key_info) + prop(71, text('ADMIN-PC.contoso.test')) + prop(32, der)
head = b'PReg' + struct.pack('<I', 1)
others = (entry('Software\\Policies\\Example', 'Enabled', 4, struct.pack('<I', 1)) + entry('Software\\Policies\\Example', 'Text; with ] marks', 1, text('a;b]c'))
          + entry(base + 'TrustedPeople\\CRLs', '', 0, b''))
open('registry.pol', 'wb').write(head + others + entry(where('TrustedPeople', name), 'Blob', 3, leaking) + entry(where('TrustedPublisher', name), 'Blob', 3, clean))
open('registry-damaged-blob.pol', 'wb').write(head + others + entry(where('TrustedPeople', name), 'Blob', 3, clean[:-40]) + entry(where('Root', name), 'Blob', 3, clean))
open('registry-truncated.pol', 'wb').write((head + others)[:-9])
PYTHON
