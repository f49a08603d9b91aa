#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Merges a certificate into every GPO backup below a folder and retires it again.

usage: over_corpus.py GPOTRUST CORPUS VERIFY CERTIFICATE

After merging: the package verifies; registry.pol without one block of records is the base's, octet for octet, and the block holds the certificate; every other file of DomainSysvol is the base's. After retiring
with the same base, and without naming one: registry.pol is the base's again. A reader that shares no code with the program (regpol.py of VERIFY, and Samba's codec where it is installed) does the reading.
Refusals must stay under 3 % and each must say why.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

program, corpus, verify, certificate = sys.argv[1:]
DER = pathlib.Path(certificate).read_bytes()
SHA1 = hashlib.sha1(DER).hexdigest().upper()
EMPTY = b"PReg\x01\0\0\0"
NOW = "2026-11-22T12:00:00Z"
SAMBA = "import sys; from samba.dcerpc import preg; from samba.ndr import ndr_pack, ndr_unpack\n" \
        "for p in sys.argv[1:]:\n o = open(p, 'rb').read()\n assert ndr_pack(ndr_unpack(preg.file, o)) == o, p"


def run(*arguments):
    done = subprocess.run([program, *map(str, arguments), "--json", "--as-of", NOW], capture_output=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr.decode(errors="replace")


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def sysvol(backup):
    return {name: octets for name, octets in files_below(backup).items() if name.lower().startswith("domainsysvol/")}


def is_policy(name):
    return name.lower() in ("domainsysvol/gpo/machine/registry.pol", "domainsysvol/gpo/user/registry.pol")


def raw_records(octets):
    records, at = [], 8
    while at < len(octets):
        start = at
        at += 2
        for _ in range(2):
            while octets[at:at + 2] != b"\0\0":
                at += 2
            at += 4
        size = int.from_bytes(octets[at + 6:at + 10], "little")
        at += 12 + size + 2
        records.append(octets[start:at])
    return records


def check_merged(base, package):
    backup = next(path for path in (package / "gpo-backup").iterdir() if path.is_dir())
    merged, original = sysvol(backup), sysvol(base)
    policies = {name.lower(): octets for name, octets in original.items() if is_policy(name)}
    for name, octets in original.items():
        if not is_policy(name) and merged.get(name) != octets:
            return f"{name} is not the base's"
    for name, octets in merged.items():
        if not is_policy(name):
            if name not in original:
                return f"{name} came from nowhere"
            continue
        before, after = raw_records(policies.get(name.lower(), EMPTY)), raw_records(octets)
        first = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), len(before))
        block = len(after) - len(before)
        if block <= 0 or after[:first] + after[first + block:] != before:
            return f"{name}: the records that are not ours are not the base's"
        if not any(DER in record and SHA1.encode("utf-16le") in record for record in after[first:first + block]):
            return f"{name}: the block does not hold the certificate"
    if sum(map(is_policy, merged)) != 2:
        return "not both sides have a registry.pol"
    fault = check_documents(base, backup)
    if fault:
        return fault
    listed = regpol_reads(path for path in backup.rglob("*") if path.name.lower() == "registry.pol")
    return listed


def texts_of(file):
    return {element.tag.split("}")[-1]: (element.text or "").strip() for element in xml.etree.ElementTree.parse(file).getroot().iter()}


def locations_of(file):
    """bkp:Location of every file, in lower case with '/', whatever prefixes the document chose."""
    found = set()
    for element in xml.etree.ElementTree.parse(file).getroot().iter():
        if element.tag.split("}")[-1] == "FSObjectFile":
            found |= {value.replace("\\", "/").lower() for name, value in element.attrib.items() if name.split("}")[-1] == "Location"}
    return found


def check_documents(base, backup):
    """As an importer reads them: the backup's documents name it and one another, and every file but those the base lacks is there."""
    info, scheme, listed = texts_of(backup / "bkupInfo.xml"), texts_of(backup / "Backup.xml"), texts_of(backup.parent / "manifest.xml")
    if not info["ID"] == listed["ID"] == backup.name:
        return "ID, folder and manifest.xml disagree"
    if scheme["DisplayName"] != info["GPODisplayName"] or scheme["DisplayName"] != listed["GPODisplayName"]:
        return "the documents name different GPOs"
    for side in ("Machine", "User"):
        if "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}" not in scheme[side + "ExtensionGuids"].upper():
            return f"{side}ExtensionGuids lacks the registry extension"
        if int(scheme[side + "VersionNumber"]) % 65537 != 0 or scheme[side + "VersionNumber"] == "0":
            return f"{side}VersionNumber is {scheme[side + 'VersionNumber']}"
    there = {name.lower() for name in sysvol(backup)}
    missing = locations_of(backup / "Backup.xml") - there
    lacking = locations_of(next(path for path in base.iterdir() if path.name.lower() == "backup.xml")) - {name.lower() for name in sysvol(base)}
    if missing - lacking:
        return f"Backup.xml names {sorted(missing - lacking)}, which is not there"
    for side in ("machine", "user"):
        if f"domainsysvol/gpo/{side}/registry.pol" not in locations_of(backup / "Backup.xml"):
            return f"Backup.xml does not name the registry.pol of the {side} side"
    return None


def regpol_reads(paths):
    for path in paths:
        done = subprocess.run([sys.executable, "-B", os.path.join(verify, "regpol.py"), "dump", str(path)], capture_output=True)
        if done.returncode != 0:
            return f"regpol.py: {done.stderr.decode(errors='replace')[-200:]}"
    return None


def check_retired(base, package):
    backup = next(path for path in (package / "gpo-backup").iterdir() if path.is_dir())
    if sysvol(backup) != sysvol(base):
        differing = sorted(set(sysvol(backup).items()) ^ set(sysvol(base).items()))
        return "after retiring, DomainSysvol is not the base's: " + ", ".join(sorted({name for name, _ in differing}))
    return None


def check(base, work):
    """Returns (fault, refusal)."""
    status, made, errors = run("package", "--estate", work / "estate", "--base", base, certificate)
    if status == 3 and made and made["data"]["errors"]:
        return None, made["data"]["errors"][0]["message"]
    if status == 1 and "GPO_SIDE_DISABLED" in errors:
        status, made, errors = run("package", "--estate", work / "estate", "--enable-side", "--base", base, certificate)
    if status != 0:
        return f"package ends with {status}: {errors[-300:]}", None
    package = made["data"]["packages"][0]
    status, verified, errors = run("verify", package["path"])
    if status != 0:
        return f"verify ends with {status}: {verified['data']['findings'][:2]}", None
    fault = check_merged(base, pathlib.Path(package["path"]))
    if fault:
        return fault, None
    for estate_options in (("--base", base), ()):
        status, retired, errors = run("retire", "--estate", work / "estate", *estate_options, package["slug"])
        if status != 0:
            return f"retire {estate_options} ends with {status}: {errors[-300:]}", None
        fault = check_retired(base, pathlib.Path(retired["data"]["packages"][0]["path"]))
        if fault:
            return fault, None
    return None, None


def main():
    backups = sorted({path.parent for path in pathlib.Path(corpus).resolve().rglob("*") if path.name.lower() == "backup.xml"})
    faults, refusals, policies = 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        for number, base in enumerate(backups):
            work = pathlib.Path(folder) / str(number)
            work.mkdir()
            fault, refusal = check(base, work)
            if fault:
                faults += 1
                print(f"FAILED {base}\n  {fault}")
            if refusal:
                refusals += 1
                print(f"refused {base}\n  {refusal}")
            policies += [str(path) for path in work.rglob("*") if path.name.lower() == "registry.pol"]
        judge = subprocess.run(["/usr/bin/python3", "-c", "import samba.dcerpc.preg"], capture_output=True).returncode == 0
        if judge:
            done = subprocess.run(["/usr/bin/python3", "-c", SAMBA, *policies], capture_output=True)
            if done.returncode != 0:
                faults += 1
                print("FAILED Samba's codec: " + done.stderr.decode(errors="replace")[-300:])
    print(f"{len(backups)} backups merged and retired, {refusals} refused, {faults} faults; {len(policies)} registry.pol read by regpol.py"
          + (" and Samba" if judge else "; Samba's codec is not installed"))
    return 1 if faults or refusals * 100 > 3 * len(backups) else 0


sys.exit(main())
