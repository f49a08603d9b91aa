#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judges of what status and remind write: vobject and khal (calendar), Python's email package (drafts), promtool (metrics, rules, and whether they fire), systemd-analyze (units),
# xmllint (scheduled task), Python's csv, html-validate and Chromium (pages). Each that is not installed is said and passed over. Nobody here is the Task Scheduler of Windows.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need python3
DATA=$PROJECT/tests/data/cli
NAME='Größe & "Maß"; a,b \ <i>c</i> 🔒 of a name that is long enough to be folded where it stands'
export GPOTRUST_ESTATE=$WORK/estate
at() { local day=$1; shift; "$GPOTRUST" "$@" --as-of "$day"; }

# Certificates of 2026, 2024 and 2026 to 2028; seen 50 days before the first ends.
at 2026-06-01 package --quiet --gpo-name "$NAME" --domain example.test "$DATA/mail.cer"
at 2024-06-01 package --quiet --gpo-name 'Old appliance' "$DATA/expired.cer"
at 2026-06-01 package --quiet --gpo-name 'Intranet' "$DATA/intranet.cer"
at 2026-06-01 package --quiet --gpo-name 'Later' "$DATA/mail-next.cer"
at 2026-11-12 remind --quiet --contact pki@example.test
out=$GPOTRUST_ESTATE/reminders
slug=$(at 2026-11-12 status --json "$NAME" | python3 -c 'import json,sys; print(json.load(sys.stdin)["data"]["trusts"][0]["slug"])')

# Calendar ------------------------------------------------------------------------------------------------------------------------------------------------
python3 - "$out/gpotrust.ics" <<'PY' || fail "gpotrust.ics: line ends or folding"
import sys
raw = open(sys.argv[1], "rb").read()
assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n")
for line in raw.split(b"\r\n"):
    assert len(line) <= 75, line
    line.decode("utf-8")
PY
# Debian's package is for Debian's Python, which need not be the first of that name.
with_vobject=
for python in python3 /usr/bin/python3; do
  if [ -z "$with_vobject" ] && $python -c 'import vobject' 2>/dev/null; then with_vobject=$python; fi
done
if [ -n "$with_vobject" ]; then
  $with_vobject - "$out/gpotrust.ics" "$NAME" <<'PY' || fail "vobject does not take gpotrust.ics"
import datetime, sys, vobject
calendar = vobject.readOne(open(sys.argv[1], encoding="utf-8", newline="").read())
calendar.validate(raiseException=True)
events = {event.summary.value: event for event in calendar.vevent_list}
assert len(events) == 4 and len({event.uid.value for event in calendar.vevent_list}) == 4
event = events["Certificate ends: " + sys.argv[2]]
assert event.dtstart.value == datetime.datetime(2027, 1, 1, tzinfo=datetime.timezone.utc), event.dtstart.value
assert event.sequence.value == "1" and event.status.value == "CONFIRMED"
assert sorted(-alarm.trigger.value.days for alarm in event.valarm_list) == [1, 7, 14, 30, 60, 120]
PY
  ok "vobject: four events, dates, alarms and an odd name"
else
  echo "note: python3-vobject is not installed"
fi

# khal_events: what khal lists of all years, one event a line
if command -v khal >/dev/null; then
  mkdir -p "$WORK/khal/events"
  printf '[calendars]\n[[trust]]\npath = %s\n[locale]\ntimeformat = %%H:%%M\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\nlocal_timezone = UTC\ndefault_timezone = UTC\n[sqlite]\npath = %s\n' \
    "$WORK/khal/events" "$WORK/khal/db" >"$WORK/khal/config"
  khal_run() { HOME=$WORK XDG_CONFIG_HOME=$WORK XDG_DATA_HOME=$WORK XDG_CACHE_HOME=$WORK khal -c "$WORK/khal/config" "$@"; }
  khal_events() { khal_run list --format '{start-date} {title}' --day-format '' 2024-01-01 2029-01-01; }
  khal_run import --batch "$out/gpotrust.ics" >/dev/null || fail "khal does not import gpotrust.ics"
  khal_events >"$WORK/khal/first"
  [ "$(grep -c 'Certificate ends' "$WORK/khal/first")" = 4 ] || { cat "$WORK/khal/first"; fail "khal lists other than four events"; }
  grep -qF "2027-01-01 Certificate ends: $NAME" "$WORK/khal/first" || { cat "$WORK/khal/first"; fail "khal lists another name or day"; }
  khal_run import --batch "$out/gpotrust.ics" >/dev/null || fail "khal does not import gpotrust.ics a second time"
  khal_events | cmp - "$WORK/khal/first" || fail "khal: the second import makes duplicates"
  ok "khal: imported twice, four events"
else
  echo "note: khal is not installed"
fi

# A renewal moves the event, a retirement cancels it.
at 2026-11-13 renew --quiet "$slug" "$DATA/mail-next.cer"
at 2026-11-13 retire --quiet intranet
at 2026-11-14 remind --quiet --output "$WORK/later"
if command -v khal >/dev/null; then
  khal_run import --batch "$WORK/later/gpotrust.ics" >/dev/null || fail "khal does not import the later calendar"
  khal_events >"$WORK/khal/second"
  grep -qF "2028-01-01 Certificate ends: $NAME" "$WORK/khal/second" || { cat "$WORK/khal/second"; fail "khal: the renewal did not move the event"; }
  [ "$(grep -cF "$NAME" "$WORK/khal/second")" = 1 ] || { cat "$WORK/khal/second"; fail "khal: a second event after the renewal"; }
  ok "khal: the renewal moved the event and made no second one"
fi
grep -q 'STATUS:CANCELLED' "$WORK/later/gpotrust.ics" || fail "the retired policy is not cancelled"
[ ! -e "$WORK/later/mail/$slug.eml" ] || fail "a draft for what was renewed"

# Drafts --------------------------------------------------------------------------------------------------------------------------------------------------
python3 - "$out/mail" "$slug" "$NAME" <<'PY' || fail "Python's email package does not take the drafts"
import email, email.policy, pathlib, sys
folder, slug, name = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
drafts = {path.stem: path.read_bytes() for path in folder.glob("*.eml")}
assert sorted(drafts) == sorted([slug, "intranet", "old-appliance"]), sorted(drafts)
for raw in drafts.values():
    assert raw.isascii() and raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not mail.defects and not any(header.defects for header in mail.values()), mail.defects
    assert mail["X-Unsent"] == "1" and mail["To"] == "pki@example.test" and mail["Date"].datetime and mail["Message-ID"]
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert not any(part.defects for part in mail.iter_parts())
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "gpotrust renew" in text and "gpotrust renew" in html and "PRIVATE KEY" not in text
mail = email.message_from_bytes(drafts[slug], policy=email.policy.default)
assert mail["Subject"] == "Certificate ends on 2027-01-01: " + name, mail["Subject"]
assert name in mail.get_body(("plain",)).get_content()
assert "has ended" in email.message_from_bytes(drafts["old-appliance"], policy=email.policy.default)["Subject"]
PY
ok "email: three drafts, headers, parts and an odd name"

# Table ---------------------------------------------------------------------------------------------------------------------------------------------------
at 2026-11-12 status --format csv >"$WORK/status.csv"
python3 - "$WORK/status.csv" <<'PY' || fail "Python's csv module reads another table"
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as sheet:
    rows = list(csv.DictReader(sheet, strict=True))
assert [row["state"] for row in rows] and all(None not in row and None not in row.values() for row in rows)
assert {row["state"] for row in rows} >= {"expired", "retired", "ok"}, rows
PY
ok "csv: every row has every column"

# Prometheus ----------------------------------------------------------------------------------------------------------------------------------------------
if command -v promtool >/dev/null; then
  promtool check metrics <"$out/gpotrust.prom" >"$WORK/promtool" 2>&1 || { cat "$WORK/promtool"; fail "promtool check metrics"; }
  [ ! -s "$WORK/promtool" ] || { cat "$WORK/promtool"; fail "promtool check metrics has remarks"; }
  promtool check rules "$out/gpotrust-alerts.yml" >"$WORK/promtool" 2>&1 || { cat "$WORK/promtool"; fail "promtool check rules"; }
  cp "$out/gpotrust-alerts.yml" "$WORK/rules.yml"
  # A certificate that ends on day 100, the window opens on day 40: nothing before, due then, urgent from day 70, expired after day 100.
  cat >"$WORK/test.yml" <<'YAML'
rule_files: [rules.yml]
evaluation_interval: 1h
tests:
  - interval: 1h
    input_series:
      - series: 'gpotrust_trust_not_after_timestamp_seconds{slug="mail",gpo_name="Mail",domain=""}'
        values: '8640000+0x2500'
      - series: 'gpotrust_trust_renew_from_timestamp_seconds{slug="mail",gpo_name="Mail",domain=""}'
        values: '3456000+0x2500'
      - series: gpotrust_status_timestamp_seconds
        values: '0+3600x2500'
    alert_rule_test:
      - {eval_time: 959h, alertname: GpotrustRenewalDue, exp_alerts: []}
      - eval_time: 960h
        alertname: GpotrustRenewalDue
        exp_alerts:
          - exp_labels: {severity: warning, slug: mail, gpo_name: Mail}
            exp_annotations:
              summary: 'A certificate of "Mail" ends in 60 days'
              description: 'Make the next certificate on the server, export it, then: gpotrust renew mail EXPORT'
      - {eval_time: 1679h, alertname: GpotrustRenewalUrgent, exp_alerts: []}
      - {eval_time: 1680h, alertname: GpotrustRenewalDue, exp_alerts: []}
      - eval_time: 1680h
        alertname: GpotrustRenewalUrgent
        exp_alerts:
          - exp_labels: {severity: critical, slug: mail, gpo_name: Mail}
            exp_annotations:
              summary: 'A certificate of "Mail" ends in 30 days and nobody has renewed it'
              description: 'Make the next certificate on the server, export it, then: gpotrust renew mail EXPORT'
      - {eval_time: 2400h, alertname: GpotrustExpired, exp_alerts: []}
      - {eval_time: 2401h, alertname: GpotrustRenewalUrgent, exp_alerts: []}
      - eval_time: 2401h
        alertname: GpotrustExpired
        exp_alerts:
          - exp_labels: {severity: critical, slug: mail, gpo_name: Mail}
            exp_annotations:
              summary: 'A certificate of "Mail" has ended'
              description: 'Clients refuse it. Make the next certificate on the server, export it, then: gpotrust renew mail EXPORT'
      - {eval_time: 2400h, alertname: GpotrustMetricsStale, exp_alerts: []}
      - {eval_time: 2400h, alertname: GpotrustMetricsMissing, exp_alerts: []}
  - interval: 1h
    input_series:
      - series: gpotrust_status_timestamp_seconds
        values: '0+0x100'
    alert_rule_test:
      - {eval_time: 49h, alertname: GpotrustMetricsStale, exp_alerts: []}
      - eval_time: 50h
        alertname: GpotrustMetricsStale
        exp_alerts:
          - exp_labels: {severity: warning}
            exp_annotations:
              summary: 'gpotrust.prom was written 2d 2h 0m 0s ago'
              description: 'The daily run of gpotrust remind has stopped: look at its timer or scheduled task.'
  - interval: 1h
    input_series: []
    alert_rule_test:
      - eval_time: 2h
        alertname: GpotrustMetricsMissing
        exp_alerts:
          - exp_labels: {severity: warning}
            exp_annotations:
              summary: 'There are no metrics of gpotrust'
              description: 'gpotrust.prom is not where the textfile collector looks, or the collector is down.'
YAML
  (cd "$WORK" && promtool test rules test.yml) >"$WORK/promtool" 2>&1 || { cat "$WORK/promtool"; fail "promtool test rules"; }
  ok "promtool: metrics, rules, and the rules fire at 60 and 30 days, at the end, and when metrics are old or missing"
else
  echo "note: promtool (package prometheus) is not installed"
fi

# Scheduled jobs ------------------------------------------------------------------------------------------------------------------------------------------
if command -v systemd-analyze >/dev/null; then
  mkdir "$WORK/a % folder \$x"
  at 2026-11-12 remind --quiet --output "$WORK/a % folder \$x"
  for folder in "$out" "$WORK/a % folder \$x"; do
    (cd "$folder" && systemd-analyze verify ./gpotrust-remind.service ./gpotrust-remind.timer) >"$WORK/systemd" 2>&1 || { cat "$WORK/systemd"; fail "systemd-analyze verify"; }
    [ ! -s "$WORK/systemd" ] || { cat "$WORK/systemd"; fail "systemd-analyze verify has remarks"; }
  done
  systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$out/gpotrust-remind.timer")" >/dev/null || fail "OnCalendar"
  ok "systemd-analyze: service and timer, also with blanks and specifiers in paths"
else
  echo "note: systemd-analyze is not installed"
fi
if command -v xmllint >/dev/null; then
  xmllint --noout "$out/gpotrust-remind.xml" || fail "the scheduled task is not well-formed"
  ok "xmllint: the scheduled task"
else
  echo "note: xmllint is not installed"
fi
python3 - "$out/gpotrust-remind.xml" <<'PY' || fail "the scheduled task"
import sys, xml.etree.ElementTree as tree
raw = open(sys.argv[1], "rb").read()
assert raw.startswith(b"\xff\xfe")
task = tree.fromstring(raw)
space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
assert task.tag == space + "Task" and task.get("version") == "1.2"
assert task.find(f"./{space}Actions/{space}Exec/{space}Command").text.endswith("gpotrust.exe")
assert task.find(f"./{space}Actions/{space}Exec/{space}Arguments").text.startswith("remind --estate ")
PY
ok "scheduled task: UTF-16 with byte-order mark, schema version 1.2"

# Pages ---------------------------------------------------------------------------------------------------------------------------------------------------
html_validate=${GPOTRUST_HTML_VALIDATE:-$(command -v html-validate || true)}
if [ -n "$html_validate" ]; then
  python3 - "$out/mail" "$WORK" <<'PY'
import email, email.policy, pathlib, sys
for path in pathlib.Path(sys.argv[1]).glob("*.eml"):
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    pathlib.Path(sys.argv[2], "mail-" + path.stem + ".html").write_text(mail.get_body(("html",)).get_content(), encoding="utf-8")
PY
  $html_validate "$out/dashboard.html" "$out/README.html" "$WORK"/mail-*.html >"$WORK/html" 2>&1 || { cat "$WORK/html"; fail "html-validate"; }
  ok "html-validate: dashboard, instructions and the drafts' HTML"
else
  echo "note: html-validate (npm; GPOTRUST_HTML_VALIDATE) is not installed"
fi
if command -v chromium >/dev/null; then
  for page in dashboard README; do
    for width in 360 1200; do
      cat >"$WORK/frame.html" <<HTML
<!DOCTYPE html><html lang="en"><head><title>frame</title></head><body>
<iframe id="page" width="$width" height="800" src="file://$out/$page.html" onload="const d = this.contentDocument.documentElement; document.body.textContent = 'widest ' + d.scrollWidth + ' of ' + d.clientWidth"></iframe>
</body></html>
HTML
      seen=$(HOME=$WORK chromium --headless --no-sandbox --disable-gpu --allow-file-access-from-files --virtual-time-budget=5000 --dump-dom "file://$WORK/frame.html" 2>/dev/null | grep -o 'widest [0-9]* of [0-9]*') ||
        fail "Chromium does not show $page.html"
      read -r _ widest _ room <<<"$seen"
      [ "$widest" -le "$room" ] || fail "$page.html is $widest wide in a window of $room"
    done
  done
  ok "Chromium: no page is wider than its window, 360 and 1200 pixels"
else
  echo "note: chromium is not installed"
fi

# Nothing secret ------------------------------------------------------------------------------------------------------------------------------------------
if grep -rlE 'PRIVATE KEY|password' "$out" --include='*' | grep -v README; then fail "something secret in the reminders"; fi
ok "no key and no password"
