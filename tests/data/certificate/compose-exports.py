#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""compose-exports.py FIXTURES FOLDER: exports that no tool at hand makes, from ok.cer and key.der in FIXTURES.

DER and BER by hand; MACs with hashlib and hmac (RFC 7292 appendix B, RFC 9579).
"""
import hashlib, hmac, pathlib, sys

FIXTURES, FOLDER = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PASSWORD = "P@ssw0rd1"


def tlv(tag, *parts):
    content = b"".join(parts)
    n = len(content)
    if n < 128:
        return bytes([tag, n]) + content
    size = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def ber(tag, *parts):
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def oid(dotted):
    first, second, *rest = map(int, dotted.split("."))
    body = bytearray([40 * first + second])
    for arc in rest:
        octets = [arc & 0x7F]
        while arc := arc >> 7:
            octets.insert(0, 0x80 | (arc & 0x7F))
        body += bytes(octets)
    return tlv(6, bytes(body))


def integer(value):
    return tlv(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


DATA = oid("1.2.840.113549.1.7.1")
KEY_BAG, SHROUDED, CERT_BAG = (oid(f"1.2.840.113549.1.12.10.1.{n}") for n in (1, 2, 3))
certificate, key = (FIXTURES / "ok.cer").read_bytes(), (FIXTURES / "key.der").read_bytes()
attribute = lambda dotted, value: tlv(0x30, oid(dotted), tlv(0x31, value))
local_key_id = lambda octets: attribute("1.2.840.113549.1.9.21", tlv(4, octets))
friendly_name = lambda text: attribute("1.2.840.113549.1.9.20", tlv(0x1E, text.encode("utf-16-be")))
bag = lambda kind, value, *attributes: tlv(0x30, kind, tlv(0xA0, value), *([tlv(0x31, *attributes)] if attributes else []))
certificate_bag = lambda *attributes: bag(CERT_BAG, tlv(0x30, oid("1.2.840.113549.1.9.22.1"), tlv(0xA0, tlv(4, certificate))), *attributes)
safe = lambda *bags: tlv(0x30, DATA, tlv(0xA0, tlv(4, tlv(0x30, *bags))))
plain = [safe(bag(KEY_BAG, key)), safe(certificate_bag())]


def kdf(password, salt, identifier, iterations, size):
    """RFC 7292 appendix B.2 with SHA-1, one block of output."""
    v = 64
    fill = lambda text: (text * (v // len(text) + 2))[: v * ((len(text) + v - 1) // v)] if text else b""
    a = bytes([identifier]) * v + fill(salt) + fill(password)
    for _ in range(iterations):
        a = hashlib.sha1(a).digest()
    return a[:size]


def mac_sha1(content, salt=b"saltsalt", iterations=2000):
    digest = hmac.new(kdf(PASSWORD.encode("utf-16-be") + b"\0\0", salt, 3, iterations, 20), content, hashlib.sha1).digest()
    return tlv(0x30, tlv(0x30, tlv(0x30, oid("1.3.14.3.2.26"), b"\5\0"), tlv(4, digest)), tlv(4, salt), integer(iterations))


def pbmac1(content, key_length=32, written_length=True, salt=b"0123456789abcdef", iterations=2048):
    derived = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt, iterations, key_length)
    prf = tlv(0x30, oid("1.2.840.113549.2.9"), b"\5\0")
    length = integer(key_length) if written_length else b""
    derivation = tlv(0x30, oid("1.2.840.113549.1.5.12"), tlv(0x30, tlv(4, salt), integer(iterations), length, prf))
    algorithm = tlv(0x30, oid("1.2.840.113549.1.5.14"), tlv(0x30, derivation, prf))
    return tlv(0x30, tlv(0x30, algorithm, tlv(4, hmac.new(derived, content, hashlib.sha256).digest())), tlv(4, b"unused"))


def pfx(safes, mac=mac_sha1):
    content = tlv(0x30, *safes)
    return tlv(0x30, integer(3), tlv(0x30, DATA, tlv(0xA0, tlv(4, content))), mac(content) if mac else b"")


def write(name, octets):
    (FOLDER / f"composed2_{name}").write_bytes(octets)


# RFC 9579, and what it forbids.
write("pbmac1.pfx", pfx(plain, pbmac1))
write("pbmac1_short_key.pfx", pfx(plain, lambda content: pbmac1(content, key_length=16)))
write("pbmac1_no_length.pfx", pfx(plain, lambda content: pbmac1(content, written_length=False)))

# Old Bouncy Castle: indefinite lengths, OCTET STRINGs in pieces of 1000.
def pieces(octets):
    return ber(0x24, *(tlv(4, octets[i : i + 1000]) for i in range(0, len(octets), 1000)))

content = ber(0x30, *(ber(0x30, DATA, ber(0xA0, pieces(ber(0x30, one)))) for one in (bag(KEY_BAG, key), certificate_bag())))
write("pieces.pfx", ber(0x30, integer(3), ber(0x30, DATA, ber(0xA0, pieces(content))), mac_sha1(content)))
write("pieces_no_mac.pfx", ber(0x30, integer(3), ber(0x30, DATA, ber(0xA0, pieces(content)))))

# GOST: a key encrypted with GOST 28147-89 (1.2.643.2.2.21), and a MAC with Streebog (1.2.643.7.1.1.2.2). No build of OpenSSL here has either.
derivation = tlv(0x30, oid("1.2.840.113549.1.5.12"), tlv(0x30, tlv(4, b"saltsalt"), integer(2000)))
gost = tlv(0x30, oid("1.2.840.113549.1.5.13"), tlv(0x30, derivation, tlv(0x30, oid("1.2.643.2.2.21"), tlv(0x30, tlv(4, b"12345678"), oid("1.2.643.2.2.31.1")))))
write("gost_key.pfx", pfx([safe(bag(SHROUDED, tlv(0x30, gost, tlv(4, bytes(64))))), safe(certificate_bag())]))
streebog = tlv(0x30, tlv(0x30, tlv(0x30, oid("1.2.643.7.1.1.2.2")), tlv(4, bytes(32))), tlv(4, b"saltsalt"), integer(2000))
write("gost_mac.pfx", pfx(plain, lambda content: streebog))

# Windows' order and attributes: two keys with two containers, one certificate with a machine's name; and one of a key that is not there.
provider = attribute("1.3.6.1.4.1.311.17.1", tlv(0x1E, "Microsoft Enhanced Cryptographic Provider v1.0".encode("utf-16-be")))
windows_key = bag(KEY_BAG, key, local_key_id(b"\1\0\0\0"), friendly_name("te-1"), provider)
machine = attribute("1.3.6.1.4.1.311.17.3.71", tlv(4, "exch01.corp.contoso.com\0".encode("utf-16-le")))
write("windows_plain.pfx", pfx([safe(windows_key), safe(certificate_bag(local_key_id(b"\1\0\0\0"), friendly_name("Microsoft Exchange"), machine))], lambda c: mac_sha1(c, bytes(range(20)), 1)))

# A certificate trust list, as .ctl, .stl and .cat are: SignedData over szOID_CTL (1.3.6.1.4.1.311.10.1).
ctl = tlv(0x30, tlv(0x30, oid("1.3.6.1.4.1.311.10.3.9")), tlv(0x17, b"261122000000Z"), tlv(0x30, oid("1.3.14.3.2.26")))
signed = tlv(0x30, integer(1), tlv(0x31), tlv(0x30, oid("1.3.6.1.4.1.311.10.1"), tlv(0xA0, ctl)), tlv(0xA0, certificate), tlv(0x31))
write("list.ctl", tlv(0x30, oid("1.2.840.113549.1.7.2"), tlv(0xA0, signed)))
