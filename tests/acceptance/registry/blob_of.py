# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Reads values by rules of its own, for comparison: blob_of.py pol FILE | reg FILE | xml FILE prints "KEY|VALUE|TYPE|HEX" for each value, sorted; keys
lower-case and from "microsoft\\" on, so that the ordinary store, the policy store and a hive's export can be compared."""
import re
import struct
import sys
import xml.etree.ElementTree as tree


def pol(octets):
    at = 8
    while at < len(octets):
        texts = []
        at += 2
        for _ in range(2):
            end = at
            while octets[end:end + 2] != b"\0\0":
                end += 2
            texts.append(octets[at:end].decode("utf-16-le"))
            at = end + 4
        kind, size = struct.unpack_from("<I2xI", octets, at)
        at += 12
        yield texts[0], texts[1], kind, octets[at:at + size]
        at += size + 2


def reg(octets):
    text = octets.decode("utf-16" if octets[:2] == b"\xff\xfe" else "utf-8-sig")
    text = re.sub(r",\\\r?\n\s*", ",", text)
    key = ""
    for line in text.splitlines():
        if line.startswith("["):
            key = line.strip("[]")
        found = re.match(r'"([^"]*)"=(hex(?:\(([0-9a-fA-F]+)\))?:|dword:)(.*)', line)
        if not found:
            continue
        name, form, kind, data = found.groups()
        if form == "dword:":
            yield key, name, 4, struct.pack("<I", int(data, 16))
        else:
            yield key, name, int(kind or "3", 16), bytes.fromhex(data.replace(",", " "))


def xml(octets):
    for properties in tree.fromstring(octets).iter("Properties"):
        yield properties.get("key"), properties.get("name"), {"REG_BINARY": 3}[properties.get("type")], bytes.fromhex(properties.get("value"))


def shown(key):
    key = key.lower().replace("/", "\\")
    return key[key.index("microsoft\\"):] if "microsoft\\" in key else key


only_certificates = "--certificates" in sys.argv
for key, name, kind, data in sorted(globals()[sys.argv[1]](open(sys.argv[2], "rb").read())):
    if name and (not only_certificates or name == "Blob"):
        print(shown(key), name, kind, data.hex(), sep="|")
