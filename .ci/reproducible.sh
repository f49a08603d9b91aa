#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# .ci/reproducible.sh PROGRAM...: makes one package per program and surrounding (time zone, locale, umask, folder, user, Wine for an .exe) from one export and compares every
# byte of the folders and zips. The time is an input: SOURCE_DATE_EPOCH.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: reproducible.sh PROGRAM..." >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/gpotrust-reproducible.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
export SOURCE_DATE_EPOCH=1750000000
export CHECK_PASSWORD=S3cret-of-the-check
openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -subj /CN=EXCH01 -keyout "$work/key.pem" -out "$work/certificate.pem" \
  -addext subjectAltName=DNS:mail.example.test -addext extendedKeyUsage=serverAuth -addext basicConstraints=critical,CA:FALSE 2>/dev/null
openssl pkcs12 -export -legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1 -inkey "$work/key.pem" -in "$work/certificate.pem" \
  -passout env:CHECK_PASSWORD -out "$work/mail.pfx"
chmod 644 "$work/mail.pfx" # of this check alone: another user must read it
# The certificate starts now, and the check's clock must be inside its life.
SOURCE_DATE_EPOCH=$(($(date +%s) + 3600))

count=0 first= status=0
# make_package WHAT COMMAND...: runs it with "package" and its arguments appended, in a folder of its own, and compares with the first
make_package() {
  local what=$1 folder
  shift
  count=$((count + 1))
  folder=$work/$count
  mkdir -m 777 "$folder"
  if ! (cd "$folder" && "$@" package "$work/mail.pfx" --password-env CHECK_PASSWORD --estate "$folder/estate" --domain example.test) >"$folder.log" 2>&1; then
    printf '   FAILED: %s\n' "$what"
    tail -n 5 "$folder.log"
    status=1
    return 0
  fi
  if [ -z "$first" ]; then
    first=$folder
    printf '   first:     %s, zip %s\n' "$what" "$(sha256sum "$folder"/estate/packages/*.zip "$folder"/estate/packages/*/*.zip 2>/dev/null | head -c 16)..."
  elif diff -r "$first/estate/packages" "$folder/estate/packages" >"$folder.diff" 2>&1; then
    printf '   identical: %s\n' "$what"
  else
    printf '   DIFFERENT: %s\n' "$what"
    head -n 5 "$folder.diff"
    status=1
  fi
}

for program in "$@"; do
  [ -x "$program" ] || { echo "$program is not there" >&2; exit 1; }
  program=$(realpath "$program")
  name=$(basename "$(dirname "$program")")
  if [ "${program%.exe}" != "$program" ]; then
    make_package "$name, in Wine" env TZ=UTC LC_ALL=C.UTF-8 WINEDEBUG=-all "WINEPREFIX=${WINEPREFIX:-$(dirname "$program")/../wine-prefix}" \
      WINEDLLOVERRIDES="mscoree,mshtml=d;winemenubuilder.exe=d" /usr/lib/wine/wine64 "$program"
    continue
  fi
  make_package "$name, UTC, C" env TZ=UTC LC_ALL=C "$program"
  make_package "$name, Pacific/Chatham, C.UTF-8, umask 077" env TZ=Pacific/Chatham LC_ALL=C.UTF-8 sh -c 'umask 077; exec "$0" "$@"' "$program"
  if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    cp "$program" "$work/gpotrust-$count" # the project's folder may be closed to others
    make_package "$name, user nobody" setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/ TZ=America/St_Johns "$work/gpotrust-$count"
  fi
done
exit $status
