#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Ten years of one server, played day by day: the certificate is renewed every year, `gpotrust apply` runs every night, and clients have what the newest revision's registry.pol says,
# read by Samba's codec. Never a day without a trusted valid certificate, none left after its grace, one GPO GUID, versions counting up.
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh" "$@"
need openssl python3
python=$(command -v python3)
"$python" -c "import samba.dcerpc.preg" 2>/dev/null || python=/usr/bin/python3 # the distribution's, where another stands before it in PATH
"$python" -c "import samba.dcerpc.preg" 2>/dev/null || skip "python3-samba is not installed"

# yearly NAME START END: what a server renewed in its last month, made by OpenSSL with these dates.
mkdir "$WORK/new"
: >"$WORK/index"
cat >"$WORK/ca.cnf" <<EOF
[ca]
default_ca = default
[default]
database = $WORK/index
new_certs_dir = $WORK/new
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
commonName = supplied
EOF
printf '%s\n' 'subjectAltName=DNS:mail.contoso.test' 'extendedKeyUsage=serverAuth' 'basicConstraints=critical,CA:FALSE' \
  'keyUsage=critical,digitalSignature,keyEncipherment' >"$WORK/extensions"
yearly() {
  openssl req -new -newkey rsa:2048 -nodes -keyout "$WORK/$1.key" -out "$WORK/$1.csr" -subj /CN=mail.contoso.test 2>/dev/null
  openssl ca -batch -selfsign -config "$WORK/ca.cnf" -in "$WORK/$1.csr" -keyfile "$WORK/$1.key" -out "$WORK/$1.pem" -startdate "$2" -enddate "$3" \
    -extfile "$WORK/extensions" -notext 2>/dev/null
}
for year in $(seq 2026 2036); do yearly "$year" "${year}0101000000Z" "$((year + 1))0131000000Z"; done
"$python" -B "$PROJECT/tests/acceptance/decade/play.py" "$GPOTRUST" "$WORK"
ok "ten years, one GPO"
