# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""empty_hive.py OUT: a registry hive (regf 1.3) with a root key and nothing below it, for programs that merge .reg files into hives."""
import struct
import sys

NONE = 0xFFFFFFFF


def cell(content):
    size = (len(content) + 4 + 7) // 8 * 8
    return struct.pack("<i", -size) + content.ljust(size - 4, b"\0")


# A descriptor that gives Everyone full control, self-relative: owner, group, no SACL, DACL.
everyone = bytes.fromhex("010100000000000100000000")
acl = struct.pack("<BBHHH", 2, 0, 8 + 8 + len(everyone), 1, 0) + struct.pack("<BBHI", 0, 2, 8 + len(everyone), 0xF003F) + everyone
descriptor = struct.pack("<BBHIIII", 1, 0, 0x8004, 20, 20 + len(everyone), 0, 20 + 2 * len(everyone)) + everyone * 2 + acl

root_at, name = 0x20, b"root"
root_size = len(cell(bytes(76) + name))
security_at = root_at + root_size
root = struct.pack("<2sHQ15IHH", b"nk", 0x2C, 0, 0, NONE, 0, 0, NONE, NONE, 0, NONE, security_at, NONE, 0, 0, 0, 0, 0, len(name), 0) + name
security = struct.pack("<2sHIIII", b"sk", 0, security_at, security_at, 1, len(descriptor)) + descriptor
bin_header = struct.pack("<4sIIQQI", b"hbin", 0, 0x1000, 0, 0, 0)
used = bin_header + cell(root) + cell(security)
free = 0x1000 - len(used)
hbin = used + struct.pack("<i", free) + bytes(free - 4)

base = struct.pack("<4sIIQIIIIIII64s", b"regf", 1, 1, 0, 1, 3, 0, 1, root_at, len(hbin), 1, b"").ljust(508, b"\0")
checksum = 0
for (word,) in struct.iter_unpack("<I", base):
    checksum ^= word
open(sys.argv[1], "wb").write((base + struct.pack("<I", checksum)).ljust(0x1000, b"\0") + hbin)
