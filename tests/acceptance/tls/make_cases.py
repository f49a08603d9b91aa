# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""The certificates of this judgement, made with OpenSSL's command line. Each case is the base form with one thing changed."""
import dataclasses
import datetime
import pathlib
import subprocess

HOST = "mail.example.test"


@dataclasses.dataclass
class Case:
    id: str
    host: str = HOST  # what the client asks for
    san: str = "DNS:" + HOST
    subject: str = "/O={id}/CN={first_name}"  # NSS tells certificates apart by issuer and serial number
    key: tuple = ("rsa", "2048")
    usage: str = "critical,digitalSignature,keyEncipherment"
    eku: str = "serverAuth"
    constraints: str = "critical,CA:FALSE"
    digest: str = "sha256"
    extra: tuple = ()  # more lines of the extension section
    serial: str = "1001"
    begins: int = -30  # days from now
    ends: int = 335
    issuer: str = ""  # id of the case that signs it; empty: itself
    damage: bool = False  # one bit of the signature flipped afterwards


CASES = [
    Case("plain"),
    # names
    Case("other_name", host="other.example.test"),
    Case("upper_case", san="DNS:MAIL.Example.TEST"),
    Case("netbios", host="exch01", san="DNS:EXCH01"),
    Case("cn_only", san=""),
    Case("san_empty", san="", extra=("subjectAltName=DER:30:00",)),
    Case("san_critical", san="critical,DNS:" + HOST),
    Case("empty_subject", san="critical,DNS:" + HOST, subject="/"),
    Case("cn_not_in_san", subject="/O={id}/CN=EXCH01"),
    Case("wildcard", san="DNS:*.example.test"),
    Case("wildcard_two_levels", host="a.mail.example.test", san="DNS:*.example.test"),
    Case("wildcard_parent", host="example.test", san="DNS:*.example.test"),
    Case("wildcard_tld", host="mail.test", san="DNS:*.test"),
    Case("wildcard_part", san="DNS:m*.example.test"),
    Case("wildcard_inner", host="mail.a.example.test", san="DNS:mail.*.example.test"),
    Case("underscore", host="mail_1.example.test", san="DNS:mail_1.example.test"),
    Case("idn_a_label", host="xn--mnchen-3ya.example.test", san="DNS:xn--mnchen-3ya.example.test"),
    Case("address", host="127.0.0.1", san="IP:127.0.0.1"),
    Case("address_as_dns", host="127.0.0.1", san="DNS:127.0.0.1", subject="/O={id}/CN=EXCH01"),
    Case("address_other", host="127.0.0.1", san="IP:127.0.0.2"),
    # dates
    Case("expired", begins=-400, ends=-35),
    Case("not_yet_valid", begins=10, ends=375),
    Case("ends_soon", ends=15),
    Case("ten_years", ends=3650),
    # usage
    Case("no_eku", eku=""),
    Case("any_eku", eku="anyExtendedKeyUsage"),
    Case("client_eku", eku="clientAuth"),
    Case("code_signing_too", eku="serverAuth,codeSigning"),
    Case("no_key_usage", usage=""),
    Case("only_key_encipherment", usage="critical,keyEncipherment"),
    Case("only_digital_signature", usage="critical,digitalSignature"),
    # kind of certificate
    Case("ca", usage="critical,keyCertSign,cRLSign,digitalSignature", constraints="critical,CA:TRUE"),
    Case("ca_path_length", usage="critical,keyCertSign,digitalSignature", constraints="critical,CA:TRUE,pathlen:0"),
    Case("no_constraints", constraints=""),
    Case("unknown_critical", extra=("1.2.3.4.5.6=critical,DER:05:00",)),
    Case("unknown_not_critical", extra=("1.2.3.4.5.6=DER:05:00",)),
    Case("serial_zero", serial="00"),
    Case("serial_long", serial="7F" + "AB" * 20),
    Case("issued_by_another", issuer="ca"),
    Case("bad_signature", damage=True),
    # key and signature
    Case("rsa_1024", key=("rsa", "1024")),
    Case("rsa_1536", key=("rsa", "1536")),
    Case("rsa_4096", key=("rsa", "4096")),
    Case("p256", key=("ec", "P-256"), usage="critical,digitalSignature"),
    Case("p384", key=("ec", "P-384"), usage="critical,digitalSignature"),
    Case("p521", key=("ec", "P-521"), usage="critical,digitalSignature"),
    Case("brainpool", key=("ec", "brainpoolP256r1"), usage="critical,digitalSignature"),
    Case("ed25519", key=("ed25519",), usage="critical,digitalSignature", digest=""),
    Case("sha1", digest="sha1"),
    Case("sha384", digest="sha384"),
    Case("md5", digest="md5"),
]


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SystemExit("FAILED: " + " ".join(command) + "\n" + done.stdout)


def make_key(case, folder):
    kind, *parameter = case.key
    option = {"rsa": "rsa_keygen_bits:", "ec": "ec_paramgen_curve:"}.get(kind)
    options = ["-pkeyopt", option + parameter[0]] if option else []
    run("openssl", "genpkey", "-quiet", "-algorithm", kind.upper() if kind != "ed25519" else "ED25519", *options, "-out", case.id + ".key", cwd=folder)


def first_name(case):
    return case.san.removeprefix("critical,").partition(":")[2] or case.host


def extension_lines(case):
    named = {"subjectAltName": case.san, "extendedKeyUsage": case.eku, "keyUsage": case.usage, "basicConstraints": case.constraints}
    return [f"{name}={value}" for name, value in named.items() if value] + list(case.extra)


def configuration(case, now):
    time = lambda days: (now + datetime.timedelta(days=days)).strftime("%Y%m%d%H%M%SZ")
    return "\n".join([
        "[ca]", "default_ca=this", "[this]", "database=" + case.id + ".index", "serial=" + case.id + ".serial", "new_certs_dir=.", "policy=any",
        "default_md=" + (case.digest or "default"), "default_startdate=" + time(case.begins), "default_enddate=" + time(case.ends), "x509_extensions=wanted",
        "unique_subject=no", "string_mask=utf8only", "[any]", "organizationName=optional", "commonName=optional", "[req]", "distinguished_name=none", "prompt=no", "[none]", "[wanted]",
        *extension_lines(case), ""
    ])


def flip_a_bit(folder, case):
    """In the last octet of the signature: everything still parses."""
    run("openssl", "x509", "-in", case.id + ".crt", "-outform", "DER", "-out", case.id + ".der", cwd=folder)
    der = bytearray((folder / (case.id + ".der")).read_bytes())
    der[-1] ^= 1
    (folder / (case.id + ".der")).write_bytes(der)
    run("openssl", "x509", "-inform", "DER", "-in", case.id + ".der", "-out", case.id + ".crt", cwd=folder)


def make(case, folder, now):
    make_key(case, folder)
    (folder / (case.id + ".cnf")).write_text(configuration(case, now))
    (folder / (case.id + ".index")).write_text("")
    (folder / (case.id + ".serial")).write_text(case.serial + "\n")
    run("openssl", "req", "-new", "-config", case.id + ".cnf", "-key", case.id + ".key", "-subj", case.subject.format(id=case.id, first_name=first_name(case)), "-out", case.id + ".csr", cwd=folder)
    signer = ["-selfsign", "-keyfile", case.id + ".key"] if not case.issuer else ["-cert", case.issuer + ".crt", "-keyfile", case.issuer + ".key"]
    run("openssl", "ca", "-batch", "-notext", "-config", case.id + ".cnf", *signer, "-in", case.id + ".csr", "-out", case.id + ".crt", cwd=folder)
    if case.damage:
        flip_a_bit(folder, case)


def make_all(folder):
    folder = pathlib.Path(folder)
    now = datetime.datetime.now(datetime.timezone.utc)
    for case in sorted(CASES, key=lambda c: bool(c.issuer)):
        make(case, folder, now)


if __name__ == "__main__":
    import sys
    make_all(sys.argv[1])
