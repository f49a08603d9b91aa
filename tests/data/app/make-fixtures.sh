#!/bin/sh
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Makes the exports and keys of this folder with OpenSSL 3.0: run it here. Keys are new every time; nothing else trusts them. Password of the .pfx: fixture
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

self_signed() { # NAME KEY SUBJECT SAN FROM UNTIL
    mkdir "$work/$1.ca"
    : > "$work/$1.ca/index.txt"
    openssl rand -hex 8 > "$work/$1.ca/serial"
    cat > "$work/$1.cnf" <<CNF
[ca]
default_ca = here
[here]
database = $work/$1.ca/index.txt
serial = $work/$1.ca/serial
new_certs_dir = $work/$1.ca
default_md = sha256
policy = any
x509_extensions = leaf
unique_subject = no
[any]
commonName = supplied
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = $4
subjectKeyIdentifier = hash
[req]
distinguished_name = dn
[dn]
CNF
    openssl req -new -config "$work/$1.cnf" -key "$2" -subj "$3" -out "$work/$1.csr"
    openssl ca -batch -selfsign -config "$work/$1.cnf" -keyfile "$2" -in "$work/$1.csr" -startdate "$5" -enddate "$6" -notext -out "$work/$1.pem" 2> /dev/null
    openssl x509 -in "$work/$1.pem" -outform DER -out "$1.cer"
}

pfx() { # NAME KEY FRIENDLY-NAME
    openssl pkcs12 -export -inkey "$2" -in "$work/$1.pem" -name "$3" -CSP "Contoso Key Vault Provider" -passout pass:fixture -out "$1.pfx"
}

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/mail.key"
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/next.key"
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/ec.key"
self_signed mail "$work/mail.key" /CN=mail.contoso.com DNS:mail.contoso.com,DNS:MAIL 20260101000000Z 20271231235959Z
self_signed next "$work/next.key" /CN=mail.contoso.com DNS:mail.contoso.com,DNS:MAIL 20261101000000Z 20281231235959Z
self_signed web "$work/ec.key" /CN=web.contoso.com DNS:web.contoso.com 20260101000000Z 20271231235959Z
self_signed expired "$work/ec.key" /CN=old.contoso.com DNS:old.contoso.com 20240101000000Z 20251231235959Z
pfx mail "$work/mail.key" te-11112222-container
pfx next "$work/next.key" te-33334444-container
pfx web "$work/ec.key" te-55556666-container
openssl crl2pkcs7 -nocrl -certfile "$work/mail.pem" -certfile "$work/next.pem" -outform DER -out both.p7b

# The same key in every form a scan must know.
openssl pkcs8 -topk8 -nocrypt -in "$work/mail.key" -outform DER -out mail.key.pkcs8.der
openssl pkcs8 -topk8 -in "$work/mail.key" -v2 aes-256-cbc -passout pass:fixture -outform DER -out mail.key.encrypted.der
openssl pkcs8 -topk8 -in "$work/mail.key" -v1 PBE-SHA1-3DES -passout pass:fixture -outform DER -out mail.key.pbe.der
openssl rsa -in "$work/mail.key" -traditional -outform DER -out mail.key.pkcs1.der 2> /dev/null
openssl rsa -in "$work/mail.key" -outform PVK -pvk-none -out mail.key.pvk 2> /dev/null
openssl rsa -in "$work/mail.key" -outform "MS PRIVATEKEYBLOB" -out mail.key.blob 2> /dev/null || openssl rsa -in "$work/mail.key" -outform MSBLOB -out mail.key.blob 2> /dev/null
openssl ec -in "$work/ec.key" -outform DER -out web.key.sec1.der 2> /dev/null
openssl pkcs8 -topk8 -nocrypt -in "$work/ec.key" -outform DER -out web.key.pkcs8.der
chmod 644 -- *.der *.pfx *.cer *.p7b *.pvk *.blob
