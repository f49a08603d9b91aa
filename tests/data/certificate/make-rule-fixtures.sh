#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# Makes the certificates under rules/, each with one fault that one rule names (or just without it): make-rule-fixtures.sh [FOLDER].
# Needs OpenSSL 3 and Python 3. They use the key of ok.cer (key.der) where the fault is not the key's. Run once and kept: serial numbers are random.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${1:-$HERE/rules}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
openssl pkey -inform DER -in "$HERE/key.der" -out ok.key

# certificate NAME KEY DIGEST START END EXTENSIONS [SUBJECT] [SERIAL]: `openssl ca` is what lets dates and serial number be chosen
certificate() {
  local name=$1 key=$2 digest=$3 start=$4 end=$5 extensions=$6 subject=${7:-/CN=mail.contoso.com} serial=${8:-4A$(openssl rand -hex 15)}
  mkdir -p "ca.$name"
  : >"ca.$name/index.txt"
  echo "$serial" | tr a-f A-F >"ca.$name/serial"
  cat >"$name.cnf" <<C
[ca]
default_ca = c
[c]
database = ca.$name/index.txt
serial = ca.$name/serial
new_certs_dir = ca.$name
policy = p
unique_subject = no
email_in_dn = no
utf8 = yes
string_mask = utf8only
[p]
commonName = optional
[req]
distinguished_name = dn
utf8 = yes
string_mask = utf8only
[dn]
[v3]
$extensions
C
  openssl req -new -utf8 -key "$key.key" ${CSR_DIGEST:-} -subj "$subject" -config "$name.cnf" -out "$name.csr"
  openssl ca -batch -notext -utf8 -selfsign -keyfile "$key.key" -config "$name.cnf" -in "$name.csr" -md "$digest" -startdate "$start" -enddate "$end" \
    -extfile "$name.cnf" -extensions v3 -out "$name.pem" 2>"ca.$name/log" || { cat "ca.$name/log" >&2; return 1; }
  openssl x509 -in "$name.pem" -outform DER -out "$name.cer"
}

START=20261101000000Z END=20271101000000Z
BASE='subjectAltName=DNS:mail.contoso.com
extendedKeyUsage=serverAuth
keyUsage=critical,digitalSignature,keyEncipherment
basicConstraints=critical,CA:FALSE
subjectKeyIdentifier=hash'
base_but() { printf '%s\n' "$BASE" | grep -v "^$1="; printf '%s\n' "$2"; } # base_but EXTENSION REPLACEMENT
with() { certificate "$1" ok sha256 $START $END "$(base_but "$2" "$3")" "${@:4}"; } # with NAME EXTENSION REPLACEMENT [SUBJECT]
names() { with "$1" subjectAltName "subjectAltName=DNS:mail.contoso.com,$2"; } # names NAME MORE

certificate sound ok sha256 $START $END "$BASE"
certificate exchange ok sha256 $START $END "$(base_but subjectAltName 'subjectAltName=critical,DNS:mail.contoso.com,DNS:EXCH01,DNS:exch01.contoso.com,DNS:autodiscover.contoso.com,DNS:contoso.com,IP:10.0.0.25,IP:2001:db8::25')"

# Serial numbers: 0; the longest that is allowed; two that take 21 octets.
certificate serial_zero ok sha256 $START $END "$BASE" /CN=mail.contoso.com 00
certificate serial_20 ok sha256 $START $END "$BASE" /CN=mail.contoso.com 7F00112233445566778899AABBCCDDEEFF001122
certificate serial_20_high_bit ok sha256 $START $END "$BASE" /CN=mail.contoso.com 8000112233445566778899AABBCCDDEEFF001122
certificate serial_21 ok sha256 $START $END "$BASE" /CN=mail.contoso.com 4A00112233445566778899AABBCCDDEEFF00112233

# Keys.
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out exponent_3.key 2>/dev/null ||
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out exponent_3.key 2>/dev/null
openssl ecparam -name secp224r1 -genkey -noout -out secp224r1.key
openssl ecparam -name secp256k1 -genkey -noout -out secp256k1.key
openssl genpkey -algorithm ED448 -out ed448.key
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsa_pss.key 2>/dev/null
openssl dsaparam -genkey -noout -out dsa.key 2048 2>/dev/null
openssl genpkey -algorithm X25519 | openssl pkey -pubout -outform DER -out x25519.spki
certificate exponent_3 exponent_3 sha256 $START $END "$BASE"
SIGN="$(base_but keyUsage 'keyUsage=critical,digitalSignature')"
for k in secp224r1 secp256k1 dsa rsa_pss; do certificate $k $k sha256 $START $END "$SIGN"; done
certificate ed448 ed448 default $START $END "$SIGN"

# Dates: 398 days and one more, 825 days; both forms at the turn of 2050.
certificate days398 ok sha256 $START 20271204000000Z "$BASE"
certificate days399 ok sha256 $START 20271205000000Z "$BASE"
certificate days825 ok sha256 $START 20290203000000Z "$BASE"
certificate until_2049 ok sha256 $START 491231235959Z "$BASE"
certificate until_2050 ok sha256 $START 20500101000000Z "$BASE"

# keyUsage as a bit list: empty, with superfluous bits, with a bit set where none counts, and one of two octets that is right.
with ku_empty keyUsage '2.5.29.15=critical,DER:030100'
with ku_zero keyUsage '2.5.29.15=critical,DER:03020700'
with ku_superfluous keyUsage '2.5.29.15=critical,DER:030200A0'
with ku_unused_set keyUsage '2.5.29.15=critical,DER:030205A1'
with ku_two_octets keyUsage 'keyUsage=critical,digitalSignature,keyAgreement,decipherOnly'

# Other uses than TLS servers.
with eku_code extendedKeyUsage 'extendedKeyUsage=codeSigning'
with eku_client extendedKeyUsage 'extendedKeyUsage=clientAuth'
with eku_efs extendedKeyUsage 'extendedKeyUsage=1.3.6.1.4.1.311.10.3.4'
with eku_any extendedKeyUsage 'extendedKeyUsage=anyExtendedKeyUsage'
with eku_none extendedKeyUsage ''

# Names.
LABEL63=a23456789012345678901234567890123456789012345678901234567890123
NAME253=$LABEL63.$LABEL63.$LABEL63.${LABEL63:0:57}.com
names san_label_63 "DNS:$LABEL63.contoso.com"
names san_label_64 "DNS:4$LABEL63.contoso.com"
names san_name_253 "DNS:$NAME253"
names san_name_254 "DNS:${NAME253/com/info}"
names san_duplicate DNS:MAIL.contoso.com
names san_wildcard DNS:\*.contoso.com
names san_wildcard_tld DNS:\*.com
names san_wildcard_bare DNS:\*
names san_wildcard_partial DNS:w\*.contoso.com
names san_wildcard_inner DNS:mail.\*.contoso.com
names san_netbios DNS:EXCH01
names san_local DNS:exch01.contoso.local
names san_address IP:10.0.0.25,IP:2001:db8::25
names san_address_as_dns DNS:10.0.0.25
names san_idn DNS:xn--mnchen-3ya.example.com
names san_idn_bad DNS:xn--99999999.contoso.com
names san_idn_ascii DNS:xn--abc-.contoso.com
names san_underscore DNS:exch_01.contoso.com
with san_command subjectAltName 'subjectAltName=DNS:\$(Stop-Computer).contoso.com' '/CN=$(Stop-Computer)'
names san_blank 'DNS:mail server.contoso.com'
names san_empty_label DNS:mail..contoso.com
names san_hyphen DNS:-mail.contoso.com
names san_inner_hyphen DNS:my-mail.contoso.com
with san_uri subjectAltName 'subjectAltName=URI:https://mail.contoso.com/,email:admin@contoso.com,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:admin@contoso.com'
with common_names subjectAltName 'subjectAltName=DNS:mail.contoso.com' "/CN=mail.contoso.com$(printf '/CN=n%d' {0..9})"
# dNSName "münchen.example" in UTF-8 and in Latin-1; "mail.contoso.com\0.evil.example"; 10.0.0.0 with 255.0.0.0; fe80:: with /10; five octets.
with san_utf8 subjectAltName "2.5.29.17=DER:$(printf '301282106dc3bc6e6368656e2e6578616d706c65')"
with san_latin1 subjectAltName '2.5.29.17=DER:3011820f6dfc6e6368656e2e6578616d706c65'
with san_nul subjectAltName '2.5.29.17=DER:3020821e6d61696c2e636f6e746f736f2e636f6d002e6576696c2e6578616d706c65'
with san_mask subjectAltName '2.5.29.17=DER:300a87080a000000ff000000'
with san_mask_6 subjectAltName '2.5.29.17=DER:30228720fe800000000000000000000000000000ffc00000000000000000000000000000'
with san_five_octets subjectAltName '2.5.29.17=DER:300787050a00000019'

python3 "$HERE/edit-certificates.py" .
mkdir -p "$OUT"
cp ./*.cer "$OUT/"
