#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Makes the GPO backups in base/ and base-leaky/, as GPMC lays them out, with nothing but Python's own library.

base/{0D1E2F30-...}: a computer side with ordinary settings, another certificate in Root and key-only entries of Trusted People; a user side that is disabled and has nothing; a security template and a script.
base-leaky/{1D1E2F30-...}: somebody imported mail.pfx by hand: Trusted People of the user side holds it with the name of a key container.
"""
import hashlib
import pathlib
import struct
import uuid

HERE = pathlib.Path(__file__).parent
ROOT = "Software\\Policies\\Microsoft\\SystemCertificates\\"
REG = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}"
ADM = "{D02B1F72-3407-48AE-BA88-E8213C6761F1}"
CERT = "{53D6AB1D-2488-11D1-A28C-00C04FB94F17}"
EFS = "{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}"
SEC = "{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}"


def wide(text):
    return text.encode("utf-16le") + b"\0\0"


def record(key, value="", kind=0, data=b""):
    semicolon = ";".encode("utf-16le")
    return ("[".encode("utf-16le") + wide(key) + semicolon + wide(value) + semicolon + struct.pack("<I", kind) + semicolon + struct.pack("<I", len(data))
            + semicolon + data + "]".encode("utf-16le"))


def policy(*records):
    return b"PReg" + struct.pack("<I", 1) + b"".join(records)


def prop(number, octets):
    return struct.pack("<III", number, 1, len(octets)) + octets


def container(name, provider):
    first = 28
    second = first + len(wide(name))
    return struct.pack("<7I", first, second, 1, 0x20, 0, 0, 1) + wide(name) + wide(provider)


def sha1(der):
    return hashlib.sha1(der).hexdigest().upper()


def inst(backup, gpo, name):
    fields = {"GPOGuid": gpo, "GPODomain": "contoso.test", "GPODomainGuid": "{5f0c1de2-0000-4000-8000-000000000001}", "GPODomainController": "DC1.contoso.test",
              "BackupTime": "2026-05-20T08:15:00", "ID": backup, "Comment": "", "GPODisplayName": name}
    return "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in fields.items())


def backup_xml(gpo, name, options, sides, files):
    versions = {"user": 0, "machine": 0}
    lists = {"user": "", "machine": ""}
    for side, (version, extensions) in sides.items():
        versions[side], lists[side] = version * 65537, extensions
    listed = {side: f"<![CDATA[{text}]]>" if text else "" for side, text in lists.items()}
    named = "\r\n".join(f'            <FSObjectFile bkp:Path="{path}" bkp:SourceExpandedPath="\\\\DC1.contoso.test\\sysvol\\contoso.test\\Policies\\{gpo}\\{tail}" '
                        f'bkp:Location="DomainSysvol\\GPO\\{tail}"/>' for path, tail in files)
    registry = "\r\n".join(line for line in named.split("\r\n") if "registry.pol" in line)
    rest = "\r\n".join(line for line in named.split("\r\n") if "registry.pol" not in line)
    return ('<?xml version="1.0" encoding="utf-8"?><!-- Copyright (c) Microsoft Corporation.  All rights reserved. --><GroupPolicyBackupScheme bkp:version="2.0" '
            'bkp:type="GroupPolicyBackupTemplate" xmlns:bkp="http://www.microsoft.com/GroupPolicy/GPOOperations" '
            'xmlns="http://www.microsoft.com/GroupPolicy/GPOOperations">\r\n    <GroupPolicyObject><SecurityGroups><Group bkp:Source="FromDACL"><Sid><![CDATA['
            'S-1-5-21-1-2-3-512]]></Sid><SamAccountName><![CDATA[Domain Admins]]></SamAccountName><Type><![CDATA[GlobalGroup]]></Type><NetBIOSDomainName><![CDATA['
            'CONTOSO]]></NetBIOSDomainName><DnsDomainName><![CDATA[contoso.test]]></DnsDomainName><UPN><![CDATA[Domain Admins@contoso.test]]></UPN></Group>'
            f'</SecurityGroups><FilePaths/><GroupPolicyCoreSettings><ID><![CDATA[{gpo}]]></ID><Domain><![CDATA[contoso.test]]></Domain><SecurityDescriptor>01 00 04 80'
            f' 14 00 00 00</SecurityDescriptor><DisplayName><![CDATA[{name}]]></DisplayName><Options><![CDATA[{options}]]></Options><UserVersionNumber><![CDATA['
            f'{versions["user"]}]]></UserVersionNumber><MachineVersionNumber><![CDATA[{versions["machine"]}]]></MachineVersionNumber><MachineExtensionGuids>'
            f'{listed["machine"]}</MachineExtensionGuids><UserExtensionGuids>{listed["user"]}</UserExtensionGuids><WMIFilter/></GroupPolicyCoreSettings> \r\n'
            f'        <GroupPolicyExtension bkp:ID="{REG}" bkp:DescName="Registry">\r\n{registry}\r\n            <FSObjectFile bkp:Path="%GPO_FSPATH%\\Adm\\*.*" '
            f'bkp:SourceExpandedPath="\\\\DC1.contoso.test\\sysvol\\contoso.test\\Policies\\{gpo}\\Adm\\*.*"/>\r\n        </GroupPolicyExtension>\r\n'
            f'        <GroupPolicyExtension bkp:ID="{{F15C46CD-82A0-4C2D-A210-5D0D3182A418}}" bkp:DescName="Unknown Extension">\r\n{rest}\r\n'
            '        </GroupPolicyExtension></GroupPolicyObject>\r\n</GroupPolicyBackupScheme>')


def report(gpo, name, options, versions):
    sides = "".join(f"  <{side}>\r\n    <VersionDirectory>{version}</VersionDirectory>\r\n    <VersionSysvol>{version}</VersionSysvol>\r\n    <Enabled>"
                    f"{'false' if options & bit else 'true'}</Enabled>\r\n  </{side}>\r\n" for side, version, bit in (("Computer", versions[0], 2), ("User", versions[1], 1)))
    return ('<?xml version="1.0" encoding="utf-16"?>\r\n<GPO xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xmlns="http://www.microsoft.com/GroupPolicy/Settings">\r\n  <Identifier>\r\n    <Identifier xmlns="http://www.microsoft.com/GroupPolicy/Types">'
            f'{gpo}</Identifier>\r\n    <Domain xmlns="http://www.microsoft.com/GroupPolicy/Types">contoso.test</Domain>\r\n  </Identifier>\r\n  <Name>{name}</Name>\r\n'
            f'  <IncludeComments>true</IncludeComments>\r\n  <ReadTime>2026-05-20T08:15:01.1234567Z</ReadTime>\r\n{sides}</GPO>')


def write(folder, backup, gpo, name, options, sides, files, versions):
    target = HERE / folder / backup
    namespace = 'xmlns="http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest"'
    content = {f"DomainSysvol/GPO/{tail}": octets for _, tail, octets in files}
    content["Backup.xml"] = backup_xml(gpo, name, options, sides, [(path, tail.replace("/", "\\")) for path, tail, _ in files]).encode()
    content["bkupInfo.xml"] = f"<BackupInst {namespace}>{inst(backup, gpo, name)}</BackupInst>\r\n".encode()
    content["gpreport.xml"] = b"\xff\xfe" + report(gpo, name, options, versions).encode("utf-16le")
    for path, octets in content.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(octets)
    (HERE / folder / "manifest.xml").write_text(
        f'<Backups {namespace} xmlns:mfst="http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest" mfst:version="1.0"><BackupInst>{inst(backup, gpo, name)}'
        "</BackupInst></Backups>")


def main():
    other = (HERE / "root-ca.cer").read_bytes()
    mail = (HERE / "mail.cer").read_bytes()
    computer = policy(
        record("Software\\Policies\\Microsoft\\Internet Explorer\\Main", "Start Page", 1, wide("https://intranet.contoso.test/")),
        record(ROOT + "Root\\Certificates\\" + sha1(other), "Blob", 3, prop(3, hashlib.sha1(other).digest()) + prop(32, other)),
        record(ROOT + "TrustedPeople\\Certificates"), record(ROOT + "TrustedPeople\\CRLs"), record(ROOT + "TrustedPeople\\CTLs"),
        record("Software\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU", "NoAutoUpdate", 4, struct.pack("<I", 1)),
        record("Software\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU", "**del.UseWUServer", 1, wide(" ")))
    write("base", "{0D1E2F30-4152-6374-8596-A7B8C9DAEBFC}", "{AAAABBBB-CCCC-4DDD-8EEE-FFFF00001111}", "Corporate TLS", 1,
          {"machine": (7, f"[{REG}{ADM}][{SEC}]")},
          [("%GPO_MACH_FSPATH%\\registry.pol", "Machine/registry.pol", computer),
           ("%GPO_MACH_FSPATH%\\microsoft\\windows nt\\SecEdit\\GptTmpl.inf", "Machine/microsoft/windows nt/SecEdit/GptTmpl.inf", "[Unicode]\r\nUnicode=yes\r\n".encode("utf-16")),
           ("%GPO_MACH_FSPATH%\\Scripts\\Startup\\hello.cmd", "Machine/Scripts/Startup/hello.cmd", b"@echo off\r\n")], (7, 0))
    user = policy(
        record(ROOT + "TrustedPeople\\Certificates\\" + sha1(mail), "Blob", 3,
               prop(2, container("{7A5B1C00-1111-4222-8333-444455556666}", "Microsoft Enhanced Cryptographic Provider v1.0")) + prop(3, hashlib.sha1(mail).digest()) + prop(32, mail)),
        record(ROOT + "TrustedPeople\\CRLs"), record(ROOT + "TrustedPeople\\CTLs"))
    write("base-leaky", "{1D1E2F30-4152-6374-8596-A7B8C9DAEBFC}", "{BBBBAAAA-CCCC-4DDD-8EEE-FFFF00002222}", "Trust Self Signed Certificate", 0,
          {"user": (3, f"[{REG}{CERT}]")}, [("%GPO_USER_FSPATH%\\registry.pol", "User/registry.pol", user)], (0, 3))


main()
