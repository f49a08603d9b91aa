#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""What files that are built to keep the reader busy cost: hostile_exports.py [--keep FOLDER] GPOTRUST

Makes the files (always the same ones), runs `gpotrust inspect --json` and `check --json` on each under /usr/bin/time, and prints the table of
docs/reference/hostile-input.md. Fails if a run ends otherwise than with a documented exit, or takes more than 60 seconds of CPU time or 512 MiB.
"""
import argparse, base64, json, os, pathlib, subprocess, sys, tempfile

MOST = 10 * 1024 * 1024
PASSWORD = "P@ssw0rd1"


def tlv(tag, *parts):
    content = b"".join(parts)
    n = len(content)
    if n < 128:
        return bytes([tag, n]) + content
    size = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


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
SHA1, SHA256_RSA = tlv(0x30, oid("1.3.14.3.2.26"), b"\5\0"), tlv(0x30, oid("1.2.840.113549.1.1.11"), b"\5\0")
bag = lambda number, value: tlv(0x30, oid(f"1.2.840.113549.1.12.10.1.{number}"), tlv(0xA0, value))
safe = lambda content: tlv(0x30, DATA, tlv(0xA0, tlv(4, content)))
certificate_bag = lambda der: bag(3, tlv(0x30, oid("1.2.840.113549.1.9.22.1"), tlv(0xA0, tlv(4, der))))


def pfx(*safes, mac=b""):
    return tlv(0x30, integer(3), tlv(0x30, DATA, tlv(0xA0, tlv(4, tlv(0x30, *safes)))), mac)


def mac(iterations):
    return tlv(0x30, tlv(0x30, SHA1, tlv(4, bytes(20))), tlv(4, b"saltsalt"), integer(iterations))


def pbmac1(iterations):
    prf = tlv(0x30, oid("1.2.840.113549.2.11"), b"\5\0")  # hmacWithSHA512
    derivation = tlv(0x30, oid("1.2.840.113549.1.5.12"), tlv(0x30, tlv(4, b"saltsalt"), integer(iterations), integer(64), prf))
    algorithm = tlv(0x30, oid("1.2.840.113549.1.5.14"), tlv(0x30, derivation, prf))
    return tlv(0x30, tlv(0x30, algorithm, tlv(4, bytes(64))), tlv(4, b""))


def name(*rdns):
    return tlv(0x30, *rdns)


def rdn(text):
    return tlv(0x31, tlv(0x30, oid("2.5.4.3"), tlv(0x0C, text)))


def certificate(number=1, subject=None, extensions=(), modulus_octets=256):
    subject = name(rdn(b"HOSTILE")) if subject is None else subject
    modulus = b"\0" + b"\xC5" * modulus_octets
    key = tlv(0x30, tlv(0x30, oid("1.2.840.113549.1.1.1"), b"\5\0"), tlv(3, b"\0", tlv(0x30, tlv(2, modulus), integer(65537))))
    validity = tlv(0x30, tlv(0x17, b"261101000000Z"), tlv(0x17, b"271101000000Z"))
    extra = tlv(0xA3, tlv(0x30, *extensions)) if extensions else b""
    body = tlv(0x30, tlv(0xA0, integer(2)), integer(number), SHA256_RSA, subject, validity, subject, key, extra)
    return tlv(0x30, body, SHA256_RSA, tlv(3, b"\0", b"\x5B" * modulus_octets))


def extension(dotted, content):
    return tlv(0x30, oid(dotted), tlv(4, content))


def pkcs7(certificates, lists=b""):
    signed = tlv(0x30, integer(1), tlv(0x31), tlv(0x30, DATA), tlv(0xA0, certificates), tlv(0xA1, lists), tlv(0x31))
    return tlv(0x30, oid("1.2.840.113549.1.7.2"), tlv(0xA0, signed))


def pem(label, octets):
    return b"-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, base64.b64encode(octets), label)


def prop(number, value=b""):
    return number.to_bytes(4, "little") + (1).to_bytes(4, "little") + len(value).to_bytes(4, "little") + value


def nested_safes(depth):
    content = certificate_bag(certificate())
    for _ in range(depth):
        content = bag(6, tlv(0x30, content))
    return pfx(safe(tlv(0x30, content)))


def recipients(count):
    sid = lambda n: tlv(0x30, tlv(0x0C, b"SID"), tlv(0x0C, b"S-1-5-21-1-2-3-%d" % n))
    envelope = tlv(4, tlv(0x30, *(sid(n) for n in range(count))))
    secret = bag(5, tlv(0x30, oid("1.3.6.1.4.1.311.17.4"), tlv(0xA0, envelope)))
    return pfx(safe(tlv(0x30, secret)), mac=mac(1))


def cases():
    small = certificate()
    store = b"\0\0\0\0CERT"
    yield "10 MiB of nested SEQUENCEs of indefinite length", b"\x30\x80" * (MOST // 2)
    yield "a PFX whose content is 2 million nested SEQUENCEs", pfx(safe(b"\x30\x80" * 2_000_000))
    yield "a PFX with SafeContents nested 2,000 deep", nested_safes(2_000)
    yield "a PFX with 2,147,483,647 iterations of the MAC", pfx(safe(tlv(0x30, certificate_bag(small))), mac=mac(2**31 - 1))
    yield "a PFX with 10,000,000 iterations of the MAC, the most that are made", pfx(safe(tlv(0x30, certificate_bag(small))), mac=mac(10_000_000))
    yield "a PFX with 10,000,000 iterations of PBMAC1 with SHA-512", pfx(safe(tlv(0x30, certificate_bag(small))), mac=pbmac1(10_000_000))
    yield "a PFX with 100,000 empty bags", pfx(safe(tlv(0x30, bag(5, b"\x30\0") * 100_000)))
    yield "a PFX with 10,000 certificates", pfx(safe(tlv(0x30, *(certificate_bag(certificate(n)) for n in range(1, 10_001)))))
    yield "a PFX with 10 MiB of empty safes", pfx(tlv(0x30, DATA) * 800_000)[:MOST]
    shrouded = lambda n: bag(2, tlv(0x30, tlv(0x30, oid(f"1.3.{n}")), tlv(4, b"")))
    yield "a PFX with 100,000 keys, each encrypted in another way", pfx(*(safe(tlv(0x30, *(shrouded(n) for n in range(at, at + 1_000)))) for at in range(0, 100_000, 1_000)))
    yield "a PFX of which a length claims 1 GiB", b"\x30\x84\x40\0\0\0" + pfx(safe(tlv(0x30)))[2:]
    yield "a PFX protected to 100,000 principals", recipients(100_000)
    yield "a certificate of which a length claims 1 GiB", b"\x30\x84\x40\0\0\0" + small[4:]
    yield "a certificate with 200,000 names in its subject", certificate(subject=name(rdn(b"x") * 200_000))
    yield "a certificate with 100,000 alternative names", certificate(extensions=[extension("2.5.29.17", tlv(0x30, tlv(0x82, b"a.example.test") * 100_000))])
    different = lambda count: [extension("2.5.29.17", tlv(0x30, *(tlv(0x82, b"%x_" % n) for n in range(count))))]
    yield "a certificate with 100,000 different alternative names", certificate(extensions=different(100_000))
    others = name(*(rdn(b"c%x.b" % n) for n in range(20_000)))
    yield "a certificate with 20,000 common names and 20,000 alternative names, all different", certificate(subject=others, extensions=different(20_000))
    many = [extension("2.5.29.17", tlv(0x30, tlv(0x82, b"a.example.test") * 6_000))]
    yield "a PKCS#7 with 64 certificates of 6,000 alternative names", pkcs7(b"".join(certificate(n, extensions=many) for n in range(1, 65)))
    yield "a certificate with 100,000 extensions", certificate(extensions=[extension("1.3.6.1.4.1.311.1", b"\5\0")] * 100_000)
    yield "a certificate with an RSA key of 1 million bits", certificate(modulus_octets=125_000)
    yield "a PKCS#7 with 64 certificates of 16,384-bit RSA keys", pkcs7(b"".join(certificate(n, modulus_octets=2048) for n in range(1, 65)))
    yield "a PKCS#7 with 10 MiB of certificates", pkcs7(b"".join(certificate(n) for n in range(1, 14_500)))
    yield "a PKCS#7 with 1 million empty revocation lists", pkcs7(small, b"\x30\0" * 1_000_000)
    yield "a SEQUENCE with 10 MiB of zero-length elements", tlv(0x30, b"\4\0" * (MOST // 2 - 8))
    yield "a PFX with 10 MiB of zero-length elements", pfx(safe(tlv(0x30, b"\x30\0" * (MOST // 2 - 64))))
    yield "a store with 10 MiB of zero-length properties", (store + prop(11) * ((MOST - 8) // 12))
    yield "a store with 10 MiB of zero-length revocation lists", (store + prop(33) * ((MOST - 20) // 12) + bytes(12))
    distinct = (b"".join(prop(100 + 256 * n + k) for k in range(256)) + prop(32, certificate(n + 1)) for n in range(64))
    yield "a store with 64 certificates and 16,384 different properties", store + b"".join(distinct) + bytes(12)
    yield "a store with 10,000 certificates", store + b"".join(prop(32, certificate(n)) for n in range(1, 10_001)) + bytes(12)
    yield "a store whose property claims 1 GiB", store + prop(11)[:8] + b"\0\0\0\x40" + bytes(64)
    yield "PEM with 100,000 blocks", pem(b"CERTIFICATE", b"\x30\0") * 100_000
    yield "PEM with 64 certificates of 80 KB", b"".join(pem(b"CERTIFICATE", certificate(n, subject=name(rdn(b"x" * 40_000)))) for n in range(1, 65))
    yield "10 MiB of BEGIN lines without an end", b"-----BEGIN CERTIFICATE-----\n" * (MOST // 28)
    yield "10 MiB of half a BEGIN line", b"-----BEGIN " * (MOST // 11)
    yield "10 MiB of Base64 with junk at its end", b"MIIB" * (MOST // 4 - 1) + b"!"
    yield "10 MiB of Base64 of zeros", b"AAAA" * (MOST // 4)
    yield "10 MiB of Base64 in UTF-16", ("MIIB" * (MOST // 8)).encode("utf-16-le")
    yield "10 MiB of decimal numbers", b"48 " * (MOST // 3)
    yield "10 MiB of zeros", bytes(MOST)
    yield "10 MiB and one octet", b"\x30" * (MOST + 1)


def run(program, verb, file):
    command = ["/usr/bin/time", "-f", "%U %S %M", program, verb, "--json", "--as-of", "2026-11-22", "--password-env", "HOSTILE_PASSWORD", str(file)]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "HOSTILE_PASSWORD": PASSWORD}, timeout=300)
    user, system, kib = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1].split()
    report = json.loads(done.stdout)["data"]
    error = (report["exports"] if verb == "check" else report["items"])[0].get("error")
    return done.returncode, (float(user) + float(system)) * 1000, int(kib) / 1024, error["finding_code"] or error["code"] if error else "opens"


def shown(milliseconds):
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else "< 10 ms"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("program")
    options = parser.parse_args()
    folder = options.keep or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    failed = False
    print("| file | size | answer | exit | `check` | `inspect` | most memory |\n|---|---|---|---|---|---|---|")
    for number, (what, octets) in enumerate(cases()):
        file = folder / f"hostile-{number:02}"
        file.write_bytes(octets)
        code, milliseconds, memory, answer = run(options.program, "check", file)
        other_code, other, other_memory, _ = run(options.program, "inspect", file)
        failed = failed or not {code, other_code} <= {0, 1, 2, 3, 4} or max(milliseconds, other) > 60_000 or max(memory, other_memory) > 512
        print(f"| {what} | {len(octets) / 1024:,.0f} KiB | {answer} | {code} | {shown(milliseconds)} | {shown(other)} | {max(memory, other_memory):.0f} MiB |", flush=True)
        if not options.keep:
            file.unlink()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
