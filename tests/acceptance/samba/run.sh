#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: a Samba Active Directory domain. The import script of a package brings its policies into a GPO; a member fetches them through Samba's own Group Policy engine; a
# second revision keeps the GUID and raises both versions; a failure on the way leaves what was there; the trust is taken away and put back. Then the other two roads of the
# samba format: `samba-tool gpo restore` and `samba-tool gpo load`.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
[ "$(id -u)" = 0 ] || skip "a private Samba domain needs root"
need openssl python3 samba samba-tool smbclient ldbsearch ldbmodify nsenter unshare
/usr/bin/python3 -c 'import samba.gp' 2>/dev/null || skip "python3-samba is not installed"
unshare --net --mount true 2>/dev/null || skip "network and mount namespaces are not allowed here"
domain=$WORK/domain server=dc1.example.test base=DC=example,DC=test
chmod 711 "$WORK"   # smbd looks at SYSVOL as the account that asks
mkdir -p "$domain"
at_exit+=("'$HERE/samba/domain.sh' down '$domain'")
"$HERE/samba/domain.sh" up "$domain" || fail "the domain did not start"
in_domain() { "$HERE/samba/domain.sh" in "$domain" "$@"; }
as_admin() { in_domain "$@" -U "$(cat "$domain/credentials")" --configfile="$domain/etc/smb.conf"; }
(umask 077; sed 's/^/username = /; s/%/\npassword = /' "$domain/credentials" >"$WORK/account")
password=$(sed 's/.*%//' "$domain/credentials")

# Stand-ins that write down their arguments before they hand over; when told to, ldbmodify fails once, or once ends the script that
# called it, as an impatient admin would, and does its work all the same.
mkdir "$WORK/watched"
for program in samba-tool smbclient ldbsearch ldbmodify; do
  cat >"$WORK/watched/$program" <<SH
#!/bin/sh
printf '%s\n' "$program \$*" >>'$WORK/arguments'
if [ "$program" = ldbmodify ] && [ -e '$WORK/fail-once' ]; then rm '$WORK/fail-once'; echo "planted failure" >&2; exit 1; fi
if [ "$program" = ldbmodify ] && [ -e '$WORK/stop-once' ]; then rm '$WORK/stop-once'; kill -TERM "\$PPID"; fi
exec $(command -v "$program") "\$@"
SH
done
chmod +x "$WORK"/watched/*
mkdir "$WORK/admin" "$WORK/temporary"
# script OPTION...: the import script (by the shell GPOTRUST_SHELL, default sh) of the newest package, run from a folder of its own; its status is in $status, its words in $WORK/said.
script() {
  status=0
  (cd "$WORK/admin" && PATH=$WORK/watched:$PATH TMPDIR=$WORK/temporary in_domain "${GPOTRUST_SHELL:-sh}" "$package/scripts/import-samba.sh" --server "$server" --configfile "$domain/etc/smb.conf" "$@") >"$WORK/said" 2>&1 </dev/null || status=$?
}
script_must() { # STATUS OPTION...
  local wanted=$1; shift
  script "$@"
  [ "$status" = "$wanted" ] || { cat "$WORK/said"; fail "import-samba.sh $* ended with $status, not $wanted"; }
}
with_account=(--authentication-file "$WORK/account")

gpo_attribute() { # NAME ATTRIBUTE: straight from the database, unfolded
  in_domain ldbsearch -H "$domain/private/sam.ldb" -b "CN=Policies,CN=System,$base" "(cn=$1)" "$2" 2>/dev/null | python3 -c 'import re, sys; print("\n".join(re.findall("^" + sys.argv[1] + ": (.*)$", sys.stdin.read().replace("\n ", ""), re.M)))' "$2"
}
newest_guid() { in_domain ldbsearch -H "$domain/private/sam.ldb" -b "CN=Policies,CN=System,$base" "(displayName=$1)" cn 2>/dev/null | sed -n 's/^cn: //p'; }
sysvol() { echo "$domain/state/sysvol/example.test/Policies/$1"; }
member() { in_domain /usr/bin/python3 "$HERE/samba/member_fetch.py" "$domain/etc/smb.conf" "$domain/cache" "$1" Administrator; }

# judge NAME VERSION SHA1...: both sides of a member see the version and exactly these certificates.
judge() {
  local name=$1 version=$2 side sha1; shift 2
  for side in computer user; do
    member "$side" >"$WORK/member.$side" || fail "a member cannot fetch the $side side"
    grep -qF "gpo name=$name version=$version" "$WORK/member.$side" || { cat "$WORK/member.$side"; fail "a member does not see version $version on the $side side"; }
    for sha1 in "$@"; do grep -q "sha1=$sha1 " "$WORK/member.$side" || { cat "$WORK/member.$side"; fail "a member gets no $sha1 on the $side side"; }; done
    [ "$(grep -c "^certificate " "$WORK/member.$side")" = $# ] || { cat "$WORK/member.$side"; fail "a member gets other certificates too"; }
  done
}

name="-H 'a' \"b\" \$(touch $WORK/run) \`touch $WORK/run\` & <mail> ]]> \\ %s ;#* Größe 🔒"
make_certificate mail EXCH01 EXCH01 mail.example.test
make_certificate next EXCH01 EXCH01 mail.example.test
first=$(sha1_of "$WORK/mail.cer") second=$(sha1_of "$WORK/next.cer")

make_package mail --gpo-name "$name" --domain example.test --preferences-in-backup   # of which the import script takes the policies alone
if command -v shellcheck >/dev/null; then shellcheck "$package/scripts/import-samba.sh" || fail "shellcheck"; ok "shellcheck"; else echo "note: shellcheck is not installed"; fi
[ "$(member computer | grep -c '^certificate ' || true)" = 0 ] || fail "a member has Trusted People certificates before any import"
script_must 0 "${with_account[@]}" --dry-run --link "$base"
script_must 3 "${with_account[@]}" --link OU=nowhere,DC=example,DC=test
[ "$(in_domain ldbsearch -H "$domain/private/sam.ldb" -b "CN=Policies,CN=System,$base" '(objectClass=groupPolicyContainer)' cn 2>/dev/null | grep -c '^cn:')" = 2 ] || fail "a dry run or a refusal made a GPO"
script_must 0 "${with_account[@]}" --link "$base" --sysvolreset
guid=$(grep -o '{[0-9A-F-]*}' "$WORK/said" | head -n 1)
judge "$name" 65537 "$first"
ok "a member fetches revision 1 from $guid on both sides"

mkdir "$WORK/fetched"
as_admin samba-tool gpo fetch "$guid" -H "ldap://$server" --tmpdir="$WORK/fetched" >/dev/null
cmp "$machine_pol" "$WORK/fetched/policy/$guid/Machine/Registry.pol" || fail "registry.pol came back otherwise"
as_admin samba-tool gpo aclcheck -H "ldap://$server" || fail "gpo aclcheck"
in_domain samba-tool ntacl sysvolcheck --configfile="$domain/etc/smb.conf" || fail "ntacl sysvolcheck"
ok "registry.pol comes back octet for octet, aclcheck and sysvolcheck content"

script_must 0 "${with_account[@]}" --link "$base"
grep -q '^unchanged' "$WORK/said" && judge "$name" 65537 "$first"
[ -z "$(ls "$WORK/admin")" ] || fail "a run that changed nothing left files behind"
ok "a second run changes nothing"

make_package next --gpo-name "$name" --domain example.test --add
[ "$(json "$WORK/package.json" 'd["packages"][0]["revision"]')" = 2 ] || fail "adding a certificate made no second revision"
find "$(sysvol "$guid")" -type f -exec sha1sum {} + | sort >"$WORK/files.before"
touch "$WORK/fail-once"
script_must 1 "${with_account[@]}"
find "$(sysvol "$guid")" -type f -exec sha1sum {} + | sort | cmp - "$WORK/files.before" || fail "a failed import left other files"
judge "$name" 65537 "$first"
touch "$WORK/stop-once"
script_must 143 "${with_account[@]}"
find "$(sysvol "$guid")" -type f -exec sha1sum {} + | sort | cmp - "$WORK/files.before" || fail "a stopped import left other files"
[ "$(gpo_attribute "$guid" versionNumber)" = 65537 ] || fail "a stopped import left another version"
ok "an import that fails or is stopped on the way puts back what was there"

in_domain /usr/bin/python3 - "$domain/etc/smb.conf" "$(cat "$domain/credentials")" "$WORK/ticket" <<'PY' || fail "no Kerberos ticket"
import sys
from samba.credentials import MUST_USE_KERBEROS, Credentials
from samba.param import LoadParm
parameters, credentials = LoadParm(), Credentials()
parameters.load(sys.argv[1])
credentials.guess(parameters)
credentials.parse_string(sys.argv[2])
credentials.set_kerberos_state(MUST_USE_KERBEROS)
credentials.get_named_ccache(parameters, "FILE:" + sys.argv[3])
PY
export KRB5CCNAME=FILE:$WORK/ticket
script_must 0 --kerberos
unset KRB5CCNAME
grep -qF "$guid" "$WORK/said" || fail "the second revision went into another GPO"
judge "$name" 131074 "$first" "$second"
ok "revision 2 with both certificates arrives in the same GPO (version 65537 -> 131074), with a Kerberos ticket"

script_must 0 "${with_account[@]}" --remove --backup before-removal
judge "$name" 196611
[ -n "$(gpo_attribute "$guid" gPCUserExtensionNames)" ] || fail "clients would not process the removal"
script_must 0 "${with_account[@]}" --restore before-removal
judge "$name" 262148 "$first" "$second"
ok "the trust is taken away and put back"

script_must 3 "${with_account[@]}" --gpo '{31B2F340-016D-11D2-945F-00C04FB984F9}'
[ "$(gpo_attribute '{31B2F340-016D-11D2-945F-00C04FB984F9}' versionNumber)" = 0 ] || fail "a GPO with other settings was changed"
ok "a GPO with other settings is refused"

script_must 2 --user Administrator   # no terminal to ask for the password
PATH=$WORK/watched:$PATH TMPDIR=$WORK/temporary in_domain python3 "$HERE/samba/at_terminal.py" "$password" sh "$package/scripts/import-samba.sh" --server "$server" --configfile "$domain/etc/smb.conf" --user Administrator >"$WORK/said" 2>&1 ||
  { cat "$WORK/said"; fail "the script with a password typed at a terminal"; }
grep -qF "$password" "$WORK/said" && fail "the password was echoed"
grep -qF "$password" "$WORK/arguments" && fail "a password stood among the arguments of a program"
[ ! -e "$WORK/run" ] || fail "a part of the GPO's name was run"
[ -z "$(ls "$WORK/temporary")" ] || fail "the script left temporary files"
ok "no password among arguments, no part of the name run, no temporary files left"

# samba-tool gpo restore, then the script for what it forgets. Everything a policy may hold is in there.
make_package mail --gpo-name Restored --scope computer --peer-usages --gpmc-style
mkdir "$WORK/restore-tmp"
as_admin samba-tool gpo restore Restored "$package/artefacts/samba/restore" -H "ldap://$server" --tmpdir="$WORK/restore-tmp" >"$WORK/restored" 2>&1 || { cat "$WORK/restored"; fail "gpo restore"; }
grep WARNING "$WORK/restored" | grep -qv 'passwords on command line' && { cat "$WORK/restored"; fail "Samba's parsers did not take the XML forms"; }
restored=$(newest_guid Restored)
cmp "$machine_pol" "$(sysvol "$restored")/Machine/Registry.pol" || fail "gpo restore gives another registry.pol"
[ "$(gpo_attribute "$restored" versionNumber)" = 0 ] || fail "gpo restore sets the version now: the script and the page need not speak of it"
script_must 0 "${with_account[@]}" --versions-only
[ "$(gpo_attribute "$restored" versionNumber)" = 1 ] || fail "the directory's version after gpo restore is not 1"
grep -q '^Version=1.$' "$(sysvol "$restored")/GPT.INI" || fail "GPT.INI's version after gpo restore is not 1"
script_must 0 "${with_account[@]}"
grep -q '^unchanged' "$WORK/said" || { cat "$WORK/said"; fail "what gpo restore and --versions-only made is not what an import makes"; }
ok "gpo restore and --versions-only make what an import makes"

# samba-tool gpo load is in Samba 4.19 and later: newer.sh runs this script with one.
make_package mail --gpo-name Loaded --peer-usages --gpmc-style
load_json=$package/artefacts/samba/gpo-load.json
/usr/bin/python3 "$HERE/samba/pack_load.py" "$load_json" MACHINE | cmp - "$machine_pol" || fail "gpo-load.json packs to another computer policy"
/usr/bin/python3 "$HERE/samba/pack_load.py" "$load_json" USER | cmp - "$user_pol" || fail "gpo-load.json packs to another user policy"
ok "gpo-load.json packs to registry.pol octet for octet"
if ! samba-tool gpo load --help >/dev/null 2>&1; then
  echo "note: this Samba ($(samba -V)) has no gpo load"
  exit 0
fi
mkdir "$WORK/load-tmp"
as_admin samba-tool gpo create Loaded -H "ldap://$server" --tmpdir="$WORK/load-tmp" >/dev/null
loaded=$(newest_guid Loaded)
gpo() { local verb=$1; shift; as_admin samba-tool gpo "$verb" "$loaded" -H "ldap://$server" "$@"; }
is_loaded() {
  cmp "$machine_pol" "$(sysvol "$loaded")/Machine/Registry.pol" || fail "gpo load gives another computer policy"
  cmp "$user_pol" "$(sysvol "$loaded")/User/Registry.pol" || fail "gpo load gives another user policy"
}
gpo load --content="$load_json" --replace || fail "gpo load --replace"
is_loaded
gpo load --content="$load_json" || fail "gpo load a second time"
is_loaded
ok "gpo load makes registry.pol octet for octet, lists of texts too, and a second time changes nothing"
gpo show >"$WORK/shown" || fail "gpo show"
for text in "SystemCertificates\\\\TrustedPeople\\\\Certificates\\\\$first" 1.3.6.1.5.5.7.3.1; do grep -qF "$text" "$WORK/shown" || { cat "$WORK/shown"; fail "gpo show has no $text"; }; done
script_must 0 "${with_account[@]}" --versions-only
script_must 0 "${with_account[@]}"
grep -q '^unchanged' "$WORK/said" || { cat "$WORK/said"; fail "what gpo load and --versions-only made is not what an import makes"; }
ok "gpo show tells of it, and with --versions-only it is what an import makes"
gpo remove --content="$load_json" || fail "gpo remove"
for side in Machine User; do
  [ "$(stat -c %s "$(sysvol "$loaded")/$side/Registry.pol")" = 8 ] || fail "gpo remove left settings on the $side side"
done
ok "gpo remove takes all of it out again"
