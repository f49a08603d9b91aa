#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Runs a command at a terminal of its own, types the password when it is asked for, prints what the terminal shows and ends with the command's status.

usage: at_terminal.py PASSWORD COMMAND...
"""
import os
import pty
import sys

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown, asked = b"", False
while True:
    try:
        more = os.read(terminal, 4096)
    except OSError:  # the command has ended
        break
    if not more:
        break
    shown += more
    if not asked and b"Password of" in shown:
        asked = True
        os.write(terminal, sys.argv[1].encode() + b"\n")
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
