#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judges of the artefacts for single machines: Wine's reg, regedit, crypt32 and cmd; hivexregedit, reged and impacket; Samba's preg codec; OpenSSL; xmllint. Every .reg file shows its certificate in exactly the store it
# is for, and its .remove file takes it away; hives get the octets of registry.pol; .p7b and .sst are what OpenSSL and crypt32 make; apply.cmd hands LGPO.exe what it must.
# Not judged here: LGPO.exe and the Preferences extension themselves, which exist for Windows alone.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need openssl python3 iconv
export PYTHONDONTWRITEBYTECODE=1
name='Trust "mail" & <more> ]]> 😀'
make_certificate mail EXCH01 EXCH01 mail.example.test
make_package mail --gpo-name "$name" --friendly-name 'Größe 证书 until 2027' --peer-usages
sha1=$(sha1_of "$WORK/mail.cer")
reg=$package/artefacts/reg
values() { python3 "$HERE/registry/blob_of.py" "$@"; }
judged=0

# The same values everywhere, read by rules that are not gpotrust's.
values pol "$machine_pol" >"$WORK/machine.values"
values pol "$machine_pol" --certificates >"$WORK/certificate.values"
[ "$(wc -l <"$WORK/machine.values")" = 3 ] || fail "not the certificate and two values for the peer usages"
values reg "$reg/policy.computer.reg" | cmp - "$WORK/machine.values" || fail "policy.computer.reg differs from registry.pol"
values pol "$package/artefacts/lgpo/machine.pol" | cmp - "$WORK/machine.values" || fail "machine.pol differs from registry.pol"
for file in policy.user store.computer store.user; do
  values reg "$reg/$file.reg" | cmp - "$WORK/certificate.values" || fail "$file.reg differs from registry.pol"
done
for side in Machine User; do
  values xml "$package/artefacts/preferences/$side/Registry.xml" | cmp - "$WORK/certificate.values" || fail "Registry.xml of $side differs from registry.pol"
done
ok "python: .reg, machine.pol and Registry.xml hold the values of registry.pol"

if /usr/bin/python3 -c 'import samba.dcerpc.preg' 2>/dev/null; then
  for file in machine user; do
    /usr/bin/python3 "$HERE/readers/samba_preg.py" "$package/artefacts/lgpo/$file.pol" "$WORK/mail.cer" || fail "Samba's preg codec, $file.pol for LGPO.exe"
  done
  ok "Samba preg: reads machine.pol and user.pol for LGPO.exe and writes the same octets"; judged=$((judged + 1))
fi

openssl pkcs7 -inform DER -in "$package/certificates/TrustedPeople.p7b" -print_certs | openssl x509 -outform DER | cmp - "$WORK/mail.cer" || fail "openssl pkcs7"
openssl crl2pkcs7 -nocrl -certfile "$WORK/mail.pem" -outform DER | cmp - "$package/certificates/TrustedPeople.p7b" || fail "OpenSSL writes another .p7b"
ok "openssl: reads the .p7b and writes the same octets"
if command -v xmllint >/dev/null; then
  [ "$(xmllint --xpath 'count(/RegistrySettings/Registry[@removePolicy="1"]/Properties[@action="R"][@name="Blob"])' "$package/artefacts/preferences/Machine/Registry.xml")" = 1 ] ||
    fail "xmllint finds no item in Registry.xml"
  xmllint --xpath 'string(/RegistrySettings/Registry/@desc)' "$package/artefacts/preferences/User/Registry.xml" | grep -qF "$name" || fail "the GPO's name did not survive XML"
  ok "xmllint: the item of Registry.xml, with the name as it was given"; judged=$((judged + 1))
fi

empty_hive() { python3 "$HERE/registry/empty_hive.py" "$1"; }
export_hive() { hivexregedit --export --prefix HKEY_LOCAL_MACHINE "$1" '\Software' >"$WORK/exported.reg" && values reg "$WORK/exported.reg"; }
readers=
if command -v hivexregedit >/dev/null; then
  for file in policy.computer:machine store.computer:certificate; do
    iconv -f UTF-16 -t UTF-8 "$reg/${file%:*}.reg" >"$WORK/utf8.reg"
    sed 's/HKEY_LOCAL_MACHINE\\SOFTWARE/HKEY_LOCAL_MACHINE\\Software/' -i "$WORK/utf8.reg"
    empty_hive "$WORK/one.hive"
    hivexregedit --merge --prefix HKEY_LOCAL_MACHINE "$WORK/one.hive" "$WORK/utf8.reg" || fail "hivexregedit refuses ${file%:*}.reg"
    export_hive "$WORK/one.hive" | cmp - "$WORK/${file#*:}.values" || fail "hivexregedit makes other values of ${file%:*}.reg"
    if /usr/bin/python3 -c 'import impacket' 2>/dev/null; then
      /usr/bin/python3 "$HERE/registry/impacket_hive.py" "$WORK/one.hive" | cmp - "$WORK/${file#*:}.values" || fail "impacket reads other values of ${file%:*}.reg in a hive"
      readers=" and impacket"
    fi
    if [ -x /usr/sbin/reged ]; then
      empty_hive "$WORK/two.hive"
      # reged knows no comments.
      sed '/^;/d' "$WORK/utf8.reg" >"$WORK/bare.reg"
      echo | /usr/sbin/reged -C -I "$WORK/two.hive" HKEY_LOCAL_MACHINE "$WORK/bare.reg" >/dev/null || true # its status is 2 for "changed"
      export_hive "$WORK/two.hive" | cmp - "$WORK/${file#*:}.values" || fail "reged makes other values of ${file%:*}.reg"
    fi
  done
  ok "hivexregedit$([ -x /usr/sbin/reged ] && echo ' and reged')$readers: hives hold the octets of registry.pol"; judged=$((judged + 1))
else
  echo "skipped: hivexregedit is not installed"
fi

wine=/usr/lib/wine/wine64
[ -x "$wine" ] || wine=$(command -v wine64 || true)
if [ -z "$wine" ] || ! command -v x86_64-w64-mingw32-gcc >/dev/null; then
  [ "$judged" -gt 0 ] || skip "neither Wine nor another judge is installed"
  echo "skipped: Wine or its compiler is not installed"
  exit 0
fi
unset DISPLAY WAYLAND_DISPLAY
export WINEPREFIX=${GPOTRUST_WINEPREFIX:-${TMPDIR:-/tmp}/gpotrust-wine-$(id -u)} WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=d;winemenubuilder.exe=d'
[ -f "$WINEPREFIX/system.reg" ] || timeout 300 "$wine" wineboot -i >/dev/null 2>&1 || fail "no Wine prefix could be made"
compile() { x86_64-w64-mingw32-gcc -municode -O1 -Wall -Wextra -Werror -s -o "$1" "$2" -lcrypt32; }
compile "$WORK/stores.exe" "$HERE/registry/stores.c"
in_wine() { timeout 120 "$wine" "$@"; }
ask() { in_wine "$WORK/stores.exe" "$@" | tr -d '\r'; }
forget() { local file; for file in "$reg"/*.remove.reg; do in_wine reg import "$file" >/dev/null 2>&1; done; }
at_exit+=(forget)
forget

declare -A location=([policy.computer]=computer-policy [policy.user]=user-policy [store.computer]=computer [store.user]=user)
for file in policy.computer policy.user store.computer store.user; do
  for importer in 'reg import' 'regedit /S'; do
    ask show "${location[$file]}" TrustedPeople | grep -qx 'certificates=0' || fail "the store of $file is not empty to begin with"
    # shellcheck disable=SC2086
    in_wine $importer "$reg/$file.reg" >/dev/null 2>&1
    ask show "${location[$file]}" TrustedPeople >"$WORK/shown"
    grep -qx "certificate sha1=$sha1 private_key=no friendly_name=Größe 证书 until 2027" "$WORK/shown" || fail "$importer $file.reg: crypt32 does not show the certificate"
    grep -qx 'certificates=1' "$WORK/shown" || fail "$importer $file.reg: not exactly one certificate"
    for other in policy.computer policy.user store.computer store.user; do
      # A user's store shows the computer's, too.
      [ "$other" = "$file" ] || { [ "$file" = store.computer ] && [ "$other" = store.user ]; } ||
        ask show "${location[$other]}" TrustedPeople | grep -qx 'certificates=0' || fail "$file.reg fills the store of $other"
    done
    # shellcheck disable=SC2086
    in_wine $importer "$reg/$file.remove.reg" >/dev/null 2>&1
    ask show "${location[$file]}" TrustedPeople | grep -qx 'certificates=0' || fail "$importer $file.remove.reg leaves the certificate"
  done
done
in_wine reg query 'HKLM\Software\Policies\Microsoft\SystemCertificates\Root\ProtectedRoots' 2>/dev/null | grep -Eq 'Flags|PeerUsages' && fail "peer usages are left"
ok "Wine reg import and regedit: crypt32 shows the certificate in the store of each file alone, and none after its .remove file"

# What the Preferences extension would do with each item, by Wine's reg: a stand-in, so crypt32 judges the items, not the extension.
for side in Machine:computer User:user; do
  python3 -c 'import sys, xml.etree.ElementTree as tree
for item in tree.parse(sys.argv[1]).getroot():
    one = item.find("Properties").attrib
    print(one["hive"] + "\\" + one["key"], one["name"], one["type"], one["value"], sep="|")' "$package/artefacts/preferences/${side%:*}/Registry.xml" >"$WORK/items"
  while IFS='|' read -r key value type data; do in_wine reg add "$key" /v "$value" /t "$type" /d "$data" /f >/dev/null 2>&1 </dev/null; done <"$WORK/items"
  ask show "${side#*:}" TrustedPeople | grep -qx "certificate sha1=$sha1 private_key=no friendly_name=Größe 证书 until 2027" || fail "Registry.xml of ${side%:*}: crypt32 does not show the certificate"
  forget
done
ok "Wine crypt32: shows the certificate once the items of Registry.xml are set"

# regedit wraps lines as ours are wrapped: what Wine exports has the same lines.
in_wine reg import "$reg/store.computer.reg" >/dev/null 2>&1
(cd "$WORK" && in_wine regedit /E exported.txt "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\$sha1" >/dev/null 2>&1)
lines_of() { iconv -f UTF-16 -t UTF-8 "$1" | tr -d '\r' | sed -n '/^"Blob"/,/^$/p' | grep .; }
lines_of "$WORK/exported.txt" >"$WORK/exported.lines"
[ "$(wc -l <"$WORK/exported.lines")" -gt 20 ] || fail "Wine exported no blob"
lines_of "$reg/store.computer.reg" | cmp - "$WORK/exported.lines" || fail "Wine's regedit wraps the octets otherwise"
in_wine reg import "$reg/store.computer.remove.reg" >/dev/null 2>&1
ok "Wine regedit: exports the same lines"

ask file "$package/certificates/TrustedPeople.p7b" | grep -q "^certificate sha1=$sha1 private_key=no" || fail "crypt32 does not read the .p7b"
ask save "$WORK/mail.cer" 'Größe 证书 until 2027' "$WORK/crypt32.sst"
python3 - "$package/certificates/TrustedPeople.sst" "$WORK/crypt32.sst" <<'PY' || fail "crypt32 saves another serialized store"
import hashlib, struct, sys
def elements(path):
    store, at, found = open(path, "rb").read(), 8, []
    assert store[:8] == b"\0\0\0\0CERT" and store[-12:] == bytes(12), "head or end mark"
    while at < len(store) - 12:
        ident, encoding, length = struct.unpack_from("<III", store, at)
        found.append((ident, encoding, store[at + 12:at + 12 + length]))
        at += 12 + length
    assert found[-1][0] == 32, "the certificate is not last"
    return found
ours, theirs = elements(sys.argv[1]), elements(sys.argv[2])
assert hashlib.sha1(ours[-1][2]).digest() in [value for ident, _, value in ours if ident == 3], "property 3 is not the SHA-1"
# 3 and 20 are computed on demand by Windows and not saved by Wine.
assert [element for element in ours if element[0] not in (3, 20)] == theirs, theirs
PY
ok "crypt32: reads the .p7b, saves the same elements as .sst (Wine itself reads no store with properties before the certificate, as Windows writes them)"

mkdir "$WORK/lgpo folder"
cp "$package"/artefacts/lgpo/* "$WORK/lgpo folder"
compile "$WORK/lgpo folder/LGPO.exe" "$HERE/registry/fake_lgpo.c"
run_cmd() { (cd "$WORK/lgpo folder" && in_wine cmd /c "$1" 2>&1 | tr -d '\r'; exit "${PIPESTATUS[0]}"); }
run_cmd apply.cmd >"$WORK/cmd.out" || fail "apply.cmd ends with $?"
[ "$(grep -Ec '^(option /m|file .*machine\.pol|option /u|file .*user\.pol)$' "$WORK/cmd.out")" = 4 ] || { cat "$WORK/cmd.out"; fail "apply.cmd does not call LGPO.exe /m machine.pol /u user.pol"; }
run_cmd undo.cmd >"$WORK/cmd.out" || fail "undo.cmd ends with $?"
[ "$(grep -Ec '^(option /t|file .*undo\.txt)$' "$WORK/cmd.out")" = 2 ] || { cat "$WORK/cmd.out"; fail "undo.cmd does not call LGPO.exe /t undo.txt"; }
for script in apply undo; do
  FAKE_LGPO_STATUS=5 run_cmd $script.cmd >"$WORK/cmd.out" && fail "$script.cmd hides a failure of LGPO.exe"
  grep -q 'failed with status 5' "$WORK/cmd.out" || fail "$script.cmd does not tell the status"
done
rm "$WORK/lgpo folder/LGPO.exe"
run_cmd apply.cmd >"$WORK/cmd.out" && fail "apply.cmd is content without LGPO.exe"
ok "Wine cmd: apply.cmd and undo.cmd call LGPO.exe with files that are there, and pass its failure on"

# What earlier revisions left behind: the same certificate, installed by .reg, then retired.
"$GPOTRUST" retire --estate "$WORK/estate" --json "$(json "$WORK/package.json" 'd["packages"][0]["slug"]')" >"$WORK/retired.json" || fail "retire"
cleanup=$(json "$WORK/retired.json" 'd["packages"][0]["path"]')/artefacts/cleanup
for side in computer user; do
  in_wine reg import "$reg/store.$side.reg" >/dev/null 2>&1
  hive=HKLM; [ "$side" = computer ] || hive=HKCU
  key="$hive\\SOFTWARE\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\$sha1"
  in_wine reg query "$key" >/dev/null 2>&1 || fail "store.$side.reg put nothing there"
  (cd "$cleanup" && in_wine cmd /c "remove-leftovers.$side.cmd" 2>&1 | tr -d '\r'; exit "${PIPESTATUS[0]}") >"$WORK/cmd.out" || { cat "$WORK/cmd.out"; fail "remove-leftovers.$side.cmd"; }
  grep -q "^Removed $sha1 from TrustedPeople" "$WORK/cmd.out" || { cat "$WORK/cmd.out"; fail "remove-leftovers.$side.cmd does not tell what it removed"; }
  in_wine reg query "$key" >/dev/null 2>&1 && fail "remove-leftovers.$side.cmd left the certificate"
  (cd "$cleanup" && in_wine cmd /c "remove-leftovers.$side.cmd" 2>&1 | tr -d '\r') | grep -q '^0 of' || fail "a second run of remove-leftovers.$side.cmd is no success that removed nothing"
  in_wine reg import "$reg/store.$side.reg" >/dev/null 2>&1
  in_wine reg import "$cleanup/remove-leftovers.$side.reg" >/dev/null 2>&1
  in_wine reg query "$key" >/dev/null 2>&1 && fail "remove-leftovers.$side.reg left the certificate"
done
ok "Wine cmd and reg import: the clean-up of a retired package removes what .reg files installed, twice without error"
