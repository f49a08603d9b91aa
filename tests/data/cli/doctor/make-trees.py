#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Writes the trees beside it: a copy of SYSVOL and two GPMC backups, one sound and one with a fault in every document. Uses ../mail.cer and ../mismatch.pem; nothing else is read."""
import hashlib
import struct
from pathlib import Path

HERE = Path(__file__).parent
STORES = "Software\\Policies\\Microsoft\\SystemCertificates\\"
REG = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}"
SECURITY = "{827D319E-6EAC-11D2-A4EA-00C04F79F83A}"
TOOL = "{53D6AB1D-2488-11D1-A28C-00C04FB94F17}"
GPO = "{5B0A3C4E-1111-4222-8333-944455556666}"
SOUND = "{0A1B2C3D-1111-4222-8333-944455556666}"
FAULTY = "{0A1B2C3D-7777-4222-8333-944455556666}"


def record(key, value, kind, data):
    text = lambda name: (name + "\0").encode("utf-16-le")
    return b"[\0" + text(key) + b";\0" + text(value) + b";\0" + struct.pack("<I", kind) + b";\0" + struct.pack("<I", len(data)) + b";\0" + data + b"]\0"


def policy(*records):
    return b"PReg\1\0\0\0" + b"".join(records)


def blob(der, *properties):
    octets = b"".join(struct.pack("<III", number, 1, len(value)) + value for number, value in properties)
    return octets + struct.pack("<III", 32, 1, len(der)) + der


def certificate(store, der, *properties, raw=False):
    key = STORES + store + "\\Certificates\\" + hashlib.sha1(der).hexdigest().upper()
    return record(key, "Blob", 3, der if raw else blob(der, *properties))


def provider(container, name):
    first = (container + "\0").encode("utf-16-le")
    return struct.pack("<7I", 28, 28 + len(first), 1, 0x20, 0, 0, 1) + first + (name + "\0").encode("utf-16-le")


def backup(identity, listed, version, extensions, files, options=0):
    entries = "".join(f'<FSObjectFile bkp:Path="%GPO_FSPATH%" bkp:Location="DomainSysvol\\GPO\\{name}"/>' for name in files)
    inst = f'<BackupInst xmlns="http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest"><GPOGuid>{GPO}</GPOGuid><GPODomain>contoso.test</GPODomain>' \
           f'<GPODomainGuid>{GPO.lower()}</GPODomainGuid><GPODomainController>dc1.contoso.test</GPODomainController><BackupTime>2026-05-01T00:00:00</BackupTime>' \
           f'<ID>{listed}</ID><Comment></Comment><GPODisplayName>Trust</GPODisplayName></BackupInst>'
    scheme = '<?xml version="1.0" encoding="utf-8"?><GroupPolicyBackupScheme bkp:version="2.0" bkp:type="GroupPolicyBackupTemplate" ' \
             'xmlns:bkp="http://www.microsoft.com/GroupPolicy/GPOOperations" xmlns="http://www.microsoft.com/GroupPolicy/GPOOperations"><GroupPolicyObject>' \
             f'<SecurityGroups/><FilePaths/><GroupPolicyCoreSettings><ID>{GPO}</ID><Domain>contoso.test</Domain><SecurityDescriptor>01 00</SecurityDescriptor>' \
             f'<DisplayName>Trust</DisplayName><Options>{options}</Options><UserVersionNumber>0</UserVersionNumber><MachineVersionNumber>{version}' \
             f'</MachineVersionNumber><MachineExtensionGuids>{extensions}</MachineExtensionGuids><UserExtensionGuids/><WMIFilter/></GroupPolicyCoreSettings>' \
             f'<GroupPolicyExtension bkp:ID="{REG}" bkp:DescName="Registry">{entries}</GroupPolicyExtension></GroupPolicyObject></GroupPolicyBackupScheme>'
    return {f"{identity}/bkupInfo.xml": inst.encode(), f"{identity}/Backup.xml": scheme.encode()}


def write(root, files):
    for name, octets in files.items():
        path = HERE / root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets)


def main():
    der = (HERE / "../mail.cer").read_bytes()
    key = (HERE / "../mismatch.pem").read_bytes().decode()
    leak = certificate("TrustedPeople", der, (2, provider("te-1234", "Microsoft Software Key Storage Provider")), (71, "admin7.contoso.test\0".encode("utf-16-le")))
    write("sysvol/" + GPO, {
        "GPT.INI": b"[General]\r\nVersion=65536\r\n",
        "Machine/Registry.pol": policy(leak, record("HKLM\\Software\\Policies\\X", "On", 4, b"\1\0\0\0"), record("Software\\X", "Size", 4, b"\1\0")),
        "Machine/Scripts/Startup/import.ps1": ("$pem = @'\r\n" + key[key.index("-----BEGIN PRIVATE KEY"):].replace("\n", "\r\n") + "'@\r\n").encode(),
        "User/Registry.pol": policy(certificate("TrustedPeople", der, raw=True)),
    })
    sound = backup(SOUND, SOUND, 65537, f"[{REG}{TOOL}]", ["Machine\\registry.pol"])
    sound[f"{SOUND}/DomainSysvol/GPO/Machine/registry.pol"] = policy(certificate("TrustedPeople", der, (3, hashlib.sha1(der).digest())))
    write("sound", sound)
    faulty = backup(FAULTY, SOUND, (2 << 16) | 1, f"[{SECURITY}{TOOL}]", ["Machine\\registry.pol", "Machine\\Scripts\\gone.cmd"], options=2)
    faulty[f"{FAULTY}/DomainSysvol/GPO/Machine/registry.pol"] = policy(certificate("Root", der))
    faulty[f"{FAULTY}/DomainSysvol/GPO/User/registry.pol"] = policy(record("Software\\X", "V", 4, b"\0\0\0\0"))[:-1]
    write("faulty", faulty)


main()
