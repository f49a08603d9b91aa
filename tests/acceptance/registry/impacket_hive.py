# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""impacket_hive.py HIVE: what impacket's winregistry reads of a hive, as blob_of.py prints values: "KEY|VALUE|TYPE|HEX", sorted. Other artefacts impacket has no reader for."""
import struct
import sys

from impacket import winregistry


def values(hive, path):
    key = hive.findKey(path)
    for name in hive.enumValues(key):
        if name != b"default":
            kind, data = hive.getValue(path + "\\" + name.decode())
            # Data of four octets and less stands in the offset's place, which comes as a number.
            yield path, name.decode(), kind, struct.pack("<I", data & 0xFFFFFFFF) if isinstance(data, int) else bytes(data)
    for child in hive.enumKey(key):
        yield from values(hive, path + "\\" + child)


def shown(key):
    key = key.lower()
    return key[key.index("microsoft\\"):] if "microsoft\\" in key else key


for key, name, kind, data in sorted(values(winregistry.Registry(sys.argv[1]), "Software")):
    print(shown(key), name, kind, data.hex(), sep="|")
