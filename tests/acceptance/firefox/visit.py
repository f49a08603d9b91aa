#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Opens one page in a fresh profile of Firefox, driven by its Marionette protocol, and prints "version loaded" or "version refused".

usage: visit.py FIREFOX PROFILE-FOLDER MARIONETTE-PORT URL

A page is refused only after several tries: Firefox installs the certificates of its policy while it starts.
"""
import json
import os
import socket
import subprocess
import sys
import time

program, profile, port, url = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
TRIES = 8


class Marionette:
    def __init__(self, connection):
        self.stream = connection.makefile("rwb")
        self.number = 0
        self.receive()

    def receive(self):
        size = b""
        while not size.endswith(b":"):
            octet = self.stream.read(1)
            if not octet:
                sys.exit("Firefox closed the connection")
            size += octet
        return json.loads(self.stream.read(int(size[:-1])))

    def command(self, name, parameters):
        self.number += 1
        message = json.dumps([0, self.number, name, parameters]).encode()
        self.stream.write(str(len(message)).encode() + b":" + message)
        self.stream.flush()
        return self.receive()[2:]


def connect(process):
    while process.poll() is None:
        try:
            return Marionette(socket.create_connection(("127.0.0.1", port), timeout=60))
        except OSError:
            time.sleep(0.1)
    sys.exit("Firefox did not start")


os.makedirs(profile)
with open(os.path.join(profile, "user.js"), "w", encoding="ascii") as preferences:
    preferences.write(f'user_pref("marionette.port", {port});\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\nuser_pref("network.proxy.type", 0);\n')
browser = subprocess.Popen([program, "--headless", "--marionette", "--no-remote", "--profile", profile], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    marionette = connect(browser)
    error, session = marionette.command("WebDriver:NewSession", {"acceptInsecureCerts": False})
    if error:
        sys.exit(str(error))
    for _ in range(TRIES):
        error, _ = marionette.command("WebDriver:Navigate", {"url": url})
        if not error:
            break
        if error["error"] != "insecure certificate":
            sys.exit(str(error))
        time.sleep(0.5)
    print(session["capabilities"]["browserVersion"], "refused" if error else "loaded")
finally:
    browser.terminate()
    browser.wait()
