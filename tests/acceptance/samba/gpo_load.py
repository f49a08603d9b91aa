#!/usr/bin/python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""What `samba-tool gpo load GPO --content=FILE.json --replace` does, by the policies.py of a Samba of 4.19 or later on an older Samba.

usage: gpo_load.py POLICIES.py SMB.CONF ACCOUNT%PASSWORD ldap://DC {GUID} FILE.json
"""
import importlib.util
import json
import sys

import samba.netcmd.gpo
from samba.auth import system_session
from samba.credentials import Credentials
from samba.param import LoadParm
from samba.samdb import SamDB

policies, configuration, account, url, gpo, content = sys.argv[1:7]
try:
    import samba.netcmd.gpcommon  # noqa: F401
except ImportError:  # its functions were in gpo.py then
    sys.modules["samba.netcmd.gpcommon"] = samba.netcmd.gpo
spec = importlib.util.spec_from_file_location("newer_policies", policies)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
parameters, credentials = LoadParm(), Credentials()
parameters.load(configuration)
credentials.guess(parameters)
credentials.parse_string(account)
directory = SamDB(url=url, session_info=system_session(), credentials=credentials, lp=parameters)
module.RegistryGroupPolicies(gpo, parameters, credentials, directory, url).replace_s(json.load(open(content, encoding="utf-8")))
