#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""Checks the sources against the tables of docs/explanation/architecture.md, and a few habits that promises of the product rest on.

check_architecture.py ROOT              prints one line per violation, exit 1 when there is one
check_architecture.py --self-test ROOT  plants violations in a copy of the rules and expects each to be found
"""
import os
import re
import sys
import tempfile
from pathlib import Path

RULES = Path("docs/explanation/architecture.md")
SKIPPED_FOLDERS = {".git", "build", "deps", "trust-estate", "__pycache__", "out-samples", ".cache"}
SPDX_LINES = ("SPDX-FileCopyrightText: The gpotrust contributors", "SPDX-License-Identifier: MIT")
LONGEST = 400

# What the code of a module may not contain, and which modules may.
CODE_RULES = [
    (r"\bstd::(cout|cerr|clog|wcout|wcerr)\b|\bfmt::print\b|(?<![\w.>])(std::)?(f?printf|f?puts|putchar|fwrite)\s*\(", {"cli", "platform"}, "output"),
    (r"\b(_?w?getenv|secure_getenv|GetEnvironmentVariable[AW]?)\s*\(", {"platform"}, "an environment variable"),
    (r"\b(system_clock|utc_clock)::now\b|\b(std::)?(time|gettimeofday|clock_gettime|localtime|mktime)\s*\(\s*(NULL|nullptr|0|&|CLOCK)", {"platform"}, "the clock"),
    (r"\brandom_device\b|(?<![\w.>:])(std::)?s?rand\s*\(", {"platform"}, "a random number"),
    (r"\bsetlocale\s*\(|\bstd::locale\b", {"platform"}, "the locale"),
    (r"\bstd::(basic_)?[io]?fstream\b|(?<![\w.>])(std::)?_?w?fopen\s*\(", {"platform"}, "a file stream"),
    (r"(?<![\w.>:])(::)?(socket|connect|getaddrinfo|gethostbyname|WSAStartup|WinHttpOpen|InternetOpen[AW]?|curl_easy_init)\s*\(", set(), "a network function"),
]
MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
DOCUMENT = re.compile(r"(?<![\w/.-])[A-Z][A-Z_-]{3,}\.md\b")
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(work|home|root)/\w\w")


def table_rows(text, heading):
    """The body rows, as lists of cells, of the first Markdown table below the line that starts so."""
    part = re.split(f"^{re.escape(heading)}", text, 1, re.M)
    if len(part) != 2:
        sys.exit(f"{RULES}: no heading '{heading}'")
    rows, started = [], False
    for line in part[1].splitlines():
        if line.startswith("|"):
            started = True
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif started:
            break
    return rows[2:]


class Rules:
    def __init__(self, root):
        text = (root / RULES).read_text(encoding="utf-8")
        self.layer = {row[1].strip("`"): int(row[0]) for row in table_rows(text, "## Layers")}
        self.headers = []  # (prefix, modules or None for all, public)
        for cells in table_rows(text, "## Third-party and system headers"):
            modules = None if cells[1] == "all" else set(re.findall(r"`(\w+)`", cells[1]))
            for prefix in re.findall(r"`<([^`>]+)>?`", cells[0]):
                self.headers.append((prefix, modules, cells[2] == "yes"))
        self.formats = {(row[0].strip("`"), row[1].strip("`")) for row in table_rows(text, "One format builds on another")}
        self.shared = {(row[0].strip("`"), row[1].strip("`")) for row in table_rows(text, "One private interface is shared")}
        if len(self.layer) < 5 or len(self.headers) < 5:
            sys.exit(f"{RULES}: its tables could not be read")


def code_only(text):
    """The text with comments and the inside of string and character literals blanked out, line numbers kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def check_include(rules, module, public, kind, name):
    """What is wrong with one #include, or None."""
    if kind == "<":
        if "/" not in name and "." not in name:
            return None  # the standard library
        for prefix, modules, allowed_in_public in rules.headers:
            if name.startswith(prefix):
                if modules is not None and module not in modules:
                    return f"<{name}> belongs to {', '.join(sorted(modules))}"
                return f"<{name}> in a public header" if public and not allowed_in_public else None
        return f"<{name}> is not in the table of third-party and system headers"
    parts = name.split("/")
    if parts[0] == "gpotrust":
        if len(parts) < 3 or parts[1] not in rules.layer:
            return f'"{name}" is not a public header of a module'
        other = parts[1]
        if other != module and rules.layer[other] >= rules.layer[module]:
            return f'layer {rules.layer[module]} ({module}) includes layer {rules.layer[other]} ("{name}")'
        return None
    if public:
        return f'"{name}": a public header includes only public headers'
    if len(parts) > 1 and parts[0] in rules.layer and parts[0] != module and (parts[0], module) not in rules.shared:
        return f'"{name}" is a private header of {parts[0]}'
    return None


def check_source(rules, path, module, public, text):
    found = []
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', text, re.M):
        problem = check_include(rules, module, public, match.group(1), match.group(2))
        if problem:
            found.append((path, line_of(text, match.start()), problem))
    code = code_only(text)
    for pattern, allowed, what in CODE_RULES:
        if module in allowed:
            continue
        for match in re.finditer(pattern, code):
            if what == "output" and "std::abort()" in code[match.end():match.end() + 160]:
                continue  # the last words of a contract check
            where = f"outside {', '.join(sorted(allowed))}" if allowed else "anywhere"
            found.append((path, line_of(code, match.start()), f"{what} ({match.group(0).strip()}) is not used {where}"))
    lines = text.count("\n")
    if lines > LONGEST:
        found.append((path, lines, f"{lines} lines; at most {LONGEST}"))
    return found


def check_formats(rules, root):
    """One folder and one line in the list make an artefact format: nothing else knows it."""
    base = Path("src/artefact")
    if not (root / base / "CMakeLists.txt").exists():
        return []
    listing = (root / base / "CMakeLists.txt").read_text(encoding="utf-8")
    listed = set(re.search(r"^set\(formats\s+([^)]*)\)", listing, re.M).group(1).split())
    folders = {path.name for path in (root / base).iterdir() if path.is_dir()}
    found = [(base / name, 1, "a folder of artefact that is not in the list of formats") for name in sorted(folders - listed)]
    ids = "|".join(sorted(name.replace("_", "-") for name in folders))
    mention = re.compile(rf'#include "artefact/(?P<of>{"|".join(sorted(folders))})/|\bk_format_(?P<value>{"|".join(sorted(folders))})\b|\bid\s*[!=]=\s*"(?P<id>{ids})"')
    for path in files_below(root):
        if path.parts[0] not in {"src", "include"} or path.suffix not in {".cpp", ".hpp"}:
            continue
        own = path.parts[2] if path.parts[:2] == base.parts and len(path.parts) > 3 else ""
        text = (root / path).read_text(encoding="utf-8")
        for match in mention.finditer(text):
            name = next(name for name in match.groups() if name).replace("-", "_")
            if name != own and (name, own) not in rules.formats:
                found.append((path, line_of(text, match.start()), f"knows the format {name} ({match.group(0)})"))
    return found


def is_source(path):
    return path.suffix in {".cpp", ".hpp", ".h", ".c", ".cmake", ".py", ".sh", ".rc"} or path.name in {"CMakeLists.txt", "run"}


def check_text(root, path, text):
    """Rules for every text file of the project."""
    found = []
    if is_source(path) and not all(line in "\n".join(text.splitlines()[:4]) for line in SPDX_LINES):
        found.append((path, 1, "no SPDX head of two lines"))
    own = path.name == Path(__file__).name
    for match in MACHINE_PATH.finditer(text):
        found.append((path, line_of(text, match.start()), f"a path of a machine: {match.group(0)}"))
    for match in DOCUMENT.finditer(text):
        if not own and not (root / match.group(0)).exists():
            found.append((path, line_of(text, match.start()), f"names a document that is not there: {match.group(0)}"))
    if path.parts[0] in {"src", "include", "tests"} and not own:
        for match in MARKS.finditer(text):
            found.append((path, line_of(text, match.start()), f"a left-over mark: {match.group(0)}"))
    return found


def files_below(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED_FOLDERS)
        for name in sorted(n for n in names if n != ".git"):  # a file in a linked work tree
            yield (Path(folder) / name).relative_to(root)


def check(root):
    rules = Rules(root)
    found = check_formats(rules, root)
    for path in files_below(root):
        try:
            text = (root / path).read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # binary test data
        if "\0" in text:
            continue
        found += check_text(root, path, text)
        if path.suffix not in {".cpp", ".hpp", ".h", ".c"}:
            continue
        public = path.parts[:2] == ("include", "gpotrust")
        if not public and path.parts[0] != "src":
            continue
        module = path.parts[2] if public else path.parts[1]
        if module not in rules.layer:
            found.append((path, 1, f"'{module}' is not in the table of layers"))
            continue
        found += check_source(rules, path, module, public, text)
    return found


HEAD = "".join(f"// {line}\n" for line in SPDX_LINES)
PLANTED = {  # file: (text, part of the expected message; None: no violation)
    "include/gpotrust/trust/upward.hpp": ('#include "gpotrust/artefact/format.hpp"\n', "layer 3 (trust) includes layer 5"),
    "include/gpotrust/archive/beside.hpp": ('#include "gpotrust/xml/element.hpp"\n', "layer 1 (archive) includes layer 1"),
    "include/gpotrust/core/leak.hpp": ("#include <fmt/format.h>\n", "in a public header"),
    "include/gpotrust/core/private.hpp": ('#include "core/utf8.hpp"\n', "includes only public headers"),
    "src/trust/prison.cpp": ("#include <openssl/x509.h>\n", "belongs to certificate, crypto"),
    "src/trust/unknown.cpp": ("#include <boost/any.hpp>\n", "not in the table of third-party"),
    "src/trust/system.cpp": ("#include <sys/stat.h>\n", "belongs to platform"),
    "src/report/inner.cpp": ('#include "xml/tree.hpp"\n', "private header of xml"),
    "src/ledger/inner.cpp": ('#include "crypto/handles.hpp"\n', "private header of crypto"),
    "src/certificate/shared.cpp": ('#include "crypto/handles.hpp"\n', None),
    "src/nowhere/a.cpp": ("", "not in the table of layers"),
    "src/trust/prints.cpp": ('void f() { std::printf("x"); }\n', "output"),
    "src/trust/streams.cpp": ("auto& s = std::cout;\n", "output"),
    "src/app/environment.cpp": ('auto* e = std::getenv("X");\n', "an environment variable"),
    "src/app/clock.cpp": ("auto n = std::chrono::system_clock::now();\n", "the clock"),
    "src/core/dice.cpp": ("std::random_device dice;\n", "a random number"),
    "src/bundle/opens.cpp": ("std::ofstream out;\n", "a file stream"),
    "src/artefact/CMakeLists.txt": (HEAD.replace("//", "#") + "set(formats\n  gpo_backup\n  mdm\n  samba)\n", None),
    "src/artefact/gpo_backup/x.hpp": ("", None),
    "src/artefact/samba/builds.cpp": ('#include "artefact/gpo_backup/x.hpp"\n', None),
    "src/artefact/mdm/own.cpp": ("extern constinit const Format k_format_mdm{};\n", None),
    "src/artefact/mdm/other.cpp": ('#include "artefact/gpo_backup/x.hpp"\n', "knows the format gpo_backup"),
    "src/artefact/all.cpp": ("auto& f = k_format_mdm;\n", "knows the format mdm"),
    "src/bundle/asks.cpp": ('bool b = format.id == "gpo-backup";\n', "knows the format gpo_backup"),
    "src/platform/net.cpp": ("int s = ::socket(1, 2, 3);\n", "a network function"),
    "src/trust/long.cpp": ("int x;\n" * 401, "403 lines"),
    "src/trust/mark.cpp": ("// TO" "DO later\n", "a left-over mark"),
    "docs/page.md": ("see /ho" "me/someone/x\n", "a path of a machine"),
    "docs/other.md": ("see ABSENT.md 2\n", "names a document that is not there"),
    "src/core/fine.cpp": ('void bug() {\n    std::fputs("x", stderr);\n    std::abort();\n}\n', None),
    "tests/x.py": (None, "no SPDX head"),
    "src/trust/fine.cpp": ('#include <cstdio>\n#include <vector>\n#include <fmt/format.h>\n#include "gpotrust/certificate/certificate.hpp"\n#include "trust/own.hpp"\n'
                           '// printf( in a comment, system_clock::now\nauto s = "std::cout << getenv(x)";\nint n = snprintf(nullptr, 0, "x");\n', None),
    "src/platform/fine.cpp": ("#include <unistd.h>\nauto n = std::chrono::system_clock::now();\n", None),
    "src/cli/fine.cpp": ('#include "gpotrust/app/use_cases.hpp"\nauto& s = std::cout;\n', None),
}


def self_test(root):
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        planted = Path(folder)
        (planted / RULES).parent.mkdir(parents=True)
        (planted / RULES).write_text((root / RULES).read_text(encoding="utf-8"), encoding="utf-8")
        for name, (text, _) in PLANTED.items():
            (planted / name).parent.mkdir(parents=True, exist_ok=True)
            (planted / name).write_text("print()\n" if text is None else HEAD + text if name.endswith("pp") else text, encoding="utf-8")
        messages = {}
        for path, _, message in check(planted):
            messages.setdefault(path.as_posix(), []).append(message)
    for name, (_, expected) in PLANTED.items():
        got = messages.pop(name, [])
        fine = (not got) if expected is None else (len(got) == 1 and expected in got[0])
        if not fine:
            failures += 1
            print(f"{name}: expected {expected!r}, got {got}")
    for name, got in messages.items():
        failures += 1
        print(f"{name}: unexpected {got}")
    print(f"{len(PLANTED)} planted files, {failures} judged wrongly")
    return 1 if failures else 0


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        return self_test(Path(arguments[1]))
    if len(arguments) != 1:
        print(__doc__)
        return 2
    found = check(Path(arguments[0]))
    for path, line, message in found:
        print(f"{path.as_posix()}:{line}: {message}")
    print(f"{len(found)} violation(s)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
