#!/bin/sh
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Makes the certificates of the renewal tests with OpenSSL 3.0. Keys are drawn at random and thrown away, so the files are made once and kept.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/new"
: >"$work/index"
cat >"$work/ca.cnf" <<EOF
[ca]
default_ca = default
[default]
database = $work/index
new_certs_dir = $work/new
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
commonName = supplied
EOF

# certificate NAME BITS START END CN SAN EKU: a self-signed end-entity certificate; SAN may be empty
certificate() {
  openssl req -new -newkey "rsa:$2" -nodes -keyout "$work/key" -out "$work/csr" -subj "/CN=$5" 2>/dev/null
  {
    echo "basicConstraints = critical, CA:FALSE"
    echo "keyUsage = critical, digitalSignature, keyEncipherment"
    echo "extendedKeyUsage = $7"
    [ -z "$6" ] || echo "subjectAltName = $6"
  } >"$work/extensions"
  openssl ca -batch -selfsign -config "$work/ca.cnf" -in "$work/csr" -keyfile "$work/key" -out "$work/pem" -startdate "$3" -enddate "$4" \
    -extfile "$work/extensions" -notext 2>/dev/null
  openssl x509 -in "$work/pem" -outform DER -out "$1.cer"
}

both=DNS:mail.contoso.com,DNS:autodiscover.contoso.com
certificate mail-2026 2048 20260101000000Z 20270115000000Z mail.contoso.com "$both" serverAuth
certificate mail-2027 2048 20261215000000Z 20280115000000Z mail.contoso.com "$both" serverAuth
certificate mail-2027-fewer 2048 20261215000000Z 20280115000000Z mail.contoso.com DNS:mail.contoso.com serverAuth
certificate mail-2027-weak 1024 20261215000000Z 20280115000000Z mail.contoso.com "$both" serverAuth
certificate mail-2026-short 2048 20260601000000Z 20261231000000Z mail.contoso.com "$both" serverAuth
certificate mail-2027-client 2048 20261215000000Z 20280115000000Z mail.contoso.com "$both" clientAuth
certificate wildcard-2027 2048 20261215000000Z 20280115000000Z '*.contoso.com' 'DNS:*.contoso.com' serverAuth
certificate intranet-2026 2048 20260101000000Z 20270115000000Z intranet.contoso.com DNS:intranet.contoso.com serverAuth
certificate code-2026 2048 20260101000000Z 20270115000000Z 'Contoso Code' '' codeSigning
certificate code-2027 2048 20261215000000Z 20280115000000Z 'Contoso Code' '' codeSigning
certificate early 2048 20260101000000Z 20261201000000Z mail.contoso.com "$both" serverAuth
