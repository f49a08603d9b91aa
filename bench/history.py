#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""What a long history costs: `gpotrust package` once more, and where every policy stands, in estates whose ledgers have few and many events.

usage: bench/history.py GPOTRUST [EVENTS [POLICIES [RUNS]]]

Makes an estate with one real package, then fills its ledger up to EVENTS rows (default 100,000) of POLICIES policies (default 1,000), each row with one certificate and two names, chained as the
program chains them, and a folder with a zip for the newest revision of each policy (empty ones: their names and times are what a run looks at). Prints medians of RUNS (default 15) runs,
wall clock and CPU time in milliseconds, and checks at the end that `ledger verify` accepts the chain. Nothing is asserted.
"""
import hashlib
import os
import resource
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
EXPORT = os.path.join(HERE, "..", "tests", "data", "cli", "mail.cer")
OTHER = os.path.join(HERE, "..", "tests", "data", "cli", "intranet.cer")


def number(value):
    return struct.pack("<q", value)


def octets(value):
    return number(len(value)) + value


def text(value):
    return octets(value.encode())


def row_of(sequence, before, slug, revision):
    """One row of the second format: src/ledger/chain.cpp."""
    start = 1_700_000_000 + sequence
    certificate = octets(hashlib.sha1(str(sequence).encode()).digest())
    names = [f"{slug}.example", f"www.{slug}.example"]
    guid = hashlib.md5(slug.encode()).digest()
    digest = hashlib.sha256(f"{slug} {revision}".encode()).digest()
    fields = text("gpotrust ledger row 2") + octets(before) + number(sequence) + number(start) + text("packaged") + text(slug) + text(f"Trust {slug}") + text("bench.example")
    fields += octets(guid) + number(revision) + octets(bytes(16)) + text("both") + octets(digest) * 3 + text("bench") + number(1)
    fields += certificate + text("TrustedPeople") + text("current") + number(start) + number(start + 34_560_000) + number(0) + text(f"CN={slug}") + number(2) + text(names[0]) + text(names[1])
    fields += number(0) + octets(b"") + text("")
    chain = hashlib.sha256(fields).digest()
    event = (sequence, start, "packaged", slug, f"Trust {slug}", "bench.example", guid, revision, bytes(16), "both", digest, digest, digest, "bench", chain, 2)
    return chain, event, (sequence, 0, certificate[8:], "TrustedPeople", "current", start, start + 34_560_000, None, f"CN={slug}"), names


def fill(estate, events, policies):
    ledger = sqlite3.connect(os.path.join(estate, "ledger.db"))
    ledger.execute("PRAGMA synchronous = OFF")
    sequence, before = ledger.execute("SELECT sequence, chain FROM event ORDER BY sequence DESC LIMIT 1").fetchone()
    newest = {}
    while sequence < events:
        sequence += 1
        slug = f"policy-{sequence % policies:05}"
        newest[slug] = newest.get(slug, 0) + 1
        before, event, certificate, names = row_of(sequence, before, slug, newest[slug])
        ledger.execute("INSERT INTO event (sequence, time, kind, slug, gpo_name, domain, gpo_guid, revision, backup_id, scope, content_digest, files_digest, zip_sha256, operator_name, "
                       "chain, format) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event)
        ledger.execute("INSERT INTO certificate (sequence, position, sha1, store, role, not_before, not_after, until, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", certificate)
        for position, name in enumerate(names):
            ledger.execute("INSERT INTO name VALUES (?, 0, ?, ?)", (sequence, position, name))
    ledger.commit()
    ledger.close()
    for slug, revision in newest.items():
        folder = os.path.join(estate, "packages", slug)
        os.makedirs(os.path.join(folder, f"r{revision:04}"))
        open(os.path.join(folder, f"r{revision:04}.zip"), "wb").close()
        os.utime(folder, (1_700_000_000, 1_700_000_000))


def milliseconds(runs, command_of):
    wall, cpu = [], []
    for run in range(runs):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command_of(run), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall.append((time.perf_counter() - started) * 1e3)
        cpu.append((after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3)
    return statistics.median(wall), statistics.median(cpu)


def measure(program, estate, runs):
    package = [program, "package", "--quiet", "--estate", estate]
    new = lambda run: [*package, "--gpo-name", "Measured", "--replace", "--comment", f"{time.time_ns()}", EXPORT]
    same = lambda _: [*package, "--gpo-name", "Stays", OTHER]
    subprocess.run(same(0), check=True, stdout=subprocess.DEVNULL)
    time.sleep(2.1)  # folders are no longer fresh
    subprocess.run(same(0), check=True, stdout=subprocess.DEVNULL)
    result = {"package, unchanged": milliseconds(runs, same), "package, one more revision": milliseconds(runs, new)}
    status = [program, "status", "--estate", estate]
    if subprocess.run(status, capture_output=True).returncode == 0:
        result["status"] = milliseconds(runs, lambda _: status)
    return result


def main():
    program = os.path.realpath(sys.argv[1])
    events, policies, runs = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 100_000), (3, 1_000), (4, 15)))
    for count, spread in ((1, 1), (events, policies)):
        with tempfile.TemporaryDirectory() as folder:
            estate = os.path.join(folder, "estate")
            subprocess.run([program, "package", "--quiet", "--estate", estate, "--gpo-name", "Measured", EXPORT], check=True)
            fill(estate, count, spread)
            size = os.path.getsize(os.path.join(estate, "ledger.db")) / 1e6
            started = time.perf_counter()
            subprocess.run([program, "package", "--quiet", "--estate", estate, "--gpo-name", "First", EXPORT], check=True, stdout=subprocess.DEVNULL)
            looked = (time.perf_counter() - started) * 1e3
            print(f"{count} events of {spread} policies, ledger {size:.1f} MB")
            print(f"  {'first run, which looks at every policy':40} {looked:8.1f} ms")
            for name, (wall, cpu) in measure(program, estate, runs).items():
                print(f"  {name:40} {wall:8.1f} ms, CPU {cpu:6.1f} ms")
            if count > 1:
                done = subprocess.run([program, "ledger", "verify", "--quiet", "--estate", estate], capture_output=True, text=True)
                print(f"  ledger verify: {'the chain holds' if done.returncode in (0, 1) else done.stderr.strip()}")


if __name__ == "__main__":
    main()
