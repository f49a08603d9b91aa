#!/bin/sh
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Brings the trust policy of this package into a Group Policy Object of a Samba domain, or takes it out again. Run it with --help.
# Names are put together from the side (machine_touched, user_touched), "a && b || failed" is meant so, and the name of a GPO may hold a dollar sign:
# shellcheck disable=SC2034,SC2154,SC2015,SC2016
set -eu
umask 077
export LC_ALL=C.UTF-8 PYTHONUTF8=1

# What this package is.
gpo_name='Retired'
package_revision='2'
uses_machine='yes'
uses_user='yes'
machine_extensions='[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}][{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]'
user_extensions='[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]'

usage() {
  cat <<'TEXT'
usage: sh import-samba.sh --server DC [option...]

Imports this package's trust policy into the GPO of its name, which is created when it is not there. A GPO that holds
other settings is refused, what was there before is kept as a backup, and a second run changes nothing.

  --server DC                the domain controller: its LDAP and its SYSVOL are used, nobody else's
  --user NAME                account that may edit GPOs (NAME or DOMAIN\NAME); its password is asked for
  --authentication-file FILE account and password from a file (lines "username = ", "password = ", "domain = ")
  --kerberos                 the tickets of kinit instead of a password (Samba 4.15 or later)
  --link DN                  also link the GPO there, e.g. DC=example,DC=com; without it no link is made or changed
  --gpo {GUID}               this GPO instead of the one with the package's name
  --overwrite                replace other settings of the GPO too
  --backup FOLDER            where the backup goes (default: gpo-before-... in the current folder)
  --sysvolreset              then run "samba-tool ntacl sysvolreset": on the domain controller itself, as root
  --versions-only            files stay: only version numbers and extension names are set, as a GPO needs it that
                             "samba-tool gpo restore" or "samba-tool gpo load" has made
  --remove                   takes the trust away: policies without settings, in the same GPO
  --restore FOLDER           puts back what a backup of this script holds
  --dry-run                  says what would change, and changes nothing
  --configfile FILE          smb.conf for the Samba programs

Exit status: 0 done, or nothing to do; 1 failed, and what was changed is put back; 2 usage; 3 refused, nothing was
changed; 4 failed, and not everything could be put back.

Needs samba-tool, smbclient, ldb-tools (ldbsearch, ldbmodify) and python3.

  sh import-samba.sh --server dc1.example.com --user Administrator --dry-run
  sh import-samba.sh --server dc1.example.com --user Administrator --link DC=example,DC=com
  sh import-samba.sh --server dc1.example.com --user Administrator --remove
TEXT
}

say() { printf '%s\n' "$*"; }
stop() { status=$1; shift; printf 'import-samba.sh: %s\n' "$*" >&2; exit "$status"; }
failed() { stop 1 "$@"; }

server='' account='' authentication_file='' kerberos='' link='' gpo='' overwrite='' backup='' reset='' mode=import restore_from='' dry_run='' configfile=''
set_mode() { [ "$mode" = import ] || stop 2 "--versions-only, --remove and --restore exclude each other"; mode=$1; }
while [ $# -gt 0 ]; do
  case $1 in
    --server | --user | --authentication-file | --link | --gpo | --backup | --restore | --configfile)
      [ $# -ge 2 ] && [ -n "$2" ] || stop 2 "$1 needs a value"
      case $1 in
        --server) server=$2 ;;
        --user) account=$2 ;;
        --authentication-file) authentication_file=$2 ;;
        --link) link=$2 ;;
        --gpo) gpo=$2 ;;
        --backup) backup=$2 ;;
        --restore) set_mode restore; restore_from=$2 ;;
        --configfile) configfile=$2 ;;
      esac
      shift ;;
    --kerberos) kerberos=yes ;;
    --overwrite) overwrite=yes ;;
    --sysvolreset) reset=yes ;;
    --versions-only) set_mode versions ;;
    --remove) set_mode remove ;;
    --dry-run) dry_run=yes ;;
    --help) usage; exit 0 ;;
    *) stop 2 "unknown option $1; --help lists them" ;;
  esac
  shift
done

case $server in '') stop 2 "--server is missing: name the domain controller" ;; -* | *[!A-Za-z0-9.-]*) stop 2 "--server takes a host name" ;; esac
case $account in *%*) stop 2 "a password never stands on the command line: leave out % and what follows" ;; esac
case $gpo in '') ;; \{*[!0-9A-Fa-f-]*\} | [!\{]* | *[!\}]) stop 2 "--gpo takes a GUID in braces" ;; esac
[ "$mode" != restore ] || [ -f "$restore_from/attributes.ldif" ] || stop 2 "$restore_from holds no backup of this script"
for program in samba-tool smbclient ldbsearch ldbmodify python3; do
  command -v "$program" >/dev/null || stop 2 "$program is missing (Debian: samba-common-bin smbclient ldb-tools python3)"
done
root=$(cd "$(dirname "$0")/.." && pwd)
policies=$root/artefacts/samba/restore
for file in "$policies/Machine/Registry.pol.SAMBABACKUP=$uses_machine" "$policies/User/Registry.pol.SAMBABACKUP=$uses_user"; do
  [ "${file##*=}" = no ] || [ -r "${file%=*}" ] || stop 2 "${file%=*} is missing: unpack the whole package"
done

# From here on whatever ends the script puts back what was changed.
work=$(mktemp -d "${TMPDIR:-/tmp}/import-samba.XXXXXX")
changed='' created='' linked='' guid='' echo_off=''
finish() {
  status=$?
  trap - EXIT
  trap '' HUP INT TERM
  [ -z "$echo_off" ] || stty echo </dev/tty
  if [ "$status" -ne 0 ] && [ -n "$changed$created" ]; then put_back || status=4; fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- the account: its password goes to the programs in a file only they and this account can read -------------------------------------------
ask_password() {
  { : </dev/tty; } 2>/dev/null || stop 2 "there is no terminal to ask for the password: use --authentication-file or --kerberos"
  echo_off=yes; stty -echo </dev/tty
  printf 'Password of %s: ' "$account" >/dev/tty
  IFS= read -r password </dev/tty || password=''
  stty echo </dev/tty; echo_off=''
  printf '\n' >/dev/tty
  printf '%s\n' "$password" >"$work/password"
}
of_file() { sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" "$authentication_file" | sed 's/[[:space:]]*$//' | head -n 1; }
if [ -n "$kerberos" ]; then
  [ -z "$authentication_file" ] || stop 2 "--kerberos and --authentication-file exclude each other"
elif [ -n "$authentication_file" ]; then
  [ -r "$authentication_file" ] || stop 2 "$authentication_file cannot be read"
  domain=$(of_file domain)
  [ -n "$account" ] || account=${domain:+"$domain\\"}$(of_file username)
  of_file password >"$work/password"
else
  [ -n "$account" ] || stop 2 "--user, --authentication-file or --kerberos is missing: say who you are"
  ask_password
fi
[ -n "$account$kerberos" ] || stop 2 "$authentication_file names no account"
[ -n "$kerberos" ] || { PASSWD_FILE=$work/password; export PASSWD_FILE; }

samba() { # PROGRAM ARGUMENT...
  program=$1; shift
  "$program" ${configfile:+"--configfile=$configfile"} ${kerberos:+--use-kerberos=required} ${account:+"-U$account"} "$@" </dev/null
}
gpo_tool() { # VERB ARGUMENT...
  verb=$1; shift
  samba-tool gpo "$verb" -H "ldap://$server" ${configfile:+"--configfile=$configfile"} ${kerberos:+--use-kerberos=required} ${account:+"-U$account"} "$@" </dev/null
}
in_sysvol() { samba smbclient "//$server/sysvol" -D "$sysvol_path" -c "$1" >"$work/smbclient.out" 2>&1; } # COMMAND, with names below the GPO's folder
explain() { sed 's/^/  /' "$1" >&2; }

# --- reading what is there ------------------------------------------------------------------------------------------------------------------
unfold() { awk '{ if (NR > 1 && sub(/^ /, "")) held = held $0; else { if (NR > 1) print held; held = $0 } } END { print held }' "$1"; }
attribute() { # LDIF NAME: its value, from plain or Base64 form
  unfold "$1" | sed -n "s/^$2: //p"
  unfold "$1" | sed -n "s/^$2:: //p" | base64 -d
}
search() { # FILE BASE SCOPE FILTER ATTRIBUTE...
  file=$1 base=$2 scope=$3; shift 3
  samba ldbsearch -H "ldap://$server" -b "$base" -s "$scope" "$@" >"$file" 2>"$work/ldbsearch.err"
}
gpo_attributes='cn displayName gPCFileSysPath versionNumber flags gPCMachineExtensionNames gPCUserExtensionNames'

# Every octet of the name is written as \XX (RFC 4515 section 3): no character of it can mean anything to the filter.
find_gpo() {
  if [ -n "$gpo" ]; then
    # shellcheck disable=SC2086
    search "$work/before.ldif" "CN=$gpo,$container" base '(objectClass=groupPolicyContainer)' $gpo_attributes || return 1
  else
    escaped=$(printf %s "$gpo_name" | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\/g')
    # shellcheck disable=SC2086
    search "$work/before.ldif" "$container" one "(&(objectClass=groupPolicyContainer)(displayName=$escaped))" $gpo_attributes || failed "the search for the GPO failed: $(cat "$work/ldbsearch.err")"
  fi
  case $(grep -c '^dn:' "$work/before.ldif") in
    0) return 1 ;;
    1) ;;
    *) stop 3 "several GPOs have this name: choose one with --gpo {GUID}" ;;
  esac
  guid=$(attribute "$work/before.ldif" cn)
  sysvol_path=$(attribute "$work/before.ldif" gPCFileSysPath | sed 's/^\\\\[^\\]*\\[^\\]*\\//; s/\\/\//g')
  case $sysvol_path in '' | *[!A-Za-z0-9._/{}-]*) stop 3 "the GPO has an odd gPCFileSysPath: $sysvol_path" ;; esac
}

# The GPO's files as they are, below $1/policy/{GUID}.
fetch() {
  rm -rf "$1"; mkdir -p "$1"
  gpo_tool fetch --tmpdir="$1" -- "$guid" >"$work/fetch.out" 2>&1 || { explain "$work/fetch.out"; failed "the GPO's files cannot be fetched"; }
}
file_in() { find "$1" -ipath "*/$2" -type f | head -n 1; } # FOLDER ENDING

# One line per setting of a Registry.pol ([MS-GPREG] 2.2.1): "certificate STORE SHA1", "key", or "other KEY VALUE".
describe() {
  [ -n "$1" ] || return 0
  python3 - "$1" <<'PYTHON'
import re
import struct
import sys

data = open(sys.argv[1], "rb").read()
if data and (data[:8] != b"PReg\x01\x00\x00\x00"):
    sys.exit("not a registry.pol of version 1")
at = 8


def text():
    global at
    end = at
    while data[end:end + 2] != b"\x00\x00":
        if end >= len(data):
            sys.exit("truncated")
        end += 2
    value, at = data[at:end].decode("utf-16-le", "replace"), end + 2
    return value


def mark(character):
    global at
    if data[at:at + 2] != character.encode("utf-16-le"):
        sys.exit("%s expected at octet %d" % (character, at))
    at += 2


while at < len(data):
    mark("[")
    key = text()
    mark(";")
    value = text()
    mark(";")
    at += 4
    mark(";")
    if at + 4 > len(data):
        sys.exit("truncated")
    size = struct.unpack_from("<I", data, at)[0]
    at += 4
    mark(";")
    at += size
    mark("]")
    store = re.match(r"(?i)software\\policies\\microsoft\\systemcertificates\\(\w+)\\", key)
    blob = store and re.search(r"(?i)\\certificates\\([0-9A-F]{40})$", key)
    if blob and value.lower() == "blob":
        print("certificate", store.group(1), blob.group(1).upper())
    elif store and (not value or re.search(r"(?i)\\root\\protectedroots$", key)):
        print("key")
    else:
        print(ascii("other %s %s" % (key, value))[1:-1])
PYTHON
}
version_of() { # GPT.INI: its number; 0 without one
  number=0
  [ -z "$1" ] || number=$(tr -d '\r' <"$1" | sed -n 's/^[[:space:]]*[Vv][Ee][Rr][Ss][Ii][Oo][Nn][[:space:]]*=[[:space:]]*\([0-9][0-9]*\)[[:space:]]*$/\1/p' | tail -n 1)
  printf '%s\n' "${number:-0}"
}
foreign_extensions() { # LIST: true if it names more than the registry, EFS and their editors
  printf %s "$1" | tr 'a-f' 'A-F' | grep -o '{[^}]*}' | grep -qvE '^\{(35378EAC-683F-11D2-A89A-00C04FBBCFA2|B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A|53D6AB1[BD]-2488-11D1-A28C-00C04FB94F17|D02B1F7[23]-3407-48AE-BA88-E8213C6761F1)\}$'
}

read_before() {
  fetch "$work/before"
  before_version=$(attribute "$work/before.ldif" versionNumber); before_version=${before_version:-0}
  case $before_version in *[!0-9]*) stop 3 "the GPO has an odd versionNumber: $before_version" ;; esac
  before_ini=$(file_in "$work/before" GPT.INI)
  before_ini_version=$(version_of "$before_ini")
  before_machine=$(file_in "$work/before" machine/registry.pol)
  before_user=$(file_in "$work/before" user/registry.pol)
  before_machine_extensions=$(attribute "$work/before.ldif" gPCMachineExtensionNames)
  before_user_extensions=$(attribute "$work/before.ldif" gPCUserExtensionNames)
  for side in machine user; do
    eval "file=\$before_$side"
    describe "$file" >"$work/before.$side" 2>"$work/describe.err" || stop 3 "$file: $(cat "$work/describe.err")"
  done
}
refuse_foreign() {
  [ -z "$overwrite" ] && [ "$mode" != versions ] && [ "$mode" != restore ] || return 0
  if grep -h '^other ' "$work/before.machine" "$work/before.user" >"$work/other"; then
    explain "$work/other"; stop 3 "the GPO holds other settings (above): import into a GPO of its own, or replace them with --overwrite"
  fi
  if foreign_extensions "$before_machine_extensions$before_user_extensions"; then
    stop 3 "the GPO is also used by other extensions ($before_machine_extensions $before_user_extensions): import into a GPO of its own, or switch them off with --overwrite"
  fi
}

# --- what it shall be -----------------------------------------------------------------------------------------------------------------------
higher() { if [ "$1" -gt "$2" ]; then printf %s "$1"; else printf %s "$2"; fi; }
next_half() { if [ "$1" -ge 65535 ]; then printf 1; else printf %s $(($1 + 1)); fi; }
no_settings() { printf 'PReg\001\000\000\000'; }

# A side is touched when the package or the GPO has something there. What it no longer holds becomes a policy without settings, whose extension names
# stay: clients must still be told to take away what it gave them.
plan_side() { # SIDE USED
  side=$1 used=$2 source='' touched=yes
  eval "before=\$before_$side before_names=\$before_${side}_extensions names=\$${side}_extensions"
  # shellcheck disable=SC2154
  case $mode in
    import) [ "$used" = no ] || source=$policies/$(if [ "$side" = machine ]; then printf Machine; else printf User; fi)/Registry.pol.SAMBABACKUP ;;
    restore) source=$(file_in "$restore_from" "$side/registry.pol"); names=$(attribute "$restore_from/attributes.ldif" "gPC$(if [ "$side" = machine ]; then printf Machine; else printf User; fi)ExtensionNames") ;;
    versions) source=$before; [ "$used" = yes ] || names=$before_names ;;
  esac
  if [ -z "$source$before$before_names" ]; then touched=no names=''; fi
  if [ "$touched" = yes ] && [ "$mode" != restore ] && [ -z "$names" ]; then names=$before_names; fi
  if [ -n "$source" ]; then cp "$source" "$work/$side.pol"; else no_settings >"$work/$side.pol"; fi
  # shellcheck disable=SC2034
  after_touched=$touched after_names=$names
  eval "${side}_touched=\$after_touched after_${side}_extensions=\$after_names"
}
plan() {
  plan_side machine "$uses_machine"
  plan_side user "$uses_user"
  machine_half=$(higher $((before_version % 65536)) $((before_ini_version % 65536)))
  user_half=$(higher $((before_version / 65536)) $((before_ini_version / 65536)))
  [ "$machine_touched" = no ] || machine_half=$(next_half "$machine_half")
  [ "$user_touched" = no ] || user_half=$(next_half "$user_half")
  after_version=$((user_half * 65536 + machine_half))
  # The other lines of a GPT.INI, such as displayName, stay.
  if [ -n "$before_ini" ] && tr -d '\r' <"$before_ini" | grep -qi '^\[general\]'; then
    tr -d '\r' <"$before_ini" | awk -v version="$after_version" '
      tolower($0) ~ /^[ \t]*version[ \t]*=/ { next }
      { print }
      tolower($0) ~ /^\[general\]/ { print "Version=" version }'
  else
    printf '[General]\nVersion=%s\n' "$after_version"
  fi | sed "s/\$/$(printf '\r')/" >"$work/GPT.INI"
}
side_is_settled() { # SIDE HALF
  eval "touched=\$${1}_touched before=\$before_$1 names=\$after_${1}_extensions before_names=\$before_${1}_extensions"
  # shellcheck disable=SC2154
  [ "$touched" = no ] || { [ -n "$before" ] && cmp -s "$before" "$work/$1.pol" && [ "$names" = "$before_names" ] && [ "$2" -gt 0 ]; }
}
is_settled() {
  [ "$before_version" = "$before_ini_version" ] && side_is_settled machine $((before_version % 65536)) && side_is_settled user $((before_version / 65536))
}
show_changes() {
  for side in machine user; do
    describe "$work/$side.pol" | sort -u >"$work/after.list"
    sort -u "$work/before.$side" >"$work/before.list"
    comm -13 "$work/before.list" "$work/after.list" | sed -n "s/^certificate /  $side side: adds to /p"
    comm -23 "$work/before.list" "$work/after.list" | sed -n "s/^certificate /  $side side: removes from /p; s/^other /  $side side: removes the setting /p"
  done
  say "  version $before_version -> $after_version"
}

# --- changing it ----------------------------------------------------------------------------------------------------------------------------
ldif_of() { # VERSION MACHINE-NAMES USER-NAMES; an empty list takes the attribute away
  printf 'dn: CN=%s,%s\nchangetype: modify\nreplace: versionNumber\nversionNumber: %s\n-\n' "$guid" "$container" "$1"
  printf 'replace: gPCMachineExtensionNames\n'; [ -z "$2" ] || printf 'gPCMachineExtensionNames: %s\n' "$2"
  printf -- '-\nreplace: gPCUserExtensionNames\n'; [ -z "$3" ] || printf 'gPCUserExtensionNames: %s\n' "$3"
  printf -- '-\n'
}
modify() { samba ldbmodify -H "ldap://$server" "$1" >"$work/ldbmodify.out" 2>&1; }
put() { # FILE NAME: name below the GPO's folder
  (cd "$(dirname "$1")" && in_sysvol "put \"$(basename "$1")\" \"$2\"") || return 1
}
folder_of() { if [ "$1" = machine ]; then printf Machine; else printf User; fi; }

put_back() {
  say "import-samba.sh: putting back what was there" >&2
  back=0
  if [ -n "$linked" ]; then gpo_tool dellink -- "$link" "$guid" >/dev/null 2>&1 || back=1; fi
  if [ -n "$created" ]; then
    gpo_tool del -- "$guid" >"$work/del.out" 2>&1 || back=1
    [ $back = 0 ] || say "import-samba.sh: GPO $guid may be left over: samba-tool gpo del $guid" >&2
    return $back
  fi
  for side in machine user; do
    eval "touched=\$${side}_touched before=\$before_$side"
    [ "$touched" = yes ] || continue
    if [ -n "$before" ]; then
      put "$before" "$(folder_of "$side")/Registry.pol" || back=1
    else
      in_sysvol "del \"$(folder_of "$side")/Registry.pol\"" || :   # it may never have got there
    fi
  done
  [ -z "$before_ini" ] || put "$before_ini" GPT.INI || back=1
  ldif_of "$before_version" "$before_machine_extensions" "$before_user_extensions" >"$work/back.ldif"
  modify "$work/back.ldif" || back=1
  [ $back = 0 ] || say "import-samba.sh: GPO $guid is not as it was; run again with --restore ${kept:-BACKUP}" >&2
  return $back
}

keep_backup() {
  [ -n "$backup" ] || backup=gpo-before-$guid-version-$before_version
  kept=$backup copy=2
  while [ -e "$kept" ]; do kept=$backup-$copy copy=$((copy + 1)); done
  mkdir -p "$kept.part"
  cp -R "$work/before/policy" "$kept.part/" && cp "$work/before.ldif" "$kept.part/attributes.ldif" && mv "$kept.part" "$kept" || failed "the backup $kept cannot be written"
  say "backup of what was there: $kept"
}

write_changes() {
  changed=yes
  for side in machine user; do
    eval "touched=\$${side}_touched"
    [ "$touched" = yes ] && [ "$mode" != versions ] || continue
    in_sysvol "mkdir $(folder_of "$side")" || :   # it is there already, as a rule
    put "$work/$side.pol" "$(folder_of "$side")/Registry.pol" || { explain "$work/smbclient.out"; failed "Registry.pol cannot be written"; }
  done
  ldif_of "$after_version" "$after_machine_extensions" "$after_user_extensions" >"$work/change.ldif"
  modify "$work/change.ldif" || { explain "$work/ldbmodify.out"; failed "the GPO's attributes cannot be changed"; }
  put "$work/GPT.INI" GPT.INI || { explain "$work/smbclient.out"; failed "GPT.INI cannot be written"; }
}
read_again() {
  fetch "$work/again"
  cmp -s "$work/GPT.INI" "$(file_in "$work/again" GPT.INI)" || failed "GPT.INI did not arrive"
  for side in machine user; do
    eval "touched=\$${side}_touched"
    [ "$touched" = no ] || [ "$mode" = versions ] || cmp -s "$work/$side.pol" "$(file_in "$work/again" "$side/registry.pol")" || failed "the $side side's Registry.pol did not arrive"
  done
  # shellcheck disable=SC2086
  search "$work/again.ldif" "CN=$guid,$container" base '(objectClass=groupPolicyContainer)' $gpo_attributes || failed "the GPO cannot be read again"
  [ "$(attribute "$work/again.ldif" versionNumber)" = "$after_version" ] && [ "$(attribute "$work/again.ldif" gPCMachineExtensionNames)" = "$after_machine_extensions" ] &&
    [ "$(attribute "$work/again.ldif" gPCUserExtensionNames)" = "$after_user_extensions" ] || failed "the GPO's attributes did not arrive"
}
is_linked() {
  gpo_tool getlink -- "$link" >"$work/getlink.out" 2>&1 || { explain "$work/getlink.out"; stop "$1" "$link: not a place for a link"; }
  [ -n "$guid" ] && grep -qiF "$guid" "$work/getlink.out"
}
make_link() {
  [ -n "$link" ] || return 0
  if is_linked 1; then say "linked to $link already"; return 0; fi
  gpo_tool setlink -- "$link" "$guid" >"$work/setlink.out" 2>&1 || { explain "$work/setlink.out"; failed "the link to $link cannot be made"; }
  linked=yes
  say "linked to $link"
}
reset_acls() {
  [ -n "$reset" ] || return 0
  samba-tool ntacl sysvolreset ${configfile:+"--configfile=$configfile"} >"$work/reset.out" 2>&1 || { explain "$work/reset.out"; failed "sysvolreset failed"; }
  say "SYSVOL's access rights set anew"
}

# --- the run --------------------------------------------------------------------------------------------------------------------------------
search "$work/root.ldif" '' base '(objectClass=*)' defaultNamingContext || { explain "$work/ldbsearch.err"; failed "$server does not answer, or not to this account"; }
container=CN=Policies,CN=System,$(attribute "$work/root.ldif" defaultNamingContext)
if [ -n "$link" ]; then is_linked 3 || :; fi
[ -z "$reset" ] || [ "$(id -u)" = 0 ] || stop 3 "--sysvolreset needs root on the domain controller"

if find_gpo; then
  say "GPO $guid: $(attribute "$work/before.ldif" displayName | tr -d '[:cntrl:]')"
elif [ -n "$gpo" ]; then
  stop 3 "there is no GPO $gpo"
elif [ "$mode" != import ]; then
  [ "$mode" = remove ] || stop 3 "there is no GPO of this name: $gpo_name"
  say "nothing to do: there is no GPO of this name: $gpo_name"; exit 0
elif [ -n "$dry_run" ]; then
  say "would create the GPO \"$gpo_name\" with revision $package_revision of this package${link:+ and link it to $link}"; exit 0
else
  mkdir "$work/create"
  gpo_tool create --tmpdir="$work/create" -- "$gpo_name" >"$work/create.out" 2>&1 || { explain "$work/create.out"; failed "the GPO cannot be created"; }
  find_gpo || failed "the new GPO cannot be found"
  created=yes
  say "created GPO $guid: $gpo_name"
fi
read_before
refuse_foreign
plan
if is_settled; then
  say "unchanged: the GPO is as it should be, version $before_version"
  if [ -n "$dry_run" ]; then exit 0; fi
  reset_acls
  make_link
  exit 0
fi
show_changes
flags=$(attribute "$work/before.ldif" flags)
case ${flags:-0} in 0) ;; *) say "WARNING: the GPO is switched off in part or whole (flags $flags)" ;; esac
if [ -n "$dry_run" ]; then say "nothing was changed"; exit 0; fi
kept=''
[ -n "$created" ] || keep_backup
write_changes
make_link
reset_acls
read_again
was_created=$created changed='' created='' linked=''

case $mode in
  import) say "done: revision $package_revision of this package is in GPO $guid" ;;
  remove) say "done: GPO $guid trusts nothing any more. Leave it linked until every computer has refreshed its policy, then: samba-tool gpo del $guid" ;;
  restore) say "done: what the backup holds is in GPO $guid" ;;
  versions) say "done: version numbers and extension names of GPO $guid" ;;
esac
[ -n "$link" ] || [ "$mode" != import ] || [ -z "$was_created" ] || say "it is linked nowhere yet: samba-tool gpo setlink DN $guid, or --link DN"
[ -n "$reset" ] || say "\"samba-tool ntacl sysvolcheck\" is content only after \"samba-tool ntacl sysvolreset\" on the domain controller; clients do not mind"
[ -z "$kept" ] || say "the way back: sh $0 --server $server --restore $kept"
