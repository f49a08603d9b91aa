#!/usr/bin/python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Plays a domain member with Samba's own Group Policy engine: which GPOs apply, then fetches them from SYSVOL and prints the Trusted People thumbprints of one side.

usage: member_fetch.py SMB.CONF CACHE_DIR computer|user ACCOUNT
"""
import os
import sys

from samba.credentials import Credentials
from samba.dcerpc import preg
from samba.gp import gpclass
from samba.ndr import ndr_unpack
from samba.param import LoadParm

configuration, cache, side, account = sys.argv[1:5]
parameters = LoadParm()
parameters.load(configuration)
parameters.set("cache directory", cache)
credentials = Credentials()
credentials.guess(parameters)
credentials.set_machine_account(parameters)
controller = gpclass.get_dc_hostname(credentials, parameters)
who = account if side == "user" else credentials.get_username()
policies = gpclass.get_gpo_list(controller, credentials, parameters, who)
gpclass.check_refresh_gpo_list(controller, parameters, credentials, policies)

for policy in policies:
    if not policy.file_sys_path:
        continue
    relative = gpclass.check_safe_path(policy.file_sys_path).upper()
    version = gpclass.gpo_version(parameters, relative)
    file = os.path.join(parameters.cache_path("gpo_cache"), relative, "MACHINE" if side == "computer" else "USER", "REGISTRY.POL")
    print(f"gpo name={policy.display_name} version={version}")
    if not os.path.exists(file):
        continue
    for entry in ndr_unpack(preg.file, open(file, "rb").read()).entries:
        parts = entry.keyname.split("\\")
        if entry.valuename == "Blob" and parts[-3:-1] == ["TrustedPeople", "Certificates"]:
            print(f"certificate gpo={policy.display_name} sha1={parts[-1]} octets={len(entry.data)}")
