#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Compares the shape of our GPO backups with real ones and with a container Windows Server 2025 accepted.

compare_structure.py --ours DIR --differences FILE [--corpus DIR] [--print | --self-test]

The corpus is GPOTRUST_TEST_CORPUS, or ../shared/corpus beside the project.

Of every Backup.xml, bkupInfo.xml, manifest.xml, gpreport.xml and Registry.xml (preferences) the shape is taken: encoding and declaration, prefix and namespace of elements and attributes,
order of attributes and children, children that are always there, CDATA or plain text, and the form of texts (GUID in upper or lower case, time, number ...). A
shape in ours that no reference file shows is a difference, and so is what all of them show and ours lacks. Each must stand in the table FILE (reference,
document, path, difference, reason; tab separated); one that does not, and one in the table that no longer occurs, is a failure. Exit: 0 the same but for the table,
1 not, 77 the corpus is not there.
"""
import argparse
import collections
import os
import re
import shutil
import sys
import tempfile
import xml.parsers.expat

DOCUMENTS = ("Backup.xml", "bkupInfo.xml", "manifest.xml", "gpreport.xml", "Registry.xml")
# Attributes of preferences that hold what a GPO is about: of them the form counts. The folders an editor sorts items into are no part of the shape.
FREE = {"Registry": ("name", "status", "changed", "uid", "desc"), "Properties": ("key", "name", "value")}
FOLDER = "Collection"
# Shape of a text, the first that fits; a document's free texts (names, domains) all come out as "text".
FORMS = (
    ("empty", r""),
    ("GUID upper", r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}"),
    ("GUID lower", r"\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}"),
    ("GUID mixed", r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}"),
    ("extension list", r"(\[(\{[0-9A-Fa-f-]{36}\})+\])+"),
    ("octets", r"[0-9a-f]{2}( [0-9a-f]{2})+"),
    ("true or false", r"true|false"),
    ("number", r"[0-9]+"),
    ("time", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"),
    ("time Z", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    ("time with fraction Z", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{0,6}[1-9]Z"),
    ("local time", r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"),
    ("OID", r"[0-2](\.\d+)+"),
    ("HEX", r"([0-9A-F]{2}){16,}"),
    ("SID", r"S-1(-\d+)+"),
)


def form_of(text):
    for name, pattern in FORMS:
        if re.fullmatch(pattern, text):
            return name
    return "text"


class Shape:
    """What the files of one kind look like."""

    def __init__(self):
        self.files = 0
        self.heads = set()
        self.names = collections.defaultdict(set)       # path -> names as written, q1, q2 ... made one
        self.attributes = collections.defaultdict(set)  # path -> (name, name, ...) in order
        self.values = collections.defaultdict(set)      # path -> (attribute, value), for those with few
        self.orders = collections.defaultdict(set)      # path -> (child before, child after)
        self.children = collections.defaultdict(list)   # path -> set of children, one per element
        self.kinds = collections.defaultdict(set)       # path -> "CDATA", "plain"
        self.forms = collections.defaultdict(set)       # path -> forms of texts of leaves


def local(name):
    return name.rsplit(" ", 1)[-1]


def read_into(shape, path):
    data = open(path, "rb").read()
    shape.files += 1
    encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8"
    mark = {b"\xff\xfe": "UTF-16LE mark", b"\xef\xbb": "UTF-8 mark"}.get(data[:2], "no mark")
    text = data.decode(encoding).lstrip("\ufeff")
    head = re.match(r"\s*(<\?xml[^>]*\?>)?\s*(<!--.*?-->)?", text)
    shape.heads.add(("mark", mark))
    shape.heads.add(("declaration", (head.group(1) or "none").replace("'", '"')))
    shape.heads.add(("comment", (head.group(2) or "none")))

    stack = []

    def plain(name):
        return re.sub(r"^q\d+:", "q:", name)

    def start(name, attributes):
        # namespaces by hand, because the prefixes as written matter, too
        scope = dict(stack[-1]["scope"]) if stack else {}
        order = []
        for key, value in zip(attributes[::2], attributes[1::2]):
            if key == "xmlns" or key.startswith("xmlns:"):
                scope[key[6:]] = value
            order.append("xmlns:q" if re.fullmatch(r"xmlns:q\d+", key) else key)
        prefix, _, base = name.rpartition(":")
        step = "{%s}%s" % (scope.get(prefix, ""), base)
        # An extension's children depend on its type, a group of certificates does not.
        for key, value in zip(attributes[::2], attributes[1::2]):
            if key in ("xsi:type", "bkp:ID") and base in ("Extension", "GroupPolicyExtension"):
                step += "[%s]" % re.sub(r"^q\d+:", "", value)
        if base == FOLDER:
            stack.append({**stack[-1], "scope": scope, "text": ""})
            return
        here = (stack[-1]["path"] if stack else ()) + (step,)
        if stack:
            stack[-1]["children"].append(step)
        shape.names[here].add(plain(name))
        shape.attributes[here].add(tuple(order))
        for key, value in zip(attributes[::2], attributes[1::2]):
            if key in FREE.get(base, ()):
                value = "(%s)" % form_of(value)
            shape.values[here].add((re.sub(r"^xmlns:q\d+", "xmlns:q", key), re.sub(r"^q\d+:", "q:", value)))
        stack.append({"path": here, "scope": scope, "children": [], "text": "", "cdata": False})

    def end(name):
        element = stack.pop()
        if name.rpartition(":")[2] == FOLDER:
            return
        here = element["path"]
        children = list(dict.fromkeys(element["children"]))
        shape.children[here].append(frozenset(children))
        last = {child: max(i for i, c in enumerate(element["children"]) if c == child) for child in children}
        first = {child: element["children"].index(child) for child in children}
        for a in children:
            for b in children:
                if a != b and last[a] < first[b]:
                    shape.orders[here].add((a, b))
        if not children:
            if element["text"]:
                shape.kinds[here].add("CDATA" if element["cdata"] else "plain")
            shape.forms[here].add(form_of(element["text"]))

    parser = xml.parsers.expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda part: stack[-1].__setitem__("text", stack[-1]["text"] + part)
    parser.StartCdataSectionHandler = lambda: stack[-1].__setitem__("cdata", True)
    parser.Parse(data, True)


def shown(path):
    steps = [re.sub(r"\{[^}]*\}(?=[A-Za-z])", "", step) for step in path]
    return "/".join(steps) if steps else "(document)"


def differences(ours, theirs):
    """Every (path, what) in which our shape leaves theirs."""
    found = set()
    if not theirs.files:
        return found
    for kind, value in ours.heads - theirs.heads:
        found.add(("(document)", "%s: %s" % (kind, value)))
    for path in ours.names:
        parent = path[:-1]
        if path not in theirs.names:
            if parent in theirs.names or not parent:
                found.add((shown(path), "element not seen"))
            continue  # below an element nobody has there is nothing to compare with
        for name in ours.names[path] - theirs.names[path]:
            found.add((shown(path), "written as %s" % name))
        for order in ours.attributes[path] - theirs.attributes[path]:
            found.add((shown(path), "attributes: %s" % (" ".join(order) or "none")))
        known = {name for name, _ in theirs.values[path]}
        for name, value in ours.values[path] - theirs.values[path]:
            # values that vary from GPO to GPO hold its domain and GUID
            if name in known and "SourceExpandedPath" not in name:
                found.add((shown(path), "%s=%s" % (name, value)))
        for a, b in ours.orders[path]:
            if (a, b) not in theirs.orders[path] and (b, a) in theirs.orders[path]:
                found.add((shown(path), "%s before %s" % (shown((a,)), shown((b,)))))
        always = frozenset.intersection(*theirs.children[path])
        for child in always:
            if any(child not in children for children in ours.children[path]):
                found.add((shown(path), "without %s" % shown((child,))))
        for kind in ours.kinds[path] - theirs.kinds[path]:
            if theirs.kinds[path]:
                found.add((shown(path), "%s text" % kind))
        if path in theirs.forms:
            for form in ours.forms[path] - theirs.forms[path]:
                if "text" not in theirs.forms[path]:
                    found.add((shown(path), "form: %s" % form))
    return found


def read_all(folders):
    shapes = {name: Shape() for name in DOCUMENTS}
    broken = 0
    for folder in folders:
        for root, names, files in os.walk(folder):
            names.sort()
            for file in sorted(files):
                for name in DOCUMENTS:
                    if file.lower() == name.lower():
                        try:
                            read_into(shapes[name], os.path.join(root, file))
                        except (xml.parsers.expat.ExpatError, UnicodeDecodeError) as error:
                            print("not read: %s: %s" % (os.path.join(root, file), error))
                            broken += 1
    return shapes, broken


def read_table(path):
    rows = {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 5 or not cells[4].strip():
            sys.exit("%s:%d: five cells expected, the last a reason" % (path, number))
        rows[tuple(cells[:4])] = cells[4]
    return rows


def all_differences(ours, references):
    return {
        (reference, name, path, what)
        for reference, shapes in references.items()
        for name in DOCUMENTS
        for path, what in differences(ours[name], shapes[name])
    }


# (document, what is replaced, by what): each must come out as a difference.
PLANTED = (
    ("Backup.xml", "<FilePaths/>", ""),
    ("Backup.xml", "<SecurityGroups/><FilePaths/>", "<FilePaths/><SecurityGroups/>"),
    ("Backup.xml", 'bkp:DescName="Registry"', 'bkp:DescName="Registry Settings"'),
    ("Backup.xml", 'bkp:version="2.0"', 'version="2.0"'),
    ("Backup.xml", 'xmlns="http://www.microsoft.com/GroupPolicy/GPOOperations"', 'xmlns="http://www.microsoft.com/GroupPolicy"'),
    ("Backup.xml", "<![CDATA[0]]></Options>", "0</Options>"),
    ("Backup.xml", "<WMIFilter/>", "<WMIFilter/><WMIFilters/>"),
    ("Backup.xml", '<?xml version="1.0" encoding="utf-8"?>', ""),
    ("bkupInfo.xml", "]]></BackupTime>", "Z]]></BackupTime>"),
    ("bkupInfo.xml", "<BackupInst", "\ufeff<BackupInst"),
    ("manifest.xml", ' mfst:version="1.0"', ""),
    ("manifest.xml", "<BackupInst>", "<BackupInst><Size/>"),
    ("gpreport.xml", ' xmlns="http://www.microsoft.com/GroupPolicy/Types"', ""),
    ("gpreport.xml", "<IncludeComments>true", "<IncludeComments>yes"),
    ("gpreport.xml", "Z</ReadTime>", "</ReadTime>"),
    ("gpreport.xml", "<q2:GPOSettingOrder>1</q2:GPOSettingOrder>", ""),
    ("gpreport.xml", "<q2:Filters/>", "<q2:Filter/>"),
    ("Backup.xml", "<FSObjectDir", "<FSObjectFolder"),
    ("Registry.xml", 'status="Blob" image="16"', 'image="16" status="Blob"'),
    ("Registry.xml", 'action="R"', 'action="X"'),
    ("Registry.xml", 'changed="2026-11-22 15:00:00"', 'changed="2026-11-22T15:00:00Z"'),
    ("Registry.xml", 'clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}"', 'clsid="{A3CCFC41-DFDB-43A5-8D26-0FE8B954DA51}"'),
    ("gpreport.xml", 'xsi:type="q1:PublicKeySettings"', 'xsi:type="q1:CertificateSettings"'),
)


def self_test(folder, references, explained):
    """Every planted fault must be found, or the comparison proves nothing."""
    missed = 0
    for document, old, new in PLANTED:
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(folder, copy, dirs_exist_ok=True)
            for root, _, files in os.walk(copy):
                if document in files:
                    path = os.path.join(root, document)
                    encoding = "utf-16" if document == "gpreport.xml" else "utf-8"
                    with open(path, encoding=encoding, newline="") as file:
                        text = file.read()
                    with open(path, "w", encoding=encoding, newline="") as file:
                        file.write(text.replace(old, new))
            shapes, broken = read_all([copy])
            if not broken and not all_differences(shapes, references) - explained:
                print("NOT FOUND: %s: %r for %r" % (document, new, old))
                missed += 1
    print("%d of %d planted faults found" % (len(PLANTED) - missed, len(PLANTED)))
    return 1 if missed else 0


def default_corpus():
    project = os.path.dirname(os.path.abspath(__file__))
    for _ in ("structure", "artefact", "golden", "tests", "the project"):
        project = os.path.dirname(project)
    return os.environ.get("GPOTRUST_TEST_CORPUS") or os.path.join(project, "shared", "corpus")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ours", required=True)
    parser.add_argument("--corpus", default=default_corpus())
    parser.add_argument("--differences", required=True)
    parser.add_argument("--print", action="store_true", help="print every difference as a row of the table")
    parser.add_argument("--self-test", action="store_true", help="plant faults and see that each is found")
    options = parser.parse_args()
    backups = os.path.join(options.corpus, "gpo-backups")
    if not os.path.isdir(backups):
        print("skipped: no ../shared/corpus beside the project")
        return 77

    ours, broken = read_all([options.ours])
    # The accepted container is not Microsoft's; issenn's only backup was written by LGPO.exe and edited by hand.
    others = ("generated-by-gpo-studio", "issenn+win10-secure-baseline-gpo")
    real = [os.path.join(backups, name) for name in sorted(os.listdir(backups)) if name not in others]
    references = {"microsoft": read_all(real)[0], "accepted": read_all([os.path.join(backups, others[0])])[0]}

    for reference, shapes in references.items():
        for name in DOCUMENTS:
            print("%s %s: %d of theirs, %d of ours" % (reference, name, shapes[name].files, ours[name].files))
    found = all_differences(ours, references)
    if options.self_test:
        return self_test(options.ours, references, found)
    if options.print:
        for row in sorted(found):
            print("\t".join(row) + "\t")
        return 0
    table = read_table(options.differences)
    new = sorted(found - set(table))
    gone = sorted(set(table) - found)
    for row in new:
        print("NOT IN THE TABLE: %s" % "\t".join(row))
    for row in gone:
        print("NO LONGER A DIFFERENCE: %s" % "\t".join(row))
    print("%d differences, each with its reason; %d unexplained, %d obsolete, %d files of ours unreadable" % (len(found & set(table)), len(new), len(gone), broken))
    return 1 if new or gone or broken else 0


if __name__ == "__main__":
    sys.exit(main())
