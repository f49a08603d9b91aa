#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Makes the zips beside it: python3 make_zips.py (Python 3.11, zlib 1.2.13). Run once; the results are what the tests use.
# canonical.zip is packed field by field after APPNOTE.TXT 6.3 (4.3.7, 4.3.12, 4.3.16); the others come from the zipfile module, some damaged afterwards.
import binascii, io, stat, struct, warnings, zipfile

warnings.simplefilter("ignore")  # zipfile warns about duplicate names


def save(name, octets):
    with open(name, "wb") as out:
        out.write(octets)


def raw(entries):
    """entries: (name, data, local offset or None)"""
    body, directory = b"", b""
    for name, data, at in entries:
        flags = 0 if all(c < 0x80 for c in name) else 0x800
        shared = struct.pack("<HHHHHIIIHH", 10, flags, 0, 0, 0x21, binascii.crc32(data), len(data), len(data), len(name), 0)
        offset = len(body) if at is None else at
        if at is None:
            body += b"PK\3\4" + shared + name + data
        directory += b"PK\1\2" + struct.pack("<H", 0x33F) + shared + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, offset) + name
    return body + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)


def with_zipfile(entries, method=zipfile.ZIP_STORED, comment=b""):
    """entries: (name, data[, unix mode])"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data, *mode in entries:
            info = zipfile.ZipInfo(name, (2026, 11, 22, 15, 0, 0))
            info.external_attr = (mode[0] if mode else 0o100644) << 16
            info.compress_type = method
            z.writestr(info, data)
        z.comment = comment
    return out.getvalue()


def patched(octets, old, new, count=-1):
    assert octets.count(old) > 0 and len(old) == len(new)
    return octets.replace(old, new, count)


canonical = raw([(b"a.txt", b"hello", None), ("b/\u00e9.txt".encode(), b"world\n", None), (b"empty", b"", None)])
save("canonical.zip", canonical)
save("no-entries.zip", raw([]))
save("deflated.zip", with_zipfile([("folder/", b"", 0o40755), ("folder/text.txt", b"the same line\n" * 20), ("other.bin", bytes(range(256)))], zipfile.ZIP_DEFLATED, b"a comment"))
for name, path in {"traversal": "../evil.txt", "inner-traversal": "a/../../evil.txt", "absolute": "/etc/evil", "backslash": "a\\b.txt", "drive": "C:evil.txt", "device": "a/NUL.txt",
                   "trailing-dot": "a./b.txt", "control": "a\tb"}.items():
    save("name-%s.zip" % name, with_zipfile([("good.txt", b"x"), (path, b"evil")]))
save("name-nul.zip", patched(with_zipfile([("good.txt@.exe", b"x")]), b"good.txt@.exe", b"good.txt\0.exe"))
save("name-latin1.zip", raw([(b"a", b"x", None)]).replace(b"a", b"\xe9"))
save("twice.zip", with_zipfile([("a.txt", b"1"), ("a.txt", b"2")]))
save("twice-by-case.zip", with_zipfile([("dir/a.txt", b"1"), ("DIR/A.txt", b"2")]))
save("file-and-folder.zip", with_zipfile([("a", b"1"), ("A/b.txt", b"2")]))
save("folder-and-file.zip", with_zipfile([("a/b.txt", b"1"), ("a", b"2")]))
save("symlink.zip", with_zipfile([("link", b"/etc/passwd", stat.S_IFLNK | 0o777)]))
save("fifo.zip", with_zipfile([("pipe", b"", stat.S_IFIFO | 0o644)]))
save("folder-with-content.zip", patched(with_zipfile([("abc@", b"x", 0o40755)]), b"abc@", b"abc/"))
bomb = with_zipfile([("zeros", bytes(1 << 20))], zipfile.ZIP_DEFLATED)
save("bomb.zip", bomb)
save("bzip2.zip", with_zipfile([("a.txt", b"hello")], zipfile.ZIP_BZIP2))
plain = with_zipfile([("a.txt", b"hello, world"), ("b.txt", b"second")])
encrypted = bytearray(plain)
for at in (6, plain.index(b"PK\1\2") + 8):  # general purpose flag, bit 0 (4.4.4)
    encrypted[at] |= 1
save("encrypted.zip", bytes(encrypted))
save("wrong-checksum.zip", patched(plain, b"hello, world", b"hello, World"))
save("two-names.zip", patched(plain, b"a.txt", b"z.txt", 1))  # local header and directory disagree
save("overlap.zip", raw([(b"a.txt", b"hello", None), (b"a.txt"[:-3] + b"bin", b"hello", 0)]))
save("two-ends.zip", plain[:-2] + b"\x16\0" + plain[-22:])
save("too-many-announced.zip", patched(plain, b"\2\0\2\0", b"\1\0\1\0"))
save("leading-octets.zip", b"MZ" + plain)
