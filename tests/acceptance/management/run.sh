#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judges of the forms for management programs: xmllint, Python's csv and json, OpenSSL for the certificates, PyYAML and ansible-playbook --syntax-check, a PowerShell grammar. They
# judge form and octets; none of them knows Windows. What is not installed is said and passed over.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need openssl python3 xmllint
make_certificate mail EXCH01 EXCH01 mail.example.test
make_certificate next EXCH01 EXCH01 mail.example.test
name="\"Quoted\" & <x> ]]> \$(touch $WORK/run) \`y\` {{ lookup('pipe', 'touch $WORK/run') }} Größe 🔒"
make_package mail --gpo-name "$name" --domain example.test
make_package next --gpo-name "$name" --domain example.test --add
artefacts=$package/artefacts

xmllint --noout "$artefacts"/mdm/*.xml || fail "SyncML is not well-formed"
python3 - "$artefacts/mdm" "$WORK/mdm" <<'PY' || fail "the forms of mdm disagree"
import csv, os, pathlib, re, sys, xml.etree.ElementTree as tree
folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir()
space = "{SYNCML:SYNCML1.2}"
added = {item.find(f".//{space}LocURI").text: item.find(f"{space}Data").text for item in tree.parse(folder / "add.xml").iter(f"{space}Item")}
deleted = [uri.text for uri in tree.parse(folder / "delete.xml").iter(f"{space}LocURI")]
with open(folder / "oma-uri.csv", newline="", encoding="ascii") as sheet:
    rows = list(csv.DictReader(sheet, strict=True))
assert len(added) == 2 and added == {row["OMA-URI"]: row["Value"] for row in rows}, rows
assert sorted(deleted) == sorted(uri.removesuffix("/EncodedCertificate") for uri in added)
for uri, data in added.items():
    found = re.fullmatch(r"\./Device/Vendor/MSFT/RootCATrustedCertificates/TrustedPeople/([0-9A-F]{40})/EncodedCertificate", uri)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    (out / found[1]).write_text(data, encoding="ascii")
PY
for file in "$WORK"/mdm/*; do
  openssl base64 -d -A -in "$file" -out "$WORK/der"
  [ "$(sha1_of "$WORK/der")" = "$(basename "$file")" ] || fail "mdm: OpenSSL decodes another certificate"
  openssl x509 -inform DER -in "$WORK/der" -noout || fail "mdm: OpenSSL does not take the certificate"
done
ok "mdm: SyncML and table are well-formed, agree, and OpenSSL decodes the certificates"

python3 - "$artefacts/firefox/policies.json" <<'PY' || fail "policies.json"
import json, re, sys
install = json.load(open(sys.argv[1], encoding="ascii"))["policies"]["Certificates"]["Install"]
assert len(install) == 2 and all(re.fullmatch(r"[0-9A-F]{40}\.cer", name) for name in install)
PY
ok "firefox: policies.json names two files"

# The blob a registry value must hold stands in registry.pol; python3 finds it in the play and in the configuration.
if python3 -c 'import yaml' 2>/dev/null; then
  python3 - "$artefacts/ansible/trust-certificates.yml" "$machine_pol" <<'PY' || fail "the play does not write what registry.pol holds"
import sys, yaml
play, = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
policy = open(sys.argv[2], "rb").read()
writes = [task["ansible.windows.win_regedit"] for task in play["tasks"] if task.get("when") == "trust_state == 'present'"]
removes = [task["ansible.windows.win_regedit"] for task in play["tasks"] if task.get("when") == "trust_state == 'absent'"]
assert len(writes) == len(removes) == 2
for write, remove in zip(writes, removes):
    assert write["name"] == "Blob" and write["type"] == "binary" and write["path"] == remove["path"] and remove["state"] == "absent" and "name" not in remove
    drive, *_, store, _, thumbprint = write["path"].split("\\")
    entry = ("[Software\\Policies\\Microsoft\\SystemCertificates\\%s\\Certificates\\%s\0;Blob\0;" % (store, thumbprint)).encode("utf-16-le")
    blob = bytes.fromhex(write["data"].removeprefix("hex:").replace(",", ""))
    at = policy.index(entry)
    assert drive == "HKLM:" and policy[at + len(entry):].find(blob) == 12
PY
  ok "ansible: PyYAML reads the play, which writes the blobs of registry.pol"
else
  echo "note: ansible: PyYAML is not installed"
fi
playbook=${GPOTRUST_ANSIBLE_PLAYBOOK:-$(command -v ansible-playbook || true)}
if [ -n "$playbook" ]; then
  printf '[windows]\nhost.example.test\n' >"$WORK/inventory"
  HOME=$WORK $playbook --syntax-check -i "$WORK/inventory" "$artefacts/ansible/trust-certificates.yml" >"$WORK/ansible" 2>&1 || { cat "$WORK/ansible"; fail "ansible-playbook --syntax-check"; }
  ok "ansible-playbook --syntax-check"
else
  echo "note: ansible-playbook is not installed"
fi

python3 - "$artefacts/dsc/TrustCertificates.ps1" "$machine_pol" <<'PY' || fail "the configuration does not write what registry.pol holds"
import re, sys
raw, policy = open(sys.argv[1], "rb").read(), open(sys.argv[2], "rb").read()
assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n")
blobs = [bytes.fromhex(found) for found in re.findall(r"ValueData = '0x([0-9A-F]+)'", raw.decode("utf-8-sig"))]
assert len(blobs) == 2 and all(blob in policy for blob in blobs)
PY
ok "dsc: byte-order mark, CR LF, the blobs of registry.pol"
if [ -x "$VERIFY/ps1-check/ps1-check.sh" ] && command -v node >/dev/null && [ -d "${PS1_MODULES:-}/node_modules/web-tree-sitter" ]; then
  "$VERIFY/ps1-check/ps1-check.sh" "$artefacts/dsc/TrustCertificates.ps1" >"$WORK/ps1" || { cat "$WORK/ps1"; fail "PowerShell grammar"; }
  ok "dsc: the PowerShell grammar takes it"
else
  echo "note: dsc: no PowerShell grammar here (PS1_MODULES)"
fi
[ ! -e "$WORK/run" ] || fail "a part of the GPO's name was run"
