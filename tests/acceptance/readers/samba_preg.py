#!/usr/bin/python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Lets Samba's own codec read a registry.pol: it must come back octet for octet and hold the certificate.

usage: samba_preg.py REGISTRY.POL CERTIFICATE.DER
"""
import hashlib
import sys

from samba.dcerpc import preg
from samba.ndr import ndr_pack, ndr_unpack

pol = open(sys.argv[1], "rb").read()
der = open(sys.argv[2], "rb").read()
thumbprint = hashlib.sha1(der).hexdigest().upper()
policy = ndr_unpack(preg.file, pol)
if ndr_pack(policy) != pol:
    sys.exit("Samba writes other octets than it read")
blobs = [bytes(e.data) for e in policy.entries if e.keyname.endswith("\\TrustedPeople\\Certificates\\" + thumbprint) and e.valuename == "Blob"]
if len(blobs) != 1 or not blobs[0].endswith(der):
    sys.exit("no Trusted People blob that ends with the certificate")
print(f"  {len(policy.entries)} entries, blob of {len(blobs[0])} octets under {thumbprint}")
