#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Runs one script of tests/cli/scripts against the program (its language: tests/cli/README.md).

    run.py --program build/dev/gpotrust --data tests/data/cli --schemas docs/reference/schema SCRIPT

Exit 0 passed, 1 failed, 77 skipped (the reason is printed). GPOTRUST_EMULATOR is put before the program, e.g. "wine".
"""
import argparse
import filecmp
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    jsonschema = None

DOCUMENTED_EXITS = {0, 1, 2, 3, 4, 5, 6, 10, 11}
AS_OF = "1780272000"  # 2026-06-01T00:00:00Z
TIMEOUT = 120


class Failed(Exception):
    pass


class Skipped(Exception):
    pass


def need(condition, message):
    if not condition:
        raise Failed(message)


class Script:
    def __init__(self, options, work):
        self.options = options
        self.work = work
        self.folder = work
        self.env = {"PATH": os.environ.get("PATH", ""), "HOME": work, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": AS_OF, "WORK": work,
                    "DATA": os.path.abspath(options.data)}
        for name in ("SystemRoot", "WINEPREFIX", "WINEDEBUG", "WINEDLLOVERRIDES", "WINEARCH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "OPENSSL_MODULES", "LD_LIBRARY_PATH"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.stdin = b""
        self.stdout = self.stderr = ""
        self.runs = self.validated = 0
        self.schemas = {}

    # words and files -------------------------------------------------------------------------------------------------------------------------------------
    def expand(self, word):
        return re.sub(r"\$([A-Z_]+)", lambda m: self.env.get(m.group(1), m.group(0)), word)

    def path(self, word):
        return os.path.join(self.folder, word)

    def command(self, words):
        if words[0] != "gpotrust":
            return words
        return shlex.split(os.environ.get("GPOTRUST_EMULATOR", "")) + [os.path.abspath(self.options.program)] + words[1:]

    # running ---------------------------------------------------------------------------------------------------------------------------------------------
    def run(self, words, expected):
        need(words, "a command is missing")
        result = subprocess.run(self.command(words), cwd=self.folder, env=self.env, input=self.stdin, capture_output=True, timeout=TIMEOUT)
        self.stdin = b""
        self.finish(words, expected, result.returncode, result.stdout, result.stderr)

    def finish(self, words, expected, code, out, err):
        self.runs += 1
        try:
            self.stdout, self.stderr = out.decode("utf-8"), err.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Failed(f"the output is not UTF-8: {error}") from None
        where = f"\n--- stdout\n{self.stdout}--- stderr\n{self.stderr}---"
        need(code == expected if expected is not None else code != 0, f"exit {code}, expected {'another than 0' if expected is None else expected}{where}")
        if words[0] == "gpotrust":
            self.check_manners(words, code, where)

    def check_manners(self, words, code, where):
        """What holds for every run, whatever the script asks."""
        need(code in DOCUMENTED_EXITS, f"exit {code} is not documented{where}")
        need("\x1b" not in self.stdout + self.stderr, f"escape sequences without a terminal{where}")
        need(code == 0 or "error: " in self.stderr or "nagios" in words, f"exit {code} without an error on standard error{where}")
        options = words[:words.index("--")] if "--" in words else words
        if "sarif" in options and code != 2:
            self.check_sarif(json.loads(self.stdout), where)
        if "--json" not in options or "--help" in options:
            return
        if code == 2:
            need(self.stdout == "", f"exit 2 with something on standard output{where}")
            return
        need(self.stdout.isascii(), f"JSON is not ASCII{where}")
        self.validate(json.loads(self.stdout), None)

    def validate(self, document, kind):
        need(isinstance(document, dict), "JSON is no object")
        kind = kind or document.get("kind")
        if jsonschema is None:
            return
        if not self.schemas:
            self.load_schemas()
        errors = list(jsonschema.Draft202012Validator(self.schemas[kind]).iter_errors(document))
        need(not errors, "\n".join(f"{kind} schema: {'/'.join(map(str, e.absolute_path))}: {e.message[:400]}" for e in errors[:5]))
        self.validated += 1

    def check_sarif(self, document, where):
        """The part of SARIF 2.1.0 that is written, strictly (tests/cli/sarif.schema.json), and what no schema can say: references that lead somewhere."""
        need(self.stdout.isascii(), f"SARIF is not ASCII{where}")
        if jsonschema is not None:
            with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "sarif.schema.json"), encoding="utf-8") as file:
                errors = list(jsonschema.Draft202012Validator(json.load(file)).iter_errors(document))
            need(not errors, "\n".join(f"SARIF: {'/'.join(map(str, e.absolute_path))}: {e.message[:400]}" for e in errors[:5]))
            self.validated += 1
        run = document["runs"][0]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        need(rules == sorted(set(rules)), f"SARIF: rules are not sorted, or twice there{where}")
        prints = [result["partialFingerprints"]["gpotrustFinding/v1"] for result in run["results"]]
        need(len(prints) == len(set(prints)), f"SARIF: a fingerprint stands for two results{where}")
        for result in run["results"]:
            need(rules[result["ruleIndex"]] == result["ruleId"], f"SARIF: ruleIndex leads to another rule{where}")
            for location in result["locations"]:
                base = location["physicalLocation"]["artifactLocation"].get("uriBaseId")
                need(base is None or base in run["originalUriBaseIds"], f"SARIF: unknown uriBaseId {base}{where}")

    def load_schemas(self):
        """By the kinds each is for: `const` or `enum` of its field kind."""
        for name in sorted(os.listdir(self.options.schemas)):
            if name.endswith(".schema.json"):
                with open(os.path.join(self.options.schemas, name), encoding="utf-8") as file:
                    schema = json.load(file)
                kind = schema["properties"]["kind"]
                for one in kind.get("enum", [kind.get("const")]):
                    self.schemas[one] = schema

    def run_in_terminal(self, typed, words, expected):
        """Types `typed` at a pseudo terminal; what appears on it becomes stdout."""
        try:
            import pty
        except ImportError:
            raise Skipped("no pseudo terminals here") from None
        try:
            pid, terminal = pty.fork()
        except OSError as error:
            raise Skipped(f"no pseudo terminals here ({error}); is /dev/pts mounted?") from None
        if pid == 0:
            os.chdir(self.folder)
            command = self.command(words)
            os.execvpe(command[0], command, dict(self.env, TERM=self.env.get("TERM", "xterm")))
        shown = b""
        pending = typed.encode()
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
            if pending and b": " in shown:  # the prompt: echo is off from here on
                os.write(terminal, pending)
                pending = b""
        os.close(terminal)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self.runs += 1
        self.stdout, self.stderr = shown.decode("utf-8").replace("\r\n", "\n"), ""
        need(code == expected, f"exit {code}, expected {expected}\n--- terminal\n{self.stdout}---")

    # looking ---------------------------------------------------------------------------------------------------------------------------------------------
    def look(self, text, pattern, wanted, name):
        found = re.search(pattern, text, re.MULTILINE) is not None
        need(found == wanted, f"{name} {'lacks' if wanted else 'has'} {pattern!r}\n---\n{text}---")

    def select(self, path):
        values = [json.loads(self.stdout)]
        for step in path.split("."):
            if step == "*":
                values = [item for value in values for item in value]
            elif step == "#":
                values = [len(value) for value in values]
            else:
                try:
                    values = [value[int(step)] if isinstance(value, list) else value[step] for value in values]
                except (KeyError, IndexError):
                    raise Failed(f"{path}: no {step} in {json.dumps(values)[:600]}") from None
        return values


def directive(script, words, negated):
    """One line of a script."""
    name, rest = words[0], words[1:]
    if name == "exec":
        script.run(rest, None if negated else 0)
    elif name == "exit":
        script.run(rest[1:], int(rest[0]))
    elif name == "terminal":  # terminal EXIT TYPED COMMAND...
        script.run_in_terminal(rest[1].encode().decode("unicode_escape"), rest[2:], int(rest[0]))
    elif name in ("stdout", "stderr"):
        script.look(getattr(script, name), rest[0], not negated, name)
    elif name == "file":  # file NAME REGEX
        with open(script.path(rest[0]), encoding="utf-8") as file:
            script.look(file.read(), rest[1], not negated, rest[0])
    elif name == "exists":
        for word in rest:
            need(os.path.lexists(script.path(word)) != negated, f"{word} {'exists' if negated else 'does not exist'}")
    elif name == "cmp":
        need(filecmp.cmp(script.path(rest[0]), script.path(rest[1]), shallow=False) != negated, f"{rest[0]} and {rest[1]}: {'equal' if negated else 'different'}")
    elif name == "same-tree":
        same_tree(script.path(rest[0]), script.path(rest[1]))
    elif name == "json":  # json PATH VALUE
        values, wanted = script.select(rest[0]), json.loads(rest[1])
        need((values == [wanted]) != negated, f"{rest[0]} is {json.dumps(values)}, expected {'not ' if negated else ''}{rest[1]}")
    elif name == "json-has":  # json-has PATH-WITH-* VALUE
        values, wanted = script.select(rest[0]), json.loads(rest[1])
        need((wanted in values) != negated, f"{rest[0]} {'has' if negated else 'lacks'} {rest[1]}: {json.dumps(values)[:800]}")
    elif name == "json-schema":  # json-schema KIND FILE
        with open(script.path(rest[1]), encoding="utf-8") as file:
            script.validate(json.load(file), rest[0])
    elif name == "stdin":
        with open(script.path(rest[0]), "rb") as file:
            script.stdin = file.read()
    elif name == "save":
        with open(script.path(rest[0]), "w", encoding="utf-8", newline="") as file:
            file.write(script.stdout)
    elif name == "env":
        for word in rest:
            key, equals, value = word.partition("=")
            script.env[key] = value
            if not equals:
                del script.env[key]
    elif name == "cd":
        script.folder = os.path.join(script.folder, rest[0])
    elif name == "mkdir":
        os.makedirs(script.path(rest[0]))
    elif name == "rm":
        target = script.path(rest[0])
        shutil.rmtree(target) if os.path.isdir(target) else os.remove(target)
    elif name == "cp":
        (shutil.copytree if os.path.isdir(script.path(rest[0])) else shutil.copyfile)(script.path(rest[0]), script.path(rest[1]))
    elif name == "write":
        with open(script.path(rest[0]), "w", encoding="utf-8", newline="") as file:
            file.write(rest[1] + "\n")
    elif name == "flip":  # flip FILE OFFSET: one bit, offsets from the end with '-'
        with open(script.path(rest[0]), "r+b") as file:
            data = bytearray(file.read())
            data[int(rest[1])] ^= 1
            file.seek(0)
            file.write(data)
    elif name == "chmod":
        os.chmod(script.path(rest[1]), int(rest[0], 8))
    elif name == "skip":
        skip(rest[0])
    else:
        raise Failed(f"unknown directive {name}")


def same_tree(a, b):
    def listing(root):
        return sorted(os.path.relpath(os.path.join(folder, name), root) for folder, _, names in os.walk(root) for name in names)
    need(listing(a) == listing(b), f"{a} and {b} hold different files")
    for name in listing(a):
        need(filecmp.cmp(os.path.join(a, name), os.path.join(b, name), shallow=False), f"{name} differs")


def skip(condition):
    if condition == "root" and hasattr(os, "geteuid") and os.geteuid() == 0:
        raise Skipped("root may write everywhere")
    if condition == "windows" and (os.name == "nt" or os.environ.get("GPOTRUST_EMULATOR")):
        raise Skipped("needs POSIX file modes and terminals")


def run_script(options, work):
    script = Script(options, work)
    with open(options.script, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        negated = line.startswith("! ")
        try:
            words = [script.expand(word) for word in shlex.split(line[2:] if negated else line)]
            directive(script, words, negated)
        except (Failed, OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise Failed(f"{options.script}:{number}: {line}\n{error}") from None
    return script


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "data", "schemas"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("script")
    options = parser.parse_args()
    work = tempfile.mkdtemp(prefix="gpotrust-cli-")
    try:
        script = run_script(options, work)
    except Skipped as reason:
        print(f"skipped: {reason}")
        return 77
    except Failed as error:
        print(f"FAILED {error}")
        return 1
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", work], check=False, stderr=subprocess.DEVNULL)
        shutil.rmtree(work, ignore_errors=True)
    note = "" if jsonschema else "; JSON not validated: python3-jsonschema is not installed"
    print(f"passed: {script.runs} runs, {script.validated} documents valid{note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
