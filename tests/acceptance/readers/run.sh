#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judges: readers others wrote. Samba's preg codec, OpenSSL, xmllint, unzip, 7z, bsdtar, sha256sum, and the independent Python readers beside the project.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need openssl python3 sha256sum
make_certificate mail EXCH01 EXCH01 mail.example.test
make_package mail --gpo-name 'Trust "mail" & <more> ]]> 😀'
zip=$(json "$WORK/package.json" 'd["packages"][0]["zip"]')
judged=0

(cd "$package" && sha256sum --quiet -c SHA256SUMS) || fail "sha256sum -c"
[ "$(cd "$package" && find . -type f ! -name SHA256SUMS | wc -l)" = "$(wc -l <"$package/SHA256SUMS")" ] || fail "SHA256SUMS does not list every file"
ok "sha256sum: every file listed and right"

for pem in "$package"/certificates/*.pem; do
  openssl x509 -in "$pem" -outform DER | cmp - "$WORK/mail.cer" || fail "$pem is not the exported certificate"
done
ok "openssl: the certificates are the exported one"
if find "$package" -type f -exec grep -lE -- '-----BEGIN [A-Z ]*PRIVATE KEY' {} + ; then fail "a private key marker"; fi

if command -v xmllint >/dev/null; then
  find "$package" -name '*.xml' -print0 | xargs -0 xmllint --noout || fail "xmllint"
  ok "xmllint: every XML file is well-formed"; judged=$((judged + 1))
fi
unpack() { rm -rf "$WORK/unpacked"; mkdir "$WORK/unpacked"; }
if command -v unzip >/dev/null; then
  unzip -tq "$zip" >/dev/null || fail "unzip -t"; unpack; unzip -q "$zip" -d "$WORK/unpacked"; diff -r "$package" "$WORK/unpacked" || fail "unzip unpacks something else"
  ok "unzip: whole, and the same files"; judged=$((judged + 1))
fi
if command -v 7z >/dev/null; then
  7z t "$zip" >/dev/null || fail "7z t"; unpack; 7z x -o"$WORK/unpacked" "$zip" >/dev/null; diff -r "$package" "$WORK/unpacked" || fail "7z unpacks something else"
  ok "7z: whole, and the same files"; judged=$((judged + 1))
fi
if command -v bsdtar >/dev/null; then
  unpack; bsdtar -xf "$zip" -C "$WORK/unpacked"; diff -r "$package" "$WORK/unpacked" || fail "bsdtar unpacks something else"
  ok "bsdtar: the same files"; judged=$((judged + 1))
fi
if /usr/bin/python3 -c 'import samba.dcerpc.preg' 2>/dev/null; then
  /usr/bin/python3 "$HERE/readers/samba_preg.py" "$machine_pol" "$WORK/mail.cer" || fail "Samba's preg codec, computer side"
  /usr/bin/python3 "$HERE/readers/samba_preg.py" "$user_pol" "$WORK/mail.cer" || fail "Samba's preg codec, user side"
  ok "Samba preg: reads both sides and writes the same octets"; judged=$((judged + 1))
else
  echo "skipped: python3-samba is not installed"
fi
if [ -d "$VERIFY" ]; then
  export PYTHONDONTWRITEBYTECODE=1
  for pol in "$machine_pol" "$user_pol"; do
    python3 "$VERIFY/regpol.py" check "$pol" | tee "$WORK/regpol.out"
    grep -q 'parsed 1 failed 0 reencode-identical 1' "$WORK/regpol.out" || fail "regpol.py"
    grep -q QUIRK "$WORK/regpol.out" && fail "regpol.py found a quirk"
    python3 "$VERIFY/certblob.py" pol "$pol" >"$WORK/certblob.out"
    grep -Eq 'BAD|MISMATCH' "$WORK/certblob.out" && { cat "$WORK/certblob.out"; fail "certblob.py"; }
    grep -q 'SHA1_HASH.*OK sha1(cert)' "$WORK/certblob.out" || fail "certblob.py found no SHA-1 property"
    grep -Eq 'KEY_PROV_INFO|REQUEST_ORIGINATOR' "$WORK/certblob.out" && fail "key metadata in the blob"
  done
  ok "regpol.py and certblob.py: no quirk, no mismatch, no key metadata"; judged=$((judged + 1))
else
  echo "skipped: no independent readers beside the project"
fi
[ "$judged" -gt 0 ] || skip "no other reader is installed"
