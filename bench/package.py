#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""What one `gpotrust package` costs beside `openssl pkcs12 -nodes` on the same file: CPU time (user + system), wall time and peak memory.

usage: bench/package.py GPOTRUST [RUNS [FOLDER [OPTION...]]]

Makes three exports (the old Windows encryption, 3DES, AES-256), then runs the commands RUNS times (default 60) in turn, so that what else the machine does meets them all alike; each time
with a new estate in FOLDER (default: the system's folder for temporary files; a tmpfs shows the program without the disk). OPTIONs go to `package`, e.g. `--artefacts gpo-backup`. `start` is
`--version`: what the system's loader and the libraries cost before anything is done. Medians, in milliseconds; memory in MiB; millions of instructions in user space, counted by callgrind
where valgrind is installed: these do not depend on what else the machine does, but count SHA-256 in software. Nothing is asserted: a benchmark is looked at, a test is not timed.
"""
import os
import re
import resource
import shutil
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


def cost_of(command):
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run(*command)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall


def measure(runs, commands_of):
    """Medians of (CPU, wall) in milliseconds, one pair for each of the commands that commands_of(number) gives."""
    rows = [[cost_of(command) for command in commands_of(number)] for number in range(runs)]
    return [tuple(statistics.median(costs) * 1e3 for costs in zip(*column)) for column in zip(*rows)]


def peak_memory(command):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return usage.ru_maxrss / 1024


def instructions(command):
    if shutil.which("valgrind") is None:
        return None
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(re.search(r"refs: +([0-9,]+)", done.stderr)[1].replace(",", ""))


def counted(count, base):
    return "" if count is None else f"{count / 1e6:7.1f} / {base / 1e6:5.1f} {count / base:5.2f}"


def main():
    program, runs, options = os.path.realpath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60, sys.argv[4:]
    with tempfile.TemporaryDirectory(dir=sys.argv[3] if len(sys.argv) > 3 else None) as folder:
        make_exports(folder)
        password = ["--password-file", folder + "/password"]
        openssl_start, start = measure(runs, lambda _: [["openssl", "version"], [program, "--version"]])
        print(f"start: openssl {openssl_start[0]:.1f} ms, gpotrust {start[0]:.1f} ms")
        print(f"{'':8} {'openssl':>15} {'check':>15} {'package':>15} {'ratio':>6} {'peak':>6}   instructions")
        print(f"{'export':8} {'CPU / wall ms':>15} {'CPU / wall ms':>15} {'CPU / wall ms':>15} {'CPU':>6} {'MiB':>6}   package / openssl")
        for name in FORMS:
            export = f"{folder}/{name}.pfx"
            openssl_command = ["openssl", "pkcs12", *(["-legacy"] if name == "legacy" else []), "-nodes", "-in", export, "-passin", f"file:{folder}/password", "-out",
                               "/dev/null"]
            package_into = lambda estate: [program, "package", export, *password, "--estate", f"{folder}/{name}-{estate}", *options]
            openssl, check, package = measure(runs, lambda number: [openssl_command, [program, "check", export, *password], package_into(number)])
            peak = peak_memory(package_into("peak"))
            row = [f"{cpu:6.1f} /{wall:6.1f}" for cpu, wall in (openssl, check, package)]
            counts = counted(instructions(package_into("counted")), instructions(openssl_command))
            print(f"{name:8} {row[0]:>15} {row[1]:>15} {row[2]:>15} {package[0] / openssl[0]:6.2f} {peak:6.1f}   {counts}")


main()
