#!/usr/bin/env python3
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
"""corpus.py GPOTRUST CORPUS SCHEMAS: every file of CORPUS/INDEX.tsv through `check --json` and `inspect --json`.

Prints how the index' verdicts were answered, then each disagreement that is explained (who is right, and why) with its files; fails on one that is not.
"""
import base64, collections, csv, json, os, pathlib, subprocess, sys

GPOTRUST, CORPUS, SCHEMAS = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
DOCUMENTED = {0, 1, 2, 3, 4}  # of both verbs, for files that can be read

OPENS = {"EXPORTABLE-PROVEN": "proven", "EXPORTABLE-PROVEN(modulus;": "proven", "NOT-PROVABLE(public-only)": "not_provable", "NOT-PROVABLE(cert-only": "not_provable",
         "PUBLIC-ONLY": "not_provable", "LEAKS-KEY_PROV_INFO": "not_provable", "KEY-MISMATCH": "mismatch"}
FAILS = {"KEY-WITHOUT-CERT": {"KEY_WITHOUT_CERT"}, "EMPTY-OR-PARTIAL": {"EMPTY_PFX", "CERT_MISSING"}, "NO-CERT": {"CERT_MISSING", "NOT_A_CERTIFICATE"},
         "UNPARSABLE-CERT": {"CERT_PARSE", "NOT_A_CERTIFICATE"}, "MALFORMED": {"PFX_MALFORMED"}, "UNREADABLE": {"PFX_MALFORMED", "PASSWORD_NEEDED"},
         "MALFORMED-OR-UNSUPPORTED": {"PFX_UNSUPPORTED", "CERT_MISSING", "NOT_A_CERTIFICATE", "PASSWORD_NEEDED", "opens"},
         "WRONG-OR-UNKNOWN-PASSWORD": {"PASSWORD_NEEDED", "WRONG_PASSWORD"}, "PROTECTED-TO-PRINCIPAL": {"PROTECTED_TO_PRINCIPAL"}}

# Explained: a test for the reason in the index' own columns or the file, and who is right.
TRUSTED = "the index hashed OpenSSL's trust settings behind the certificate as well: the thumbprint is of the certificate alone (ours)"
NO_CERTIFICATE = "neither OpenSSL nor GnuTLS parses Wine's test certificate, which has no key and no signature: the index counts it, a client cannot use it (ours)"
ZONE = "the index shows the digits of a time with a zone offset as they stand, ours is UTC (both, said differently)"
SHORT_TIME = "a time without seconds: OpenSSL 3.4 and later refuse it as RFC 5280 4.1.2.5.1 does, the index was made with 3.0 (either)"
NOTHING = "`openssl pkcs12` stops at a PFX without MAC that holds nothing it wants; there is a certificate in it (ours)"


def schema_of(kind):
    try:
        import jsonschema
    except ImportError:
        return None
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"{kind}.schema.json").read_text()))


VALIDATORS = {kind: schema_of(kind) for kind in ("check", "inspect")}


def run(verb, row):
    environment = {**os.environ, "CORPUS_PASSWORD": "" if row["password"] == "?" else row["password"], "SOURCE_DATE_EPOCH": "1795359600"}
    command = [GPOTRUST, verb, "--json", "--password-env", "CORPUS_PASSWORD", str(CORPUS / row["file"])]
    done = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL, timeout=120)
    if done.returncode not in DOCUMENTED:
        raise AssertionError(f"{verb} ends with {done.returncode}: {done.stderr[-2000:].decode('utf-8', 'replace')}")
    document = json.loads(done.stdout)
    if VALIDATORS[verb] is not None:
        VALIDATORS[verb].validate(document)
    return done.returncode, document["data"]["exports" if verb == "check" else "items"][0]


def digits(time):
    return "".join(c for c in time if c.isdigit())


def certificate_octets(row):
    """The first certificate's octets, out of a PFX by OpenSSL."""
    data = (CORPUS / row["file"]).read_bytes()
    if row["kind"] == "pfx":
        command = ["openssl", "pkcs12", "-legacy", "-nokeys", "-in", str(CORPUS / row["file"]), "-passin", "pass:" + row["password"]]
        data = subprocess.run(command, capture_output=True, check=True).stdout
    return base64.b64decode(data.split(b"CERTIFICATE-----")[1].split(b"-----")[0]) if b"-----BEGIN" in data else data


def has_zone_offset(row, column):
    data, indexed = certificate_octets(row), row[column].encode()
    return any(part + sign in data for part in (indexed, indexed[2:], indexed[2:12]) for sign in (b"+", b"-"))


def compare_leaf(row, export):
    leaf = [one for one in export["certificates"] if one["sha1"] == row["leaf_sha1"]]
    if not leaf:
        yield TRUSTED if b"BEGIN TRUSTED CERTIFICATE" in (CORPUS / row["file"]).read_bytes() else f"the certificate {row['leaf_sha1']} is missing"
        return
    if row["selfsig_openssl"] in ("ok", "bad-signature", "not-self-issued", "cannot-verify") and leaf[0]["self_signed"] != (row["selfsig_openssl"] == "ok"):
        yield f"self_signed {leaf[0]['self_signed']} and {row['selfsig_openssl']}"
    for column in ("not_before", "not_after"):
        if row[column] and digits(leaf[0][column]) != row[column]:
            yield ZONE if has_zone_offset(row, column) else f"{column} {leaf[0][column]} and {row[column]}"


def compare(row):
    """The answer in a word, and what differs."""
    code, export = run("check", row)
    inspect_code, item = run("inspect", row)
    error = export.get("error")
    answer = error["finding_code"] or error["code"] if error and not export["certificates"] else export["key_evidence"]
    faults = []
    if [one["sha1"] for one in export["certificates"]] != [one["sha1"] for one in item["certificates"]]:
        faults.append("check and inspect see other certificates")
    if (error and code != inspect_code) and error["code"] != "choice_needed":
        faults.append(f"check ends with {code}, inspect with {inspect_code}")
    verdict = row["expected_verdict"].split(" ")[0]
    if verdict in FAILS:
        opens = export["certificates"] and "opens" in FAILS[verdict]
        if opens:
            faults.append(NOTHING)
        elif answer not in FAILS[verdict]:
            faults.append(f"answered {answer}")
    elif not export["certificates"]:
        unparsed = row["leaf_openssl_parse"] == "no" and row["leaf_gnutls_parse"] == "no"
        faults.append(NO_CERTIFICATE if unparsed and answer == "CERT_PARSE" else SHORT_TIME if answer == "CERT_PARSE" else f"does not open: {answer}")
    elif answer != OPENS[verdict]:
        faults.append(f"answered {answer}")
    if export["certificates"] and row["leaf_sha1"]:
        faults.extend(compare_leaf(row, export))
    return f"{verdict} -> {answer} (exit {code})", faults


def main():
    explained_reasons = {TRUSTED, NO_CERTIFICATE, ZONE, SHORT_TIME, NOTHING}
    answers, explained, failures = collections.Counter(), collections.defaultdict(list), []
    with open(CORPUS / "INDEX.tsv", encoding="utf-8") as index:
        rows = list(csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        try:
            answer, faults = compare(row)
        except Exception as problem:  # one file must not hide the others
            answer, faults = "no answer", [str(problem)]
        answers[answer] += 1
        for fault in faults:
            explained[fault].append(row["file"]) if fault in explained_reasons else failures.append(f"{row['file']}: {fault}")
    for answer, count in sorted(answers.items()):
        print(f"{count:4} {answer}")
    for reason, files in sorted(explained.items()):
        print(f"explained: {reason}\n  " + "\n  ".join(files))
    for failure in failures:
        print("DISAGREES: " + failure)
    print(f"{len(rows)} files, {sum(map(len, explained.values()))} explained differences, {len(failures)} others")
    return 1 if failures or not rows else 0


sys.exit(main())
