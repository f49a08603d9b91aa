#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""What one `gpotrust package` costs beside `openssl pkcs12 -nodes` on the same file: CPU time (user + system), wall time and peak memory.

usage: bench/package.py GPOTRUST [RUNS]

Makes three exports (the old Windows encryption, 3DES, AES-256), then runs each command RUNS times (default 60) in folders of its own. Medians, in milliseconds; memory in MiB.
Run it on an idle machine. Nothing is asserted: a benchmark is looked at, a test is not timed.
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

FORMS = {
    "legacy": ["-legacy", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1", "-iter", "2000"],
    "3des": ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1", "-iter", "2000"],
    "aes": ["-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "sha256", "-iter", "2000"],
}


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make_exports(folder):
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365", "-subj", "/CN=EXCH01", "-keyout", folder + "/key.pem", "-out", folder + "/cert.pem",
        "-addext", "subjectAltName=DNS:EXCH01,DNS:mail.example.test", "-addext", "extendedKeyUsage=serverAuth", "-addext", "basicConstraints=critical,CA:FALSE")
    descriptor = os.open(folder + "/password", os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(descriptor, b"bench\n")
    os.close(descriptor)
    for name, form in FORMS.items():
        run("openssl", "pkcs12", "-export", *form, "-inkey", folder + "/key.pem", "-in", folder + "/cert.pem", "-passout", "file:" + folder + "/password", "-out",
            f"{folder}/{name}.pfx")


def measure(runs, command_of):
    cpu, wall = [], []
    for number in range(runs):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        run(*command_of(number))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall.append(time.perf_counter() - started)
        cpu.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return statistics.median(cpu) * 1e3, statistics.median(wall) * 1e3


def peak_memory(command):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return usage.ru_maxrss / 1024


def main():
    program, runs = os.path.realpath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory() as folder:
        make_exports(folder)
        password = ["--password-file", folder + "/password"]
        print(f"{'export':8} {'openssl':>15} {'check':>15} {'package':>15} {'ratio':>6} {'peak':>6}   (CPU / wall ms, MiB)")
        for name in FORMS:
            export = f"{folder}/{name}.pfx"
            openssl = measure(runs, lambda _: ["openssl", "pkcs12", *(["-legacy"] if name == "legacy" else []), "-nodes", "-in", export, "-passin",
                                               f"file:{folder}/password", "-out", "/dev/null"])
            check = measure(runs, lambda _: [program, "check", export, *password])
            package = measure(runs, lambda number: [program, "package", export, *password, "--estate", f"{folder}/{name}-{number}"])
            peak = peak_memory([program, "package", export, *password, "--estate", f"{folder}/{name}-peak"])
            row = [f"{cpu:6.1f} /{wall:6.1f}" for cpu, wall in (openssl, check, package)]
            print(f"{name:8} {row[0]:>15} {row[1]:>15} {row[2]:>15} {package[0] / openssl[0]:6.2f} {peak:6.1f}")


main()
