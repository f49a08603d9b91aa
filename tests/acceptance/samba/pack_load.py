#!/usr/bin/python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Packs one class of a gpo-load.json with Samba's preg codec, as the documentation of `samba-tool gpo load` tells, and writes the registry.pol to standard output.

usage: pack_load.py FILE.json MACHINE|USER
"""
import json
import sys

from samba.dcerpc import preg
from samba.ndr import ndr_pack
from samba.registry import str_regtype

types = {str_regtype(number): number for number in range(12)}
policy = preg.file()
policy.header.signature = "PReg"
policy.header.version = 1
entries = []
for setting in json.load(open(sys.argv[1], encoding="utf-8")):
    if setting["class"] != sys.argv[2]:
        continue
    entry = preg.entry()
    entry.keyname, entry.valuename, entry.type = setting["keyname"], setting["valuename"], types[setting["type"]]
    data = setting["data"]
    if setting["type"] == "REG_BINARY":
        data = bytes(data)
    elif setting["type"] == "REG_MULTI_SZ":
        data = ("\0".join(data) + "\0\0").encode("utf-16-le")
    entry.data = data  # the binding aborts the interpreter on a list
    entries.append(entry)
policy.num_entries, policy.entries = len(entries), entries
sys.stdout.buffer.write(ndr_pack(policy))
