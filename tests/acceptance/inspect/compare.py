#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""compare.py GPOTRUST CORPUS VERIFY WORK SCHEMAS: `inspect --json` of the whole corpus against regpol.py, certblob.py and ElementTree.

Settings of every policy file in order, certificates with every property, identity, versions, lists and files of every backup; then the same from a zip, and with other line ends.
"""
import hashlib, json, pathlib, shutil, subprocess, sys, zipfile
import xml.etree.ElementTree as ElementTree

GPOTRUST, CORPUS, VERIFY, WORK, SCHEMAS = sys.argv[1], *(pathlib.Path(a).resolve() for a in sys.argv[2:6])
sys.path.insert(0, str(VERIFY))
import certblob, regpol  # noqa: E402

OPERATIONS = "{http://www.microsoft.com/GroupPolicy/GPOOperations}"
MANIFEST = "{http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest}"
failures = []


def check(ok, what):
    if not ok:
        failures.append(what)


def inspect(path, exits=(0, 3)):
    done = subprocess.run([GPOTRUST, "inspect", "--json", "--as-of", "2026-11-22", str(path)], capture_output=True)
    check(done.returncode in exits, f"{path}: exit {done.returncode}: {done.stderr[-300:]}")
    document = json.loads(done.stdout)
    try:
        import jsonschema
        errors = list(jsonschema.Draft202012Validator(json.loads((SCHEMAS / "inspect.schema.json").read_text())).iter_errors(document))
        check(not errors, f"{path}: schema: {errors[:1]}")
    except ImportError:
        pass
    return document["data"]


def policies_of(items):
    """Absolute path of a policy file -> (what is said of it, its settings)."""
    found = {}
    for item in items:
        at = 0
        for policy in item.get("policies", []):
            path = item["path"] + ("/" + policy["path"] if policy["path"] else "")
            check(path not in found, f"{path}: listed twice")
            found[path] = (policy, item["settings"][at:at + policy["settings"]])
            at += policy["settings"]
        check(at == len(item["settings"]), f"{item['path']}: settings that stand in no file")
    return found


def is_policy(path):
    name = path.name.lower()
    return name.endswith(".pol") or name.endswith(".pol.sambabackup")


def read_policy(path):
    """Entries, or None where regpol.py finds damage."""
    try:
        entries, quirks = regpol.parse(path.read_bytes())
    except Exception:
        return None
    return None if quirks else entries


def property_row(identifier, data):
    # inspect shows the octets of small properties, and the certificate itself beside them.
    return (identifier, len(data), data.hex().upper() if identifier != 32 and len(data) <= 1024 else None)


def expected_certificates(entries, side):
    rows = []
    for entry in entries:
        parts = entry.key.split("\\")
        if entry.value.lower() != "blob" or "systemcertificates" not in (p.lower() for p in parts):
            continue
        properties = certblob.parse(entry.data)
        der = properties[-1][2]
        rows.append((parts[-3], side, parts[-1], hashlib.sha1(der).hexdigest().upper(), hashlib.sha256(der).hexdigest().upper(),
                     tuple(property_row(i, d) for i, _, d in properties)))
    return rows


def said_certificates(item):
    return [(c["store"], c["scope"], c["key_name"], c["sha1"], c["sha256"], tuple((p["id"], p["size"], p.get("value")) for p in c["properties"]))
            for c in item["certificates"]]


def text(element):
    return "" if element is None or element.text is None else element.text


def compare_policies(items):
    said = policies_of(items)
    damaged = entries_seen = 0
    wanted = [path for path in sorted(CORPUS.rglob("*")) if path.is_file() and is_policy(path)]
    for path in wanted:
        if str(path) not in said:
            check(False, f"{path}: not found by inspect")
            continue
        policy, settings = said[str(path)]
        entries = read_policy(path)
        check(("error" in policy) == (entries is None), f"{path}: damaged for one reader only: {policy.get('error')}")
        check(policy["size"] == path.stat().st_size, f"{path}: size")
        damaged += entries is None
        rows = [] if entries is None else [(e.key, e.value, e.type, e.size) for e in entries]
        check([(s["key"], s["value"], s["type"], s["size"]) for s in settings] == rows, f"{path}: settings differ")
        check(all(s["scope"] == policy["scope"] for s in settings), f"{path}: scope")
        entries_seen += len(rows)
    print(f"{len(wanted)} policy files, {damaged} damaged for both readers, {entries_seen} settings")


def compare_certificates(items):
    total = properties = 0
    for item in items:
        expected = []
        for policy in item.get("policies", []):
            path = pathlib.Path(item["path"] + ("/" + policy["path"] if policy["path"] else ""))
            if is_policy(path):
                expected += expected_certificates(read_policy(path) or [], policy["scope"])
        if item["kind"] in ("gpo-backup", "samba-backup", "registry-policy"):
            check(said_certificates(item) == expected, f"{item['path']}: certificates differ")
            total += len(expected)
            properties += sum(len(row[5]) for row in expected)
    everything = sum(len(expected_certificates(read_policy(p) or [], None)) for p in CORPUS.rglob("*") if p.is_file() and is_policy(p))
    check(total == everything, f"{everything} certificates in the corpus, {total} in the items")
    print(f"{total} certificates with {properties} properties")


def compare_side(item, gpo, root, side, prefix):
    version = int(text(root.find(f".//{OPERATIONS}{prefix}VersionNumber")))
    check((gpo[side]["sysvol_version"], gpo[side]["directory_version"]) == (version >> 16, version & 0xFFFF), f"{item['path']}: {side} version")
    extensions = text(root.find(f".//{OPERATIONS}{prefix}ExtensionGuids")).strip()
    check(gpo[side]["extension_list"] == extensions, f"{item['path']}: {side} extensions")
    again = "".join("[" + group["guid"] + "".join(tool["guid"] for tool in group["tools"]) + "]" for group in gpo[side]["extensions"])
    check(again == extensions.upper(), f"{item['path']}: {side} extensions taken apart")


def named_like(folder, name):
    return next(p for p in folder.iterdir() if p.name.lower() == name)


def compare_backup(item, folder):
    gpo = item["gpo"]
    inst = ElementTree.parse(named_like(folder, "bkupinfo.xml")).getroot()
    root = ElementTree.parse(named_like(folder, "backup.xml")).getroot()
    options = int(text(root.find(f".//{OPERATIONS}Options")) or 0)
    check((gpo["guid"], gpo["name"], gpo["domain"]) == tuple(text(root.find(f".//{OPERATIONS}GroupPolicyCoreSettings/{OPERATIONS}{tag}")) for tag in
                                                           ("ID", "DisplayName", "Domain")), f"{folder}: identity")
    check(gpo["backup"]["id"] == text(inst.find(f"{MANIFEST}ID")), f"{folder}: backup id")
    check((gpo["computer"]["disabled"], gpo["user"]["disabled"]) == (bool(options & 2), bool(options & 1)), f"{folder}: disabled sides")
    check((gpo["wmi_filter"] or "") == text(root.find(f".//{OPERATIONS}WMIFilter")), f"{folder}: WMI filter")
    compare_side(item, gpo, root, "computer", "Machine")
    compare_side(item, gpo, root, "user", "User")
    check(not gpo["complaints"] and "error" not in item, f"{folder}: {item.get('error')}")
    here = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    documents = {name for name in here if name.lower() in ("backup.xml", "bkupinfo.xml", "gpreport.xml")}
    said = {f["path"] for f in gpo["files"]} | {p["path"] for p in item["policies"]}
    check(said == here - documents, f"{folder}: files {sorted(said ^ (here - documents))}")
    for file in gpo["files"]:
        check(hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest().upper() == file["sha256"], f"{folder}: {file['path']}")


def compare_backups(items):
    folders = {p.parent for p in CORPUS.rglob("*") if p.name.lower() == "bkupinfo.xml"}
    said = {item["path"]: item for item in items if item["kind"] == "gpo-backup"}
    check(set(said) == {str(f) for f in folders}, f"backups: {set(said) ^ {str(f) for f in folders}}")
    for folder in folders:
        if str(folder) in said:
            compare_backup(said[str(folder)], folder)
    print(f"{len(folders)} backups")


def without_places(items, root):
    cut = []
    for item in items:
        item = json.loads(json.dumps(item))
        item["path"] = item["path"].removeprefix(str(root)).lstrip("!/")
        cut.append(item)
    return cut


def zip_folder(folder, target, inner=None):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
        if inner:
            archive.write(inner, "inner.zip")


def compare_zip():
    folder = CORPUS / "microsoft+MSLab"
    plain = inspect(folder)
    zipped = WORK / "backups.zip"
    zip_folder(folder, zipped)
    inside = inspect(zipped)
    check(without_places(inside["items"], zipped) == without_places(plain["items"], folder), "a zip and its folder differ")
    outer = WORK / "outer"
    outer.mkdir()
    zip_folder(CORPUS / "generated-by-gpo-studio", outer / "deeper.zip", zipped)
    nested = inspect(outer, (0,))
    check(len(nested["items"]) == 1 + len(plain["items"]), f"zip in zip: {len(nested['items'])} items")
    print(f"{len(plain['items'])} backups alike from folder, zip and zip in a zip")


def compare_line_ends():
    source = CORPUS / "nsacyber+Windows-Secure-Host-Baseline"
    copy = WORK / "line-ends"
    shutil.copytree(source, copy)
    changed = 0
    for path in list(copy.rglob("Backup.xml")) + list(copy.rglob("bkupInfo.xml")):
        octets = path.read_bytes()
        other = octets.replace(b"\r\n", b"\n") if b"\r\n" in octets else octets.replace(b"\n", b"\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + other)
        changed += other != octets
    check(without_places(inspect(copy)["items"], copy) == without_places(inspect(source)["items"], source), "line ends and a byte-order mark change what is read")
    print(f"{changed} documents with other line ends and a byte-order mark read alike")


data = inspect(CORPUS)
compare_policies(data["items"])
compare_certificates(data["items"])
compare_backups(data["items"])
compare_zip()
compare_line_ends()
print(f"{data['passed_over']} other files passed over")
for failure in failures[:20]:
    print("FAILED:", failure, file=sys.stderr)
sys.exit(1 if failures else 0)
