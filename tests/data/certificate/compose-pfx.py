#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""compose-pfx.py FOLDER: exports that no tool makes, from plain_{ok,other,certificate}.pfx (unencrypted, without MAC) in FOLDER.

An independent rendering of RFC 7292 in 80 lines: DER by hand, the key derivation of appendix B with hashlib.
"""
import hashlib, hmac, pathlib, sys

FOLDER = pathlib.Path(sys.argv[1])


def tlv(tag, content):
    n = len(content)
    length = bytes([n]) if n < 128 else bytes([0x80 | len(n.to_bytes((n.bit_length() + 7) // 8, "big"))]) + n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + content


def read(data, at):
    length, head = data[at + 1], 2
    if length & 0x80:
        head += length & 0x7F
        length = int.from_bytes(data[at + 2 : at + head], "big")
    return at + head, at + head + length


def children(data):
    start, end = read(data, 0)
    found = []
    while start < end:
        _, stop = read(data, start)
        found.append(data[start:stop])
        start = stop
    return found


def oid(dotted):
    first, second, *rest = map(int, dotted.split("."))
    body = bytearray([40 * first + second])
    for arc in rest:
        octets = [arc & 0x7F]
        while arc := arc >> 7:
            octets.insert(0, 0x80 | (arc & 0x7F))
        body += bytes(octets)
    return tlv(0x06, bytes(body))


DATA = oid("1.2.840.113549.1.7.1")


def safes(name):
    """The ContentInfos of the AuthenticatedSafe, as octets."""
    content_info = children((FOLDER / name).read_bytes())[1]
    explicit = children(content_info)[1]
    string = explicit[read(explicit, 0)[0] :]
    return children(string[read(string, 0)[0] :])


def safe_of(bags):
    return tlv(0x30, DATA + tlv(0xA0, tlv(0x04, tlv(0x30, b"".join(bags)))))


def bags_of(safe):
    explicit = children(safe)[1]
    string = explicit[read(explicit, 0)[0] :]
    return children(string[read(string, 0)[0] :])


def kdf(password, salt, identifier, iterations, size):
    """RFC 7292 appendix B.2 with SHA-1."""
    u, v = 20, 64
    fill = lambda text: (text * (v * ((len(text) + v - 1) // v) // len(text) + 1))[: v * ((len(text) + v - 1) // v)] if text else b""
    block = fill(salt) + fill(password)
    out = b""
    while len(out) < size:
        a = bytes([identifier]) * v + block
        for _ in range(iterations):
            a = hashlib.sha1(a).digest()
        out += a
        b = int.from_bytes((a * 4)[:v], "big") + 1
        block = b"".join(((int.from_bytes(block[i : i + v], "big") + b) % (1 << 8 * v)).to_bytes(v, "big") for i in range(0, len(block), v))
    return out[:size]


def pfx(contents, password=None, version=3):
    """password: the octets the key derivation gets; None: no MAC."""
    authenticated = tlv(0x30, b"".join(contents))
    body = tlv(0x02, bytes([version])) + tlv(0x30, DATA + tlv(0xA0, tlv(0x04, authenticated)))
    if password is not None:
        salt = b"saltsalt"
        mac = hmac.new(kdf(password, salt, 3, 2000, 20), authenticated, hashlib.sha1).digest()
        algorithm = tlv(0x30, oid("1.3.14.3.2.26") + tlv(0x05, b""))
        body += tlv(0x30, tlv(0x30, algorithm + tlv(0x04, mac)) + tlv(0x04, salt) + tlv(0x02, (2000).to_bytes(2, "big")))
    return tlv(0x30, body)


def write(name, octets):
    (FOLDER / f"composed_{name}.pfx").write_bytes(octets)


bmp = lambda text: text.encode("utf-16-be") + b"\0\0"
ok, other, certificate = safes("plain_ok.pfx"), safes("plain_other.pfx"), safes("plain_certificate.pfx")
is_key = lambda safe: b"PRIVATE" in safe or oid("1.2.840.113549.1.12.10.1.1") in safe or oid("1.2.840.113549.1.12.10.1.2") in safe
other_key = [safe for safe in other if is_key(safe)]
other_certificate = [safe for safe in other if not is_key(safe)]
ok_key = [safe for safe in ok if is_key(safe)]
ok_certificate = [safe for safe in ok if not is_key(safe)]

write("mismatch", pfx(ok_certificate + other_key, bmp("P@ssw0rd1")))
write("two_pairs", pfx(ok + other, bmp("P@ssw0rd1")))
write("one_of_two", pfx(ok_key + ok_certificate + other_key, bmp("P@ssw0rd1")))
write("cut_password", pfx(ok, ("0123456789" * 4)[:32].encode("utf-16-be")))
write("latin1_password", pfx(ok, b"".join(b"\0" + bytes([c]) for c in "pässword".encode()) + b"\0\0"))
write("null_password", pfx(ok, b""))
write("empty", pfx([], bmp("P@ssw0rd1")))
write("twice", pfx(ok + ok_certificate, bmp("P@ssw0rd1")))

nested = bags_of(ok_certificate[0])
for depth in range(1, 6):
    nested = [tlv(0x30, oid("1.2.840.113549.1.12.10.1.6") + tlv(0xA0, tlv(0x30, b"".join(nested))))]
    if depth >= 4:
        write(f"nested{depth}", pfx([safe_of(nested)], bmp("P@ssw0rd1")))

# Certificates that do not parse: beside a good one, and alone.
bad = ok_certificate[0].replace(b"\x06\x03\x55\x04\x03", b"\x26\x03\x55\x04\x03")
write("one_bad", pfx([bad] + other_certificate, bmp("P@ssw0rd1")))
write("all_bad", pfx([bad], bmp("P@ssw0rd1")))

# More than 64 certificates: the same one with other serial numbers.
bag = bags_of(ok_certificate[0])[0]
der = bag[bag.index(b"\x02\x10\x4a") :][2:18]
many = [bag.replace(der, der[:14] + i.to_bytes(2, "big")) for i in range(65)]
write("many", pfx([safe_of(many)], bmp("P@ssw0rd1")))

# Windows' attributes: the machine that made the certificate (1.3.6.1.4.1.311.17.3.71) beside it, the container as the key's friendlyName.
attribute = lambda dotted, value: tlv(0x30, oid(dotted) + tlv(0x31, value))
local_key_id = attribute("1.2.840.113549.1.9.21", tlv(0x04, b"\1\0\0\0"))
strip = lambda one: b"".join(children(one)[:2])
windows_key = tlv(
    0x30,
    strip(bags_of(ok_key[0])[0])
    + tlv(
        0x31,
        local_key_id
        + attribute("1.2.840.113549.1.9.20", tlv(0x1E, "te-3a1f9a5c-0000-4000-8000-000000000001".encode("utf-16-be")))
        + attribute("1.3.6.1.4.1.311.17.1", tlv(0x1E, "Microsoft Software Key Storage Provider".encode("utf-16-be")))
        + attribute("1.3.6.1.4.1.311.17.2", b""),
    ),
)
windows_certificate = tlv(
    0x30,
    strip(bags_of(ok_certificate[0])[0])
    + tlv(
        0x31,
        local_key_id
        + attribute("1.2.840.113549.1.9.20", tlv(0x1E, "Exchange für 𝔐ail".encode("utf-16-be")))
        + attribute("1.3.6.1.4.1.311.17.3.71", tlv(0x04, "admin-pc.corp.contoso.com\0".encode("utf-16-le"))),
    ),
)
write("windows", pfx([safe_of([windows_key]), safe_of([windows_certificate])], bmp("P@ssw0rd1")))

# DPAPI-NG: the secretBag that protects a hidden password to principals; only the SIDs inside matter here.
sid = lambda text: tlv(0x30, tlv(0x30, tlv(0x30, tlv(0x0C, b"SID") + tlv(0x0C, text))))
envelope = tlv(0x04, tlv(0x30, oid("1.2.840.113549.1.7.3") + tlv(0xA0, sid(b"S-1-5-21-1-2-3-512") + sid(b"S-1-5-21-1-2-3-519"))))
secret = tlv(0x30, oid("1.2.840.113549.1.12.10.1.5") + tlv(0xA0, tlv(0x30, oid("1.3.6.1.4.1.311.17.4") + tlv(0xA0, envelope))))
write("protected", pfx(ok + [safe_of([secret])], bmp("hidden")))

# A length that claims 1 GiB.
write("huge_length", b"\x30\x84\x40\x00\x00\x00" + pfx(ok, bmp("P@ssw0rd1"))[4:])
