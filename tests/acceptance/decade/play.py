# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""play.py GPOTRUST FOLDER: FOLDER holds 2026.pem to 2036.pem, each valid from 1 January to 31 January of the year after."""
import datetime as dt
import glob
import hashlib
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

from samba.dcerpc import preg
from samba.ndr import ndr_unpack

PROGRAM, FOLDER = sys.argv[1:]
ESTATE = os.path.join(FOLDER, "estate")
STORE = "\\TrustedPeople\\Certificates\\"


def gpotrust(day, *words):
    done = subprocess.run([PROGRAM, *words, "--estate", ESTATE, "--as-of", day.isoformat(), "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{day}: gpotrust {' '.join(words)}: exit {done.returncode}\n{done.stderr}\n{done.stdout}")
    return json.loads(done.stdout)["data"]


def certificate(year):
    pem = open(os.path.join(FOLDER, f"{year}.pem"), encoding="ascii").read()
    der = subprocess.run(["openssl", "x509", "-outform", "DER"], input=pem.encode(), capture_output=True, check=True).stdout
    return {"sha1": hashlib.sha1(der).hexdigest().upper(), "from": dt.date(year, 1, 1), "end": dt.date(year + 1, 1, 31)}


class Clients:
    """What machines trust that take the newest revision: the store keys of its registry.pol, by Samba's codec."""

    def __init__(self):
        self.trusted, self.revisions, self.guids, self.versions = set(), [], set(), []

    def take(self, package):
        if package["unchanged"]:
            return
        sides = []
        for name in ("Machine", "User"):
            file, = glob.glob(os.path.join(glob.escape(package["path"]), "gpo-backup", "{*}", "DomainSysvol", "GPO", name, "registry.pol"))
            policy = ndr_unpack(preg.file, open(file, "rb").read())
            sides.append({e.keyname.split(STORE)[1] for e in policy.entries if STORE in e.keyname and e.valuename == "Blob"})
        assert sides[0] == sides[1], "the two sides differ"
        self.trusted = sides[0]
        assert self.trusted == {c["sha1"] for c in package["certificates"]}, "registry.pol and the report differ"
        self.revisions.append(package["revision"])
        self.guids.add(package["gpo_guid"])
        report, = glob.glob(os.path.join(glob.escape(package["path"]), "artefacts", "samba", "**", "GPT.INI.xml"), recursive=True)
        self.versions.append(next(int(e.get("value") or e.text) for e in ET.parse(report).iter() if (e.get("value") or e.text or "").isdigit()))


def main():
    clients, on_server = Clients(), 2026
    certificates = {year: certificate(year) for year in range(2026, 2037)}
    first = dt.date(2026, 1, 2)
    clients.take(gpotrust(first, "package", "--gpo-name", "Trust mail", "--domain", "contoso.test", os.path.join(FOLDER, "2026.pem"))["packages"][0])
    switch_from = None
    day = first
    while day < dt.date(2036, 3, 1):
        if (day.month, day.day) == (12, 1):  # the new certificate is made a month ahead
            package = gpotrust(day, "renew", "trust-mail", os.path.join(FOLDER, f"{day.year + 1}.pem"))["packages"][0]
            clients.take(package)
            switch_from = dt.date.fromisoformat(package["rotation"]["switch_from"][:10])
            assert package["rotation"]["switch_before"][:10] > package["rotation"]["switch_from"][:10]
        if day.day % 7 == 0 or day.day == 31:  # nightly would be the same, and slower to play
            for package in gpotrust(day, "apply")["packages"]:
                clients.take(package)
        if switch_from and day > switch_from:
            on_server, switch_from = day.year, None
        shown = certificates[on_server]
        assert shown["from"] <= day < shown["end"], f"{day}: the server shows a certificate that is not valid"
        assert shown["sha1"] in clients.trusted, f"{day}: clients do not trust what the server shows"
        for sha1 in clients.trusted:
            old = next(c for c in certificates.values() if c["sha1"] == sha1)
            assert day <= old["end"] + dt.timedelta(days=7), f"{day}: {sha1} is left after its grace"
        day += dt.timedelta(days=1)
    assert len(clients.guids) == 1, "more than one GPO"
    assert clients.revisions == sorted(set(clients.revisions)) and clients.versions == sorted(set(clients.versions))
    assert len(clients.revisions) >= 20, f"only {len(clients.revisions)} revisions in ten years"
    print(f"   {len(clients.revisions)} revisions, versions {clients.versions[0]} to {clients.versions[-1]}, GPO {clients.guids.pop()}")
    shown = gpotrust(day, "ledger", "show", "trust-mail")
    print(f"   the ledger has {len(shown['events'])} events of it")


main()
