#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# make.sh GPOTRUST [compare]: makes the samples of this folder with that program, at a fixed time, in any folder; with "compare" it changes nothing and fails where they differ.
# The input, mail.example.test.cer, was made once with
#   openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 365 -subj /CN=mail.example.test -keyout /dev/null -outform DER -out mail.example.test.cer
#     -addext subjectAltName=DNS:mail.example.test,DNS:autodiscover.example.test -addext extendedKeyUsage=serverAuth
#     -addext keyUsage=critical,digitalSignature,keyEncipherment -addext basicConstraints=critical,CA:FALSE
set -euo pipefail
gpotrust=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
work=$(cd "$work" && pwd -P)
cp "$here/mail.example.test.cer" "$work"
cd "$work"
run() { # run SCREEN ARGUMENT...: the command and what it prints, without the folder it ran in
  local screen=$1; shift
  { echo "\$ gpotrust $*"; NO_COLOR=1 "$gpotrust" "$@" --as-of 2026-12-01T09:00:00Z 2>&1; } | sed "s#$work/##g" >"screens/$screen"
}
mkdir screens
run check.txt check mail.example.test.cer
run package.txt package mail.example.test.cer --domain example.test
run verify.txt verify trust-estate/packages/trust-self-signed-certificate-mail-examp/r0001.zip
run inspect.txt inspect trust-estate/packages/trust-self-signed-certificate-mail-examp/r0001
run inspect-export.txt inspect mail.example.test.cer
run explain.txt explain
run explain-winrm.txt explain winrm
mv trust-estate/packages packages
rm -rf trust-estate mail.example.test.cer
if [ "${2:-}" = compare ]; then
  for part in screens packages; do diff -r "$here/$part" "$part" || { echo "out-samples differ from what the program makes: build the target out-samples and look at the difference" >&2; exit 1; }; done
else
  rm -rf "$here/screens" "$here/packages"
  mv screens packages "$here"
fi
