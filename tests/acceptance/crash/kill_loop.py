#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Kills `gpotrust package` with SIGKILL at random moments, up to 1.2 times the length of a run, and looks at what is left.

    kill_loop.py GPOTRUST KILLS [--slow LIBRARY] [--seed N]

After each kill: where it struck (read from the estate, from outside), then the next run must succeed, the ledger must verify against every package on disk, nothing that was recorded
before may be gone, and no leftovers may stay. With --slow every second run is slowed down by that preloaded library (slow.c), so that the short steps are struck, too. Exit 0: all
held and every step was struck.
"""
import argparse
import collections
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "data", "cli")
PAUSE = 2000  # microseconds

STEPS = ["before the first write", "staging", "folder placed, zip not", "both placed, row not", "in the ledger's commit", "recorded, note not left", "through"]


class Estate:
    def __init__(self, program, folder):
        self.program, self.folder = program, os.path.join(folder, "estate")
        self.packages = os.path.join(self.folder, "packages")
        self.number = 0

    def command(self):
        """Every run makes a revision: its comment is another."""
        self.number += 1
        return [self.program, "package", "--quiet", "--estate", self.folder, "--gpo-name", f"policy {self.number % 3}", "--comment", f"run {self.number}", "--replace",
                "--artefacts", "gpo-backup", os.path.join(DATA, "mail.cer")]

    def recorded(self):
        """The rows without touching the file: a copy is read, with its journal, so that nothing is repaired here."""
        with tempfile.TemporaryDirectory() as copy:
            for name in ("ledger.db", "ledger.db-journal"):
                if os.path.exists(os.path.join(self.folder, name)):
                    shutil.copy(os.path.join(self.folder, name), copy)
            rows = sqlite3.connect(os.path.join(copy, "ledger.db")).execute("SELECT slug, revision, hex(chain) FROM event ORDER BY sequence").fetchall()
        return rows

    def placed(self):
        folders, zips = set(), set()
        for slug in os.listdir(self.packages):
            if slug.startswith("."):
                continue
            for name in os.listdir(os.path.join(self.packages, slug)):
                (zips if name.endswith(".zip") else folders).add((slug, int(name[1:5])))
        return folders, zips

    def leftovers(self):
        return [name for folder in (self.folder, self.packages) for name in os.listdir(folder) if name.startswith((".staging-", ".gpotrust-"))]

    def where(self, before):
        """The step a killed run was in."""
        journal = os.path.exists(os.path.join(self.folder, "ledger.db-journal"))
        rows = self.recorded()
        known = {(slug, revision) for slug, revision, _ in rows}
        folders, zips = self.placed()
        if journal:
            return "in the ledger's commit"
        if folders - known:
            return "folder placed, zip not" if folders - zips else "both placed, row not"
        if len(rows) > before:
            return "through" if os.path.exists(os.path.join(self.folder, ".settled")) else "recorded, note not left"
        if self.leftovers():
            return "staging"
        return "before the first write" if os.path.exists(os.path.join(self.folder, ".settled")) else "staging"

    def check(self, earlier):
        done = subprocess.run(self.command(), capture_output=True, text=True)
        assert done.returncode == 0, f"the next run: exit {done.returncode}: {done.stderr}"
        rows = self.recorded()
        assert rows[:len(earlier)] == earlier, "a row that was there is gone or another"
        assert not self.leftovers(), f"leftovers: {self.leftovers()}"
        folders, zips = self.placed()
        known = {(slug, revision) for slug, revision, _ in rows}
        assert folders == zips == known, f"on disk and on record differ: {folders ^ known} {zips ^ known}"
        return rows

    def verify(self):
        done = subprocess.run([self.program, "ledger", "verify", "--json", "--estate", self.folder], capture_output=True, text=True)
        told = json.loads(done.stdout)["data"]
        assert done.returncode == 0 and told["verified"], f"ledger verify: exit {done.returncode}: {told}"
        return told


def run_and_kill(command, seconds, environment):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    return child.wait() == -signal.SIGKILL


def length_of_a_run(estate, environment):
    lengths = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(estate.command(), check=True, env=environment, stdout=subprocess.DEVNULL)
        lengths.append(time.perf_counter() - start)
    return sorted(lengths)[2]


def prune(estate, keep):
    """A new estate now and then: ledger verify reads every package."""
    if len(estate.recorded()) > keep:
        shutil.rmtree(estate.folder)
        subprocess.run(estate.command(), check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("kills", type=int)
    parser.add_argument("--slow")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    rng = random.Random(options.seed)
    plain = dict(os.environ)
    slow = dict(plain, LD_PRELOAD=os.path.abspath(options.slow), GPOTRUST_TEST_PAUSE=str(PAUSE)) if options.slow else plain
    struck, killed = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        estate = Estate(os.path.abspath(options.program), folder)
        lengths = [(length_of_a_run(estate, plain), plain), (length_of_a_run(estate, slow), slow)]
        print(f"a run takes {lengths[0][0] * 1000:.1f} ms, slowed down {lengths[1][0] * 1000:.1f} ms; seed {options.seed}")
        earlier = estate.recorded()
        for number in range(options.kills):
            length, environment = lengths[number % 2]
            killed += run_and_kill(estate.command(), rng.uniform(0, 1.2 * length), environment)
            struck[estate.where(len(earlier))] += 1
            earlier = estate.check(earlier)
            if number % 5 == 4 or number == options.kills - 1:
                estate.verify()
            if len(earlier) > 60:
                prune(estate, 60)
                earlier = estate.recorded()
        last = estate.verify()
    print(f"{options.kills} kills, {killed} struck a living run; the last ledger has {last['rows']} rows and verifies")
    for step in STEPS:
        print(f"  {struck[step]:4}  {step}")
    missing = [step for step in STEPS if not struck[step]]
    if missing and options.kills >= 200 and options.slow:
        sys.exit(f"never struck: {', '.join(missing)}")


if __name__ == "__main__":
    main()
