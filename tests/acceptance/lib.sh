# shellcheck shell=bash disable=SC2034,SC1083
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Shared by the acceptance scripts: source it with the path of the gpotrust program in $1.
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC
GPOTRUST=$(realpath "$1")
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PROJECT=$(cd "$HERE/../.." && pwd)
VERIFY=$PROJECT/../shared/verify           # independent judges, used when they stand beside the project
WORK=$(mktemp -d "${TMPDIR:-/tmp}/gpotrust-acceptance.XXXXXX")
at_exit=()
cleanup() { local step; for step in "${at_exit[@]}"; do eval "$step" || true; done; rm -rf "$WORK"; }
trap cleanup EXIT

skip() { echo "skipped: $*"; exit 77; }
fail() { echo "FAILED: $*" >&2; exit 1; }
ok() { echo "ok: $*"; }
need() { local tool; for tool in "$@"; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done; }

# make_certificate NAME CN DNS...: NAME.key.pem, NAME.pem, NAME.cer and NAME.pfx (password in $WORK/password) in $WORK, as a Windows server would have exported it.
make_certificate() {
  local name=$1 cn=$2 san; shift 2
  san=$(printf 'DNS:%s,' "$@"); san=${san%,}
  [ -e "$WORK/password" ] || (umask 077; printf 'S3cret-of-the-test\n' >"$WORK/password")
  openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 365 -subj "/CN=$cn" -keyout "$WORK/$name.key.pem" -out "$WORK/$name.pem" \
    -addext "subjectAltName=$san" -addext extendedKeyUsage=serverAuth -addext keyUsage=critical,digitalSignature,keyEncipherment \
    -addext basicConstraints=critical,CA:FALSE 2>/dev/null
  openssl x509 -in "$WORK/$name.pem" -outform DER -out "$WORK/$name.cer"
  openssl pkcs12 -export -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-40 -macalg sha1 -iter 2000 -inkey "$WORK/$name.key.pem" -in "$WORK/$name.pem" \
    -name 'Microsoft Exchange' -CSP 'Microsoft RSA SChannel Cryptographic Provider' -passout "file:$WORK/password" -out "$WORK/$name.pfx"
}

# make_package NAME [OPTION...]: packages $WORK/NAME.pfx and sets $package to the revision folder, $machine_pol and $user_pol to its policies.
make_package() {
  local name=$1; shift
  "$GPOTRUST" package "$WORK/$name.pfx" --password-file "$WORK/password" --estate "$WORK/estate" "$@" --json >"$WORK/package.json" || { cat "$WORK/package.json"; fail "package"; }
  package=$(json "$WORK/package.json" 'd["packages"][0]["path"]')
  backup=$(echo "$package"/gpo-backup/{*}/)
  machine_pol=${backup}DomainSysvol/GPO/Machine/registry.pol user_pol=${backup}DomainSysvol/GPO/User/registry.pol
}

# json FILE EXPRESSION: one value; `d` is the envelope's data.
json() { python3 -c 'import json,sys; d=json.load(open(sys.argv[1]))["data"]; print(eval(sys.argv[2]))' "$1" "$2"; }
sha1_of() { sha1sum "$1" | cut -c1-40 | tr a-f A-F; }
