#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""edit-certificates.py FOLDER: certificates that OpenSSL does not make, from sound.cer and ok.key in FOLDER.

The DER of sound.cer is taken apart, one field is exchanged, and `openssl dgst -sign` signs the result again with the key of the certificate, so that the
self-signature verifies wherever a key can sign at all. RSA keys with odd numbers are made, and sign, here with plain integers (RFC 8017).
"""
import hashlib, pathlib, random, subprocess, sys

FOLDER = pathlib.Path(sys.argv[1])
RANDOM = random.Random(20261122)  # the same primes each time: these keys protect nothing


def tlv(tag, content):
    n = len(content)
    size = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([n]) if n < 128 else bytes([0x80 | len(size)]) + size) + content


def children(data):
    """The elements inside one element."""
    def read(at):
        length, head = data[at + 1], 2
        if length & 0x80:
            head += length & 0x7F
            length = int.from_bytes(data[at + 2 : at + head], "big")
        return at + head, at + head + length

    start, end = read(0)
    found = []
    while start < end:
        _, stop = read(start)
        found.append(data[start:stop])
        start = stop
    return found


def integer(n, size=None):
    return tlv(0x02, n.to_bytes(size or n.bit_length() // 8 + 1, "big", signed=True))


TBS, ALGORITHM, _ = children((FOLDER / "sound.cer").read_bytes())
VERSION, SERIAL, SIGNATURE, ISSUER, VALIDITY, SUBJECT, KEY, EXTENSIONS = range(8)
FIELDS = children(TBS)


def openssl_signature(tbs):
    return subprocess.run(["openssl", "dgst", "-sha256", "-sign", FOLDER / "ok.key"], input=tbs, stdout=subprocess.PIPE, check=True).stdout


def write(name, changes, sign=openssl_signature, more=()):
    """sound.cer with fields exchanged; `more` stands behind the public key."""
    fields = [changes.get(i, field) for i, field in enumerate(FIELDS)]
    fields[KEY + 1 : KEY + 1] = more
    tbs = tlv(0x30, b"".join(fields))
    (FOLDER / f"{name}.cer").write_bytes(tlv(0x30, tbs + ALGORITHM + tlv(0x03, b"\0" + sign(tbs))))


def common_name(tag, text):
    return tlv(0x30, tlv(0x31, tlv(0x30, bytes.fromhex("0603550403") + tlv(tag, text))))


def named(name, tag, text):
    write(name, {ISSUER: common_name(tag, text), SUBJECT: common_name(tag, text)})


write("serial_negative", {SERIAL: integer(-0x1234)})
write("unique_id", {}, more=[tlv(0x82, b"\0\x01\x02\x03")])
named("name_t61", 0x14, b"mail.contoso.com")
named("name_bmp", 0x1E, "mail.contoso.com".encode("utf-16-be"))
named("name_control", 0x0C, b"mail.contoso.com\x1b[2J")
named("name_nul", 0x0C, b"mail.contoso.com\0.evil.example")
named("name_not_utf8", 0x0C, b"mail\xff\xfe.contoso.com")
named("name_printable", 0x13, b"mail.contoso.com")
NO_NAME = tlv(0x30, b"")
write("subject_empty", {ISSUER: NO_NAME, SUBJECT: NO_NAME})
# A critical subjectAltName stands for the subject: the extension's OCTET STRING gets a TRUE before it.
LIST = children(FIELDS[EXTENSIONS])[0]
SAN, *REST = children(LIST)
OID, VALUE = children(SAN)
CRITICAL = tlv(0xA3, tlv(0x30, tlv(0x30, OID + bytes.fromhex("0101FF") + VALUE) + b"".join(REST)))
write("subject_empty_critical", {ISSUER: NO_NAME, SUBJECT: NO_NAME, EXTENSIONS: CRITICAL})


def until(name, tag, text):
    write(name, {VALIDITY: tlv(0x30, tlv(0x17, b"261101000000Z") + tlv(tag, text))})


until("time_generalized", 0x18, b"20271101000000Z")
until("time_no_seconds", 0x17, b"2711010000Z")
until("time_offset", 0x17, b"271101010000+0100")
until("time_fraction", 0x18, b"20500101000000.5Z")
until("time_generalized_no_seconds", 0x18, b"205001010000Z")

# id-RSAES-OAEP (1.2.840.113549.1.1.7) for rsaEncryption; an X25519 key, which cannot sign.
write("rsa_oaep", {KEY: FIELDS[KEY].replace(bytes.fromhex("2a864886f70d010101"), bytes.fromhex("2a864886f70d010107"))})
write("x25519", {KEY: (FOLDER / "x25519.spki").read_bytes()})


def is_prime(n):
    if any(n % p == 0 for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for _ in range(24):
        x = pow(RANDOM.randrange(2, n - 1), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def prime_from(n):
    n |= 1
    while not is_prime(n):
        n += 2
    return n


def rsa_signature(n, d):
    """RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 8.2.1)."""
    def sign(tbs):
        size = (n.bit_length() + 7) // 8
        digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(tbs).digest()
        padded = b"\0\x01" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest
        return pow(int.from_bytes(padded, "big"), d, n).to_bytes(size, "big")
    return sign


def rsa(name, n, e, d):
    algorithm = children(FIELDS[KEY])[0]
    key = tlv(0x30, algorithm + tlv(0x03, b"\0" + tlv(0x30, integer(n) + integer(e))))
    write(name, {KEY: key}, rsa_signature(n, d))


BITS = 1024
P = prime_from(RANDOM.getrandbits(BITS) | 3 << (BITS - 2))
Q = prime_from(RANDOM.getrandbits(BITS) | 3 << (BITS - 2))
PHI = (P - 1) * (Q - 1)


def coprime_from(e):
    while True:
        try:
            return e, pow(e, -1, PHI)
        except ValueError:
            e += 2


rsa("exponent_1", P * Q, 1, 1)
rsa("exponent_2", P * Q, 2, 3)  # no inverse: the signature does not verify
rsa("exponent_256_bits", P * Q, *coprime_from(2**255 + 1))
rsa("exponent_257_bits", P * Q, *coprime_from(2**256 + 1))
rsa("modulus_even", P * Q + 1, 65537, 3)  # no RSA key: the signature does not verify


def close_primes(name, steps):
    """Fermat finds the factors after about (p - q)^2 / (8 sqrt(n)) steps."""
    apart = 0 if steps == 0 else int((8 * steps) ** 0.5 * 2 ** (BITS // 2) * (P / 2**BITS) ** 0.5)
    q = prime_from(P + apart + 2)
    n = P * q
    rsa(name, n, 65537, pow(65537, -1, (P - 1) * (q - 1)))


rsa("primes_equal", P * P, 65537, pow(65537, -1, P * (P - 1)))
close_primes("primes_adjacent", 0)
close_primes("primes_50_steps", 50)
close_primes("primes_200_steps", 200)
