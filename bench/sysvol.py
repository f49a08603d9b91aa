#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""What `gpotrust doctor` costs over a SYSVOL of many GPOs, beside merely reading the same files.

usage: bench/sysvol.py GPOTRUST [FOLDER [GPOS...]]          default: a temporary folder; 1000 5000 10000
       bench/sysvol.py --generate FOLDER GPOS               only makes the tree

Makes FOLDER/Policies/{GUID}/... the same every time: GPT.INI, registry.pol on one side or both with 5 to 120 settings, in every tenth GPO one to three certificates, in every second a security
template, scripts, preferences; in every fiftieth one fault. Prints per size the medians of RUNS (3) runs in turn with a program that lists and reads every file (os.walk and read in one process),
both with the files in the page cache: wall clock, CPU time, peak memory of the child. Nothing is asserted.
"""
import hashlib
import json
import os
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
CERTIFICATES = [os.path.join(HERE, "..", "tests", "data", "cli", name) for name in ("mail.cer", "intranet.cer", "mail-next.cer", "unicode.cer", "root-ca.cer")]
STORES = "Software\\Policies\\Microsoft\\SystemCertificates\\"
RUNS = 3


def record(key, value, kind, data):
    def text(name):
        return (name + "\0").encode("utf-16-le")
    return b"[\0" + text(key) + b";\0" + text(value) + b";\0" + struct.pack("<I", kind) + b";\0" + struct.pack("<I", len(data)) + b";\0" + data + b"]\0"


def certificate(store, der):
    blob = struct.pack("<III", 3, 1, 20) + hashlib.sha1(der).digest() + struct.pack("<III", 32, 1, len(der)) + der
    return record(STORES + store + "\\Certificates\\" + hashlib.sha1(der).hexdigest().upper(), "Blob", 3, blob)


def policy(draw, ders):
    records = []
    for i in range(draw.randint(5, 120)):
        key = f"Software\\Policies\\Vendor{draw.randint(0, 40)}\\Product\\Settings{i}"
        if draw.random() < 0.8:
            records.append(record(key, f"Value{i}", 4, struct.pack("<I", draw.randint(0, 9))))
        else:
            records.append(record(key, f"Text{i}", 1, ("some text " * draw.randint(1, 8) + "\0").encode("utf-16-le")))
    return b"PReg\1\0\0\0" + b"".join(records + [certificate("TrustedPeople", der) for der in ders])


def files_of(number, ders):
    """The files of one GPO; the number alone decides."""
    draw = random.Random(number)
    both = draw.random() < 0.4
    chosen = draw.sample(ders, draw.randint(1, 3)) if number % 10 == 0 else []
    files = {"GPT.INI": f"[General]\r\nVersion={(draw.randint(1, 90) << 16 if both else 0) + draw.randint(1, 90)}\r\ndisplayName=New Group Policy Object\r\n".encode(),
             "Machine/Registry.pol": policy(draw, chosen)}
    if both:
        files["User/Registry.pol"] = policy(draw, [])
    if number % 2 == 0:
        files["Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf"] = ("\ufeff[Unicode]\r\nUnicode=yes\r\n" + "SeServiceLogonRight = *S-1-5-32-544\r\n" * draw.randint(5, 60)).encode("utf-16-le")
    if number % 5 == 0:
        files["Machine/Scripts/Startup/start.ps1"] = b"# start\r\n" + b"Write-Output 'line of a script that is long enough'\r\n" * draw.randint(10, 400)
    if number % 7 == 0:
        item = '<Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}" name="V" status="V" image="12" changed="2026-01-01 00:00:00" uid="{%s}"><Properties action="U" displayDecimal="0" ' \
               'default="0" hive="HKEY_LOCAL_MACHINE" key="SOFTWARE\\Vendor" name="V" type="REG_DWORD" value="00000001"/></Registry>'
        items = "".join(item % str(uuid.UUID(int=draw.getrandbits(128))).upper() for _ in range(draw.randint(1, 20)))
        files["Machine/Preferences/Registry/Registry.xml"] = f'<?xml version="1.0" encoding="utf-8"?>\r\n<RegistrySettings clsid="{{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}}">{items}</RegistrySettings>'.encode()
    if number % 50 == 0:
        files["Machine/Registry.pol"] = files["Machine/Registry.pol"][:-1]
    return files


def generate(root, count):
    ders = []
    for name in CERTIFICATES:
        with open(name, "rb") as file:
            ders.append(file.read())
    for number in range(count):
        folder = os.path.join(root, "Policies", "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"gpo {number}")).upper() + "}")
        for name, octets in files_of(number, ders).items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(octets)


READER = """
import os, sys
total = files = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        descriptor = os.open(os.path.join(folder, name), os.O_RDONLY)
        while True:
            octets = os.read(descriptor, 1 << 20)
            if not octets: break
            total += len(octets)
        os.close(descriptor)
        files += 1
print(files, total)
"""


def run(command):
    """Wall clock and CPU time in milliseconds, peak memory in KiB, output. /usr/bin/time counts the memory: what wait4() tells includes that of this process before the exec."""
    with tempfile.NamedTemporaryFile("r") as figures:
        start = time.perf_counter()
        child = subprocess.Popen(["/usr/bin/time", "-f", "%M", "-o", figures.name] + command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        output = child.stdout.read()
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        elapsed = time.perf_counter() - start
        return 1000 * elapsed, 1000 * (usage.ru_utime + usage.ru_stime), int(figures.read().split()[-1]), output


def measure(program, root):
    commands = {"reading": [sys.executable, "-c", READER, root],
                "doctor": [program, "doctor", "--json", "--fail-on", "never", "--as-of", "2026-06-01T00:00:00Z", root],
                "doctor --jobs 1": [program, "doctor", "--json", "--fail-on", "never", "--as-of", "2026-06-01T00:00:00Z", "--jobs", "1", root]}
    results = {name: [] for name in commands}
    run(commands["reading"])
    for _ in range(RUNS):
        for name, command in commands.items():
            results[name].append(run(command))
    files, octets = results["reading"][0][3].split()
    data = json.loads(results["doctor"][0][3])["data"]
    print(f"{data['examined']['gpos']} GPOs, {int(files)} files, {int(octets) / 1e6:.1f} MB, {data['examined']['certificates']} certificates, {len(data['findings'])} findings")
    for name, runs in results.items():
        wall, cpu, memory = (statistics.median(one[i] for one in runs) for i in range(3))
        print(f"  {name:16} wall {wall:8.0f} ms   CPU {cpu:8.0f} ms   memory {memory / 1024:6.1f} MiB")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "--generate":
        return generate(sys.argv[2], int(sys.argv[3]))
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    base = sys.argv[2] if len(sys.argv) > 2 else tempfile.gettempdir()
    for count in [int(word) for word in sys.argv[3:]] or [1000, 5000, 10000]:
        root = tempfile.mkdtemp(prefix="sysvol-", dir=base)
        try:
            generate(root, count)
            measure(os.path.abspath(sys.argv[1]), root)
        finally:
            shutil.rmtree(root)


main()
