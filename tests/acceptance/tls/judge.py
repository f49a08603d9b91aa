# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""What TLS clients say of a certificate that they were told to trust, each by its own means, beside what `gpotrust check` says of the same certificate and name.

usage: judge.py GPOTRUST FOLDER PAGE        works in FOLDER; compares with the table in the page; exit 1 when a line differs. With GPOTRUST_UPDATE_GOLDEN=1 it writes the table anew.
A server on the loopback interface shows each certificate with its own key. A client accepts when the page comes through.
"""
import http.server
import json
import os
import pathlib
import re
import shutil
import socketserver
import ssl
import subprocess
import sys
import threading

from make_cases import CASES, make_all

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
# The server shows whatever it is given; the clients keep the limits they have by default.
SERVER_CIPHERS = "ALL:@SECLEVEL=0"
NOT_ASKED = "not asked"
MARK = "<!-- the table: tests/acceptance/tls/judge.py -->"


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, handler, context=None):
        self.context = context
        super().__init__(("127.0.0.1", 0), handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request, client_address):
        request.settimeout(20)
        try:
            if self.context is not None:
                request = self.context.wrap_socket(request, server_side=True)
            self.RequestHandlerClass(request, client_address, self)
        except OSError:  # the client refused
            pass


def tls_server(folder, case):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(SERVER_CIPHERS)
    context.load_cert_chain(folder / (case.id + ".crt"), folder / (case.id + ".key"))
    return Server(Page, context)


def output_of(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", timeout=60,
                          env=ENVIRONMENT)
    return done.returncode, done.stdout, done.stderr


def is_address(host):
    return re.fullmatch(r"[0-9.]+", host) is not None


def say(accepts, reason=""):
    return "accepts" if accepts else "refuses: " + (reason or "no reason given")


# ---- the clients --------------------------------------------------------------------------------------------------------------------
def gpotrust(program, folder, case):
    """fit or the codes that make it unfit, then the codes of the warnings."""
    _, text, _ = output_of(program, "check", "--json", "--name", case.host, folder / (case.id + ".crt"))
    export = json.loads(text)["data"]["exports"][0]
    codes = lambda severity: " ".join(sorted({f["code"] for f in export["findings"] if f["severity"] == severity}))
    verdict = "fit" if export["verdict"] == "fit" else "unfit: " + codes("error")
    return verdict + ("; warns: " + codes("warning") if codes("warning") else "")


def openssl(folder, case, server):
    """-partial_chain with the certificate itself as the anchor."""
    asked = ["-verify_ip", case.host] if is_address(case.host) else ["-verify_hostname", case.host, "-servername", case.host]
    status, _, errors = output_of("openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-CAfile", case.id + ".crt", "-partial_chain",
                                  "-verify_return_error", "-brief", *asked, cwd=folder)
    reason = re.search(r"verify error:num=\d+:(.*)", errors)
    return say(status == 0, reason[1].strip() if reason else first_error(errors))


def first_error(text):
    found = re.search(r":([a-z][^:]*):(?:\.\./|ssl/)", text)
    return found[1] if found else ""


def nss(folder, case, server):
    """The trusted-peer flag: what Trusted People means."""
    database = "sql:" + case.id + ".nss"
    (folder / (case.id + ".nss")).mkdir()
    output_of("certutil", "-N", "-d", database, "--empty-password", cwd=folder)
    status, _, errors = output_of("certutil", "-A", "-d", database, "-n", "peer", "-t", "P,,", "-i", case.id + ".crt", cwd=folder)
    if status != 0:
        return say(False, "certutil: " + code_in(errors))
    name = [] if is_address(case.host) else ["-a", case.host]
    status, _, errors = output_of("tstclnt", "-h", "127.0.0.1", "-p", str(server.port), *name, "-d", database, "-Q", cwd=folder)
    return say(status == 0, code_in(errors))


def code_in(text):
    found = re.search(r"(?:SEC|SSL)_ERROR_[A-Z0-9_]+", text)
    return found[0] if found else ""


ASKING_PAGE = """<!DOCTYPE html><title>asks</title><script>
(async () => {
  const said = {};
  for (const [id, url] of Object.entries(%s)) {
    try { await fetch(url, {mode: "no-cors", cache: "no-store"}); said[id] = true; } catch { said[id] = false; }
  }
  await fetch("/said", {method: "POST", body: JSON.stringify(said)});
})();
</script>"""


def chromium_profile(folder):
    """Chromium on Linux takes trust from the user's NSS database; P is a trusted peer there too."""
    home = folder / "home"
    database = home / ".pki" / "nssdb"
    database.mkdir(parents=True)
    output_of("certutil", "-N", "-d", f"sql:{database}", "--empty-password")
    for case in CASES:
        output_of("certutil", "-A", "-d", f"sql:{database}", "-n", case.id, "-t", "P,,", "-i", folder / (case.id + ".crt"))
    return home


def chromium_reasons(log):
    """{url: name of the net error} from the browser's own log: one event a line, the last line perhaps cut off."""
    urls, reasons, names = {}, {}, {}
    for line in log.read_text(errors="replace").splitlines():
        try:
            event = json.loads(line.rstrip(",").removeprefix('"events": ['))
        except ValueError:
            if '"netError"' in line:
                names = {str(code): name for name, code in json.loads(line.strip().rstrip(",") + "}")["constants"]["netError"].items()}
            continue
        source, parameters = event.get("source", {}).get("id"), event.get("params", {})
        if "url" in parameters:
            urls.setdefault(source, parameters["url"])
        if "net_error" in parameters and source in urls:
            reasons[urls[source]] = names.get(str(parameters["net_error"]), str(parameters["net_error"]))
    return reasons


def chromium(folder, servers):
    """All cases from one page: a fetch comes through, or the certificate was refused."""
    urls = {case.id: f"https://{case.host}:{servers[case.id].port}/" for case in CASES}
    said, done = {}, threading.Event()

    class Asking(Page):
        def do_GET(self):
            body = (ASKING_PAGE % json.dumps(urls)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            said.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            done.set()

    home = chromium_profile(folder)
    names = ",".join(f"MAP {case.host} 127.0.0.1" for case in CASES if not is_address(case.host))
    browser = subprocess.Popen(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", f"--user-data-dir={home}/profile", f"--host-resolver-rules={names}", f"--log-net-log={folder}/net.json", f"http://127.0.0.1:{Server(Asking).port}/"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**ENVIRONMENT, "HOME": str(home)})
    try:
        if not done.wait(180):
            raise SystemExit("FAILED: Chromium did not answer within three minutes")
    finally:
        browser.terminate()
        browser.wait(30)
    reasons = chromium_reasons(folder / "net.json")
    return {case.id: say(said[case.id], reasons.get(urls[case.id], "")) for case in CASES}


# ---- the table ----------------------------------------------------------------------------------------------------------------------
COLUMNS = ["Case", "Name asked for", "gpotrust check", "OpenSSL", "NSS", "Chromium"]


def judge(program, folder):
    servers = {case.id: tls_server(folder, case) for case in CASES}
    in_browser = chromium(folder, servers) if shutil.which("chromium") else {}
    return [[case.id, case.host, gpotrust(program, folder, case), openssl(folder, case, servers[case.id]), nss(folder, case, servers[case.id]),
             in_browser.get(case.id, NOT_ASKED)] for case in CASES]


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table_in(page):
    """{case: row} of the only table in the page that begins with our columns."""
    lines = page.read_text().splitlines()
    begin = next((i for i, line in enumerate(lines) if line.startswith("|") and cells(line)[0] == COLUMNS[0]), len(lines))
    rows = [cells(line) for line in lines[begin + 2:] if line.startswith("|")]
    return {row[0]: row for row in rows}


def update(page, rows):
    lines = page.read_text().splitlines()
    begin = end = lines.index(MARK) + 1
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    lines[begin:end] = ["| " + " | ".join(row) + " |" for row in [COLUMNS, ["---"] * len(COLUMNS), *rows]]
    page.write_text("\n".join(lines) + "\n")


def differs(column, is_, should):
    if is_ == NOT_ASKED:
        return False
    if column == "Chromium":  # it changes its version with the system's updates, and the words of its reasons with it
        return is_.partition(":")[0] != should.partition(":")[0]
    return is_ != should


def differences(rows, table):
    for row in rows:
        wanted = table.pop(row[0], [row[0]] + [""] * 5)
        for column, is_, should in zip(COLUMNS, row, wanted):
            if differs(column, is_, should):
                yield f"{row[0]}: {column} says \"{is_}\", the table \"{should}\""
    for left in table:
        yield f"{left}: in the table, but no such case"


def main():
    program, folder, page = os.path.realpath(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    make_all(folder)
    rows = judge(program, folder)
    if os.environ.get("GPOTRUST_UPDATE_GOLDEN"):
        update(page, rows)
    found = list(differences(rows, table_in(page)))
    for line in found:
        print("FAILED: " + line, file=sys.stderr)
    if not found:
        without = " (Chromium is not installed: not asked)" if any(row[5] == NOT_ASKED for row in rows) else ""
        print(f"ok: {len(rows)} certificates are judged as {page.name} says{without}")
    return 1 if found else 0


sys.exit(main())
