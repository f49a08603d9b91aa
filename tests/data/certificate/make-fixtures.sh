#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# Makes the certificates and exports of this folder: make-fixtures.sh [FOLDER]. Needs OpenSSL 3 with the legacy provider, certtool (GnuTLS), perl, Python 3.
# Run once and kept: keys and serial numbers are random. The tests compare with what `openssl x509` and `sha1sum` say (expected.tsv, written at the end).
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${1:-$HERE}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
export PW='P@ssw0rd1'

key() { # key NAME ALGORITHM OPTION
  openssl genpkey -quiet -algorithm "$2" ${3:+-pkeyopt "$3"} -out "$1.key" 2>/dev/null || openssl genpkey -algorithm "$2" ${3:+-pkeyopt "$3"} -out "$1.key" 2>/dev/null
}

# certificate NAME KEY DIGEST START END EXTENSIONS [SUBJECT]: `openssl ca` is what lets both dates be chosen
certificate() {
  local name=$1 key=$2 digest=$3 start=$4 end=$5 extensions=$6 subject=${7:-/CN=EXCH01}
  mkdir -p "ca.$name"
  : >"ca.$name/index.txt"
  openssl rand -hex 15 | sed 's/^/4A/' | tr a-f A-F >"ca.$name/serial"
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
organizationName = optional
[req]
distinguished_name = dn
utf8 = yes
string_mask = utf8only
[dn]
[v3]
$extensions
C
  openssl req -new -utf8 -key "$key.key" -subj "$subject" -config "$name.cnf" -out "$name.csr"
  local with=(-extfile "$name.cnf" -extensions v3)
  [ -n "$extensions" ] || with=()
  local signer=(-selfsign -keyfile "$key.key")
  [ -z "${ISSUER:-}" ] || signer=(-cert "$ISSUER.pem" -keyfile "$ISSUER.key")
  openssl ca -batch -notext -utf8 "${signer[@]}" -config "$name.cnf" -in "$name.csr" -md "$digest" -startdate "$start" -enddate "$end" "${with[@]}" \
    -out "$name.pem" 2>"ca.$name/log" || { cat "ca.$name/log" >&2; return 1; }
  openssl x509 -in "$name.pem" -outform DER -out "$name.cer"
}

START=20261101000000Z END=20271101000000Z
SAN='subjectAltName=DNS:EXCH01,DNS:exch01.contoso.com,DNS:autodiscover.contoso.com,IP:10.0.0.25,IP:2001:db8:0:0:1::25'
EKU='extendedKeyUsage=serverAuth'
KU='keyUsage=critical,digitalSignature,keyEncipherment'
BC='basicConstraints=critical,CA:FALSE'
SKI='subjectKeyIdentifier=hash'
BASE="$SAN
$EKU
$KU
$BC
$SKI"
base_but() { printf '%s\n' "$BASE" | grep -v "^$1=" || true; printf '%s\n' "${2:-}"; } # base_but EXTENSION [REPLACEMENT]

key ok RSA rsa_keygen_bits:2048
key other RSA rsa_keygen_bits:2048
key ca RSA rsa_keygen_bits:2048
key rsa512 RSA rsa_keygen_bits:512
key rsa1024 RSA rsa_keygen_bits:1024
for curve in P-256 P-384 P-521 brainpoolP256r1 prime192v1; do key "$curve" EC "ec_paramgen_curve:$curve"; done
openssl ecparam -name prime256v1 -genkey -noout -param_enc explicit -out explicit.key
key ed25519 ED25519

certificate ok ok sha256 $START $END "$BASE"
certificate other other sha256 $START $END "$BASE" /CN=EXCH02
certificate sha1 ok sha1 $START $END "$BASE"
certificate md5 ok md5 $START $END "$BASE"
certificate version1 ok sha256 $START $END ''
certificate bare ok sha256 $START $END "$SKI"
certificate ca ca sha256 $START $END "$(base_but basicConstraints 'basicConstraints=critical,CA:TRUE' | sed 's/keyEncipherment/&,keyCertSign/')" '/CN=Lab CA'
certificate ca_pathlen ok sha256 $START $END "$(base_but basicConstraints 'basicConstraints=critical,CA:TRUE,pathlen:0')"
certificate cert_sign ok sha256 $START $END "$(base_but keyUsage 'keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign')"
certificate key_agreement ok sha256 $START $END "$(base_but keyUsage 'keyUsage=critical,keyAgreement')"
certificate client_eku ok sha256 $START $END "$(base_but extendedKeyUsage 'extendedKeyUsage=clientAuth')"
certificate any_eku ok sha256 $START $END "$(base_but extendedKeyUsage 'extendedKeyUsage=anyExtendedKeyUsage')"
certificate code_signing ok sha256 $START $END "$(base_but extendedKeyUsage 'extendedKeyUsage=serverAuth,codeSigning,emailProtection')"
certificate san_empty ok sha256 $START $END "$(base_but subjectAltName '2.5.29.17=DER:3000')"
certificate san_broken ok sha256 $START $END "$(base_but subjectAltName '2.5.29.17=DER:0500')"
certificate san_kinds ok sha256 $START $END "$(base_but subjectAltName 'subjectAltName=email:admin@contoso.com,URI:https://exch01/,RID:1.2.3.4,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:upn@contoso.com,IP:::1,DNS:EXCH01')"
certificate san_malformed ok sha256 $START $END "$(base_but subjectAltName '2.5.29.17=DER:300B8204657863FC870301FF00')"
certificate cn_elsewhere ok sha256 $START $END "$(base_but subjectAltName 'subjectAltName=DNS:mail.contoso.com')" '/O=Contoso, Ltd./CN=Почта+CN=EXCH09'
certificate unknown_critical ok sha256 $START $END "$BASE
1.2.3.4.5.6=critical,ASN1:NULL"
certificate days400 ok sha256 20261101000000Z 20271206000000Z "$BASE"
certificate days826 ok sha256 20261101000000Z 20290204000000Z "$BASE"
certificate no_end ok sha256 $START 99991231235959Z "$BASE"
certificate reversed ok sha256 $END $START "$BASE"
ISSUER=ca certificate issued other sha256 $START $END "$BASE" /CN=EXCH03
for k in rsa512 rsa1024; do certificate $k $k sha256 $START $END "$BASE"; done
for k in P-256 P-384 P-521 brainpoolP256r1 prime192v1 explicit; do certificate $k $k sha256 $START $END "$(base_but keyUsage 'keyUsage=critical,digitalSignature')"; done
certificate ed25519 ed25519 default $START $END "$(base_but keyUsage 'keyUsage=critical,digitalSignature')"

# Damage with perl: a flipped bit of the signature; other and unknown algorithm identifiers (sha256WithRSAEncryption ends in 0B); an outer
# SEQUENCE of indefinite length; a BOOLEAN 01 for TRUE; something behind; a second subjectAltName; a thirteenth month.
perl -0777 -pe 's/(.)\z/chr(ord($1)^1)/se' ok.cer >badsig.cer
perl -0777 -pe 's/\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B/\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0C/' ok.cer >sigalg_mismatch.cer
perl -0777 -pe 's/\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B/\x2A\x86\x48\x86\xF7\x0D\x01\x01\x7F/g' ok.cer >sigalg_unknown.cer
perl -0777 -pe 's/\A\x30\x82../\x30\x80/s; $_ .= "\0\0"' ok.cer >indefinite.cer
perl -0777 -pe 's/\x01\x01\xFF/\x01\x01\x01/' ok.cer >boolean.cer
perl -0777 -pe '$_ .= "x"' ok.cer >trailing.cer
perl -0777 -pe 's/\x06\x03\x55\x1D\x0E/\x06\x03\x55\x1D\x11/' ok.cer >duplicate.cer
perl -0777 -pe 's/271101000000Z/271301000000Z/' ok.cer >no_time.cer

# PFX: Exchange 2007 and old Windows (RC2-40, 3DES, SHA-1), TripleDES_SHA1, AES256_SHA256.
LEGACY='-legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-40 -macalg sha1 -iter 2000'
TDES='-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -iter 2000'
AES='-keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256 -iter 2000'
PLAIN='-keypbe NONE -certpbe NONE'
NAME='Microsoft Exchange'
CSP='Microsoft RSA SChannel Cryptographic Provider'
pfx() { # pfx FILE PASSWORD OPTIONS...
  local file=$1
  FIXTURE_PW=$2 openssl pkcs12 -export -out "$file" -passout env:FIXTURE_PW "${@:3}"
}
pfx legacy.pfx "$PW" $LEGACY -LMK -CSP "$CSP" -name "$NAME" -inkey ok.key -in ok.pem
pfx tdes.pfx "$PW" $TDES -inkey ok.key -in ok.pem
pfx aes.pfx "$PW" $AES -inkey ok.key -in ok.pem
pfx ec.pfx "$PW" $AES -inkey P-256.key -in P-256.pem
pfx ed25519.pfx "$PW" $AES -inkey ed25519.key -in ed25519.pem
pfx rc4.pfx "$PW" -legacy -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC4-128 -macalg sha1 -iter 2000 -inkey ok.key -in ok.pem
pfx des_md5.pfx "$PW" -legacy -keypbe PBE-MD5-DES -certpbe PBE-MD5-DES -macalg md5 -iter 2000 -inkey ok.key -in ok.pem
pfx empty_password.pfx '' $TDES -inkey ok.key -in ok.pem
pfx utf8_password.pfx 'пароль-ü-€' $TDES -inkey ok.key -in ok.pem
pfx utf8_password_aes.pfx 'пароль-ü-€' $AES -inkey ok.key -in ok.pem
pfx no_mac.pfx "$PW" $AES -nomac -inkey ok.key -in ok.pem
pfx certificate_only.pfx "$PW" $AES -nokeys -in ok.pem
pfx key_only.pfx "$PW" $AES -nocerts -inkey ok.key
cat ca.pem issued.pem >chain.pem
pfx chain.pfx "$PW" $AES -name "$NAME" -inkey ok.key -in ok.pem -certfile chain.pem
pfx slow.pfx "$PW" $PLAIN -macalg sha1 -iter 8400000 -inkey ok.key -in ok.pem
perl -0777 -pe 's/\x02\x04\x00\x80\x2C\x80/\x02\x04\x7F\xFF\xFF\xFF/' slow.pfx >iterations.pfx
perl -0777 -pe 's/\A(\x30\x82..\x02\x01)\x03/$1\x02/s' aes.pfx >version2.pfx
certtool --to-p12 --outder --load-privkey ok.key --load-certificate ok.pem --p12-name ok --pkcs-cipher 3des-pkcs12 --null-password --outfile null_password.pfx >/dev/null 2>&1

# What no tool makes: put together from unencrypted safes (compose-pfx.py says how).
pfx plain_ok.pfx '' $PLAIN -nomac -inkey ok.key -in ok.pem
pfx plain_other.pfx '' $PLAIN -nomac -inkey other.key -in other.pem
pfx plain_certificate.pfx '' $PLAIN -nomac -nokeys -in ok.pem
python3 "$HERE/compose-pfx.py" .

# Other containers and encodings.
openssl crl2pkcs7 -nocrl -certfile ok.pem -certfile ca.pem -outform DER -out two.p7b
openssl crl2pkcs7 -nocrl -certfile ok.pem -certfile ca.pem -out two.pem.p7b
openssl crl2pkcs7 -nocrl -outform DER -out none.p7b
openssl x509 -in ok.pem -trustout -addtrust serverAuth -out trusted.pem
openssl pkcs8 -topk8 -nocrypt -in ok.key -out ok.p8
openssl pkcs8 -topk8 -v2 aes-256-cbc -passout env:PW -in ok.key -out ok.enc.p8
openssl rsa -in ok.key -traditional -out ok.rsa 2>/dev/null
openssl rsa -in ok.key -traditional -aes128 -passout env:PW -out ok.enc.rsa 2>/dev/null
{ echo 'Bag Attributes'; cat ok.pem ok.p8; } >with_key.pem
cat ok.pem ok.enc.p8 >with_encrypted_key.pem
cat ok.rsa ok.pem >with_rsa_key.pem
cat ok.enc.rsa ok.pem >with_encrypted_rsa_key.pem
openssl pkcs8 -topk8 -nocrypt -in ok.key -outform DER -out key.der
openssl pkcs8 -topk8 -v2 aes-256-cbc -passout env:PW -in ok.key -outform DER -out key.enc.der
openssl rsa -in ok.key -traditional -outform DER -out key.rsa.der 2>/dev/null
openssl pkey -in ok.key -pubout -outform DER -out public.der
openssl req -in ok.csr -outform DER -out request.der
cp ok.csr request.pem
openssl ca -gencrl -config ca.cnf -md sha256 -cert ca.pem -keyfile ca.key -crldays 30 -out list.pem 2>/dev/null
openssl crl -in list.pem -outform DER -out list.der
base64 -w 76 legacy.pfx >legacy.pfx.b64
iconv -f UTF-8 -t UTF-16 legacy.pfx.b64 >legacy.pfx.utf16
sed 's/$/\r/' ok.pem | iconv -f UTF-8 -t UTF-16BE >ok.utf16be.pem

FILES='*.cer legacy.pfx tdes.pfx aes.pfx ec.pfx ed25519.pfx rc4.pfx des_md5.pfx empty_password.pfx utf8_password.pfx utf8_password_aes.pfx no_mac.pfx
  certificate_only.pfx key_only.pfx chain.pfx iterations.pfx version2.pfx null_password.pfx composed_*.pfx *.p7b trusted.pem with_*.pem key.der key.enc.der
  key.rsa.der public.der request.der request.pem list.der legacy.pfx.b64 legacy.pfx.utf16 ok.utf16be.pem'
mkdir -p "$OUT"
cp $FILES "$OUT/"
# The numbers of the key, for the tests of key traces.
openssl rsa -in ok.key -noout -text >"$OUT/ok.key.txt" 2>/dev/null
openssl pkey -in P-256.key -noout -text >"$OUT/ec.key.txt"
nameopt='RFC2253,-esc_msb,utf8'
{
  printf 'file\tsha1\tsha256\tserial\tsubject\tissuer\tnot_before\tnot_after\ttbs_digest\n'
  for f in *.cer; do
    case $f in trailing.cer | indefinite.cer | no_time.cer) continue ;; esac
    openssl asn1parse -inform DER -in "$f" -strparse 4 -noout -out tbs
    case $f in sha1.cer) md=sha1 ;; md5.cer) md=md5 ;; *) md=sha256 ;; esac
    field() { openssl x509 -in "$f" -noout "-$1" -nameopt "$nameopt" -dateopt iso_8601 | cut -d= -f2-; }
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$f" "$(sha1sum "$f" | cut -d' ' -f1)" "$(sha256sum "$f" | cut -d' ' -f1)" "$(field serial)" \
      "$(field subject)" "$(field issuer)" "$(field startdate)" "$(field enddate)" "$(openssl dgst -$md -r tbs | cut -d' ' -f1)"
  done
} >"$OUT/expected.tsv"
