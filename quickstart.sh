#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# ./quickstart.sh [EXPORT... [OPTION...]]
# On a bare Debian 12: installs what the build needs, builds the release program (build/release/gpotrust), packages the given exports and shows the result and
# how to import it. Without an export it makes a demonstration certificate in the manner of Exchange (kept in build/demo) and packages that. Options go to
# "gpotrust package". Run it as root or as a user with sudo; the first run needs the package source, later runs no network.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/.ci/lib.sh"
GPOTRUST=$PROJECT/build/release/gpotrust
DEMO=$PROJECT/build/demo

# make_demo_export: build/demo/exch01.pfx and its password file, once: a second run must find the same certificate to say "unchanged"
make_demo_export() {
  [ ! -s "$DEMO/exch01.pfx" ] || return 0
  note "demonstration certificate: $DEMO/exch01.pfx"
  (
    umask 077
    rm -rf "$DEMO" && mkdir -p "$DEMO"
    cd "$DEMO"
    openssl rand -hex 12 >password.txt
    openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 1825 -subj /CN=EXCH01 -keyout key.pem -out certificate.pem \
      -addext "subjectAltName=DNS:EXCH01,DNS:exch01.example.test,DNS:mail.example.test,DNS:autodiscover.example.test" \
      -addext extendedKeyUsage=serverAuth -addext keyUsage=critical,digitalSignature,keyEncipherment \
      -addext basicConstraints=critical,CA:FALSE -addext subjectKeyIdentifier=hash 2>openssl.log
    # The old Windows form: RC2-40 for the certificate, 3DES for the key, SHA-1 for the integrity, Microsoft's key attributes.
    openssl pkcs12 -export -legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1 -iter 2000 -inkey key.pem -in certificate.pem \
      -name "Microsoft Exchange" -CSP "Microsoft RSA SChannel Cryptographic Provider" -passout file:password.txt -out unfinished.pfx
    rm -f key.pem openssl.log
    mv unfinished.pfx exch01.pfx
  )
}

# show_import FOLDER: how to import the package of that revision folder
show_import() {
  local folder=$1 backup name
  backup=$(find "$folder/gpo-backup" -mindepth 1 -maxdepth 1 -type d -name '{*}' | sort | head -n 1)
  name=$(sed -n 's/^ *"gpo_name": *"\([^"\\]*\)".*/\1/p' "$folder/trust-package.json" | head -n 1)
  name=${name:-the name in README.txt}
  cat <<TEXT

   Import it on a machine of the domain (a domain controller, or one with the Group Policy management tools):
     1. Copy $folder.zip there and unpack it, for example to C:\\Trust
     2. PowerShell, as somebody who may create Group Policy objects:
          Import-GPO -BackupId $(basename "$backup" | tr -d "{}") -Path C:\\Trust\\gpo-backup -TargetName '$name' -CreateIfNeeded
          New-GPLink -Name '$name' -Target (Get-ADDomain).DistinguishedName
        or in the Group Policy Management Console: make a GPO of that name, Action > Import Settings..., backup folder C:\\Trust\\gpo-backup,
        then link the GPO to the domain.
     3. gpupdate /force on a client, and look. $folder/README.txt says what to verify first and how to undo.
TEXT
}

say "What the build needs"
ensure_packages "${BUILD_PACKAGES[@]}"
say "Build: build/release/gpotrust (a first time takes a few minutes)"
build_preset release gpotrust

say "Package"
arguments=("$@")
if [ $# = 0 ]; then
  make_demo_export
  arguments=("$DEMO/exch01.pfx" --password-file "$DEMO/password.txt")
fi
output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
"$GPOTRUST" package "${arguments[@]}" | tee "$output" || status=$?
[ $status = 0 ] || exit $status

# The revision folders as the program printed them.
mapfile -t folders < <(grep -oE '/.*/packages/[^/]+/r[0-9]{4}' "$output" | sort -u)
for folder in "${folders[@]}"; do
  say "$folder"
  (cd "$folder" && find . -type f | LC_ALL=C sort | sed 's/^\.\//   /')
  show_import "$folder"
done
