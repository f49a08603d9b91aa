#!/bin/sh
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Makes the certificates of this folder (DER) with OpenSSL 3.0; run it only to replace them: keys are random and thrown away, golden trees hold the results.
# Usage: sh make.sh   (inside this folder)
set -eu
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# certificate NAME KEY SUBJECT START END [EXTENSION...]: a self-signed certificate with exact dates
certificate() {
  name=$1 key=$2 subject=$3 start=$4 end=$5
  shift 5
  case $key in
    rsa) openssl genrsa -out key.pem 2048 2>/dev/null ;;
    ec) openssl ecparam -name prime256v1 -genkey -noout -out key.pem ;;
  esac
  : >index.txt
  openssl rand -hex 16 >serial
  {
    printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\nserial=serial\ndefault_md=sha256\npolicy=p\nx509_extensions=e\nutf8=yes\nunique_subject=no\n'
    printf '[p]\ncommonName=optional\norganizationName=optional\n[req]\ndistinguished_name=n\nutf8=yes\n[n]\n[e]\n'
    for extension in "$@"; do printf '%s\n' "$extension"; done
  } >openssl.cnf
  openssl req -new -utf8 -key key.pem -subj "$subject" -config openssl.cnf -out request.pem
  openssl ca -batch -notext -config openssl.cnf -selfsign -keyfile key.pem -in request.pem -startdate "$start" -enddate "$end" -preserveDN -out cert.pem 2>ca.log || { cat ca.log >&2; exit 1; }
  openssl x509 -in cert.pem -outform DER -out "$here/$name"
}

tls='extendedKeyUsage=serverAuth'
end_entity='basicConstraints=critical,CA:FALSE'
usage='keyUsage=critical,digitalSignature,keyEncipherment'
ski='subjectKeyIdentifier=hash'

certificate mail.cer rsa /CN=mail.contoso.com/O=Contoso 20251122000000Z 20261222235959Z "$end_entity" "$usage" "$tls" "$ski" \
  'subjectAltName=DNS:mail.contoso.com,DNS:autodiscover.contoso.com,DNS:EXCH01.corp.contoso.com,DNS:EXCH01,IP:10.20.30.40'
certificate mail-next.cer rsa /CN=mail.contoso.com/O=Contoso 20261122000000Z 20281122235959Z "$end_entity" "$usage" "$tls" "$ski" \
  'subjectAltName=DNS:mail.contoso.com,DNS:autodiscover.contoso.com'
# No subject key identifier, no extended key usage, and a name with everything that hurts markup and shells.
certificate odd-name.cer ec '/CN=Ünïcode "Q" & <b>'"'"' ]]> 🔒\, Ltd' 20260101000000Z 20301231000000Z "$end_entity" 'subjectKeyIdentifier=none'
certificate code-signing.cer ec '/CN=Contoso Code Signing' 20260101000000Z 20290101000000Z "$end_entity" 'extendedKeyUsage=codeSigning' "$ski"
certificate root.cer rsa '/CN=Contoso Test Root' 20260101000000Z 20360101000000Z 'basicConstraints=critical,CA:TRUE' 'keyUsage=critical,keyCertSign,cRLSign' "$ski"

# Thirty-two small ones, concatenated.
: >"$here/many.der"
number=1
while [ $number -le 32 ]; do
  certificate one.tmp ec "/CN=host$number.contoso.com" 20260101000000Z 20280101000000Z "$end_entity" "$tls" "subjectAltName=DNS:host$number.contoso.com"
  cat "$here/one.tmp" >>"$here/many.der"
  number=$((number + 1))
done
rm -f "$here/one.tmp"

# mail.cer as OpenSSL's certs-only PKCS#7.
openssl x509 -inform DER -in "$here/mail.cer" -out "$here/one.tmp"
openssl crl2pkcs7 -nocrl -certfile "$here/one.tmp" -outform DER -out "$here/mail.p7b"
rm -f "$here/one.tmp"
