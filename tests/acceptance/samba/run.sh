#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: a Samba Active Directory domain. The policies of a package go into a GPO the way Samba admins do it; a member fetches them through Samba's own Group Policy engine;
# a second revision keeps the GUID and raises both versions.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
[ "$(id -u)" = 0 ] || skip "a private Samba domain needs root"
need openssl python3 samba samba-tool smbclient ldbsearch ldbmodify nsenter unshare
/usr/bin/python3 -c 'import samba.gp' 2>/dev/null || skip "python3-samba is not installed"
unshare --net --mount true 2>/dev/null || skip "network and mount namespaces are not allowed here"
domain=$WORK/domain controller=ldap://dc1.example.test base=DC=example,DC=test
chmod 711 "$WORK"   # smbd looks at SYSVOL as the account that asks
mkdir -p "$domain"
at_exit+=("'$HERE/samba/domain.sh' down '$domain'")
"$HERE/samba/domain.sh" up "$domain" || fail "the domain did not start"
in_domain() { "$HERE/samba/domain.sh" in "$domain" "$@"; }
as_admin() { in_domain "$@" -U "$(cat "$domain/credentials")" --configfile="$domain/etc/smb.conf"; }

# The two extension lists stand in Backup.xml: take them from there, so that the judged value is the packaged one.
extension_list() { python3 - "${backup}Backup.xml" "$1" <<'PY'
import sys, xml.etree.ElementTree as tree
name = {"machine": "MachineExtensionGuids", "user": "UserExtensionGuids"}[sys.argv[2]]
print(tree.parse(sys.argv[1]).find(".//{http://www.microsoft.com/GroupPolicy/GPOOperations}" + name).text)
PY
}
gpo_guid() { as_admin samba-tool gpo listall -H "$controller" | awk -v name="$1" '/^GPO /{guid=$3} /^display name/{sub(/^display name *: */, ""); if ($0 == name) print guid}'; }

# import NAME REVISION: the delivery recipe with tools every Samba 4 has.
import() {
  local name=$1 revision=$2 version=$(( $2 * 65537 )) guid
  guid=$(gpo_guid "$name")
  if [ -z "$guid" ]; then
    mkdir -p "$WORK/gpo-tmp"; as_admin samba-tool gpo create "$name" -H "$controller" --tmpdir="$WORK/gpo-tmp" >/dev/null; guid=$(gpo_guid "$name")
  fi
  printf '[General]\r\nVersion=%d\r\n' "$version" >"$WORK/GPT.INI"
  as_admin smbclient //dc1.example.test/sysvol -c "cd example.test/Policies/$guid; put $machine_pol Machine/Registry.pol; put $user_pol User/Registry.pol; put $WORK/GPT.INI GPT.INI" >/dev/null 2>&1 || fail "upload"
  printf 'dn: CN=%s,CN=Policies,CN=System,%s\nchangetype: modify\nreplace: versionNumber\nversionNumber: %d\n-\nreplace: gPCMachineExtensionNames\ngPCMachineExtensionNames: %s\n-\nreplace: gPCUserExtensionNames\ngPCUserExtensionNames: %s\n-\n' \
    "$guid" "$base" "$version" "$(extension_list machine)" "$(extension_list user)" >"$WORK/change.ldif"
  as_admin ldbmodify -H "$controller" "$WORK/change.ldif" >/dev/null || fail "ldbmodify"
  [ "$revision" -gt 1 ] || as_admin samba-tool gpo setlink "$base" "$guid" -H "$controller" >/dev/null || fail "setlink"
  in_domain samba-tool ntacl sysvolreset --configfile="$domain/etc/smb.conf" || fail "sysvolreset"
  echo "$guid"
}
member() { in_domain /usr/bin/python3 "$HERE/samba/member_fetch.py" "$domain/etc/smb.conf" "$domain/cache" "$1" Administrator; }

# judge NAME REVISION SHA1...: both sides of a member see the version and exactly these certificates.
judge() {
  local name=$1 revision=$2 side sha1; shift 2
  for side in computer user; do
    member "$side" >"$WORK/member.$side" || fail "a member cannot fetch the $side side"
    grep -qF "gpo name=$name version=$((revision * 65537))" "$WORK/member.$side" || { cat "$WORK/member.$side"; fail "a member does not see version $((revision * 65537)) on the $side side"; }
    for sha1 in "$@"; do grep -q "sha1=$sha1 " "$WORK/member.$side" || { cat "$WORK/member.$side"; fail "a member gets no $sha1 on the $side side"; }; done
    [ "$(grep -c "^certificate " "$WORK/member.$side")" = $# ] || { cat "$WORK/member.$side"; fail "a member gets other certificates too"; }
  done
}

name='Trust Self Signed Certificate - Größe & <mail>'
make_certificate mail EXCH01 EXCH01 mail.example.test
make_certificate next EXCH01 EXCH01 mail.example.test
first=$(sha1_of "$WORK/mail.cer") second=$(sha1_of "$WORK/next.cer")

make_package mail --gpo-name "$name" --domain example.test
judge_before=$(member computer | grep -c '^certificate ' || true)
[ "$judge_before" = 0 ] || fail "a member has Trusted People certificates before any import"
guid=$(import "$name" 1)
judge "$name" 1 "$first"
ok "a member fetches revision 1 from $guid on both sides"

mkdir "$WORK/fetched"
as_admin samba-tool gpo fetch "$guid" -H "$controller" --tmpdir="$WORK/fetched" >/dev/null
cmp "$machine_pol" "$WORK/fetched/policy/$guid/Machine/Registry.pol" || fail "registry.pol came back otherwise"
as_admin samba-tool gpo aclcheck -H "$controller" || fail "gpo aclcheck"
in_domain samba-tool ntacl sysvolcheck --configfile="$domain/etc/smb.conf" || fail "ntacl sysvolcheck"
ok "registry.pol comes back octet for octet, aclcheck and sysvolcheck content"

make_package next --gpo-name "$name" --domain example.test --add
[ "$(json "$WORK/package.json" 'd["packages"][0]["revision"]')" = 2 ] || fail "adding a certificate made no second revision"
[ "$(import "$name" 2)" = "$guid" ] || fail "the second revision went into another GPO"
judge "$name" 2 "$first" "$second"
ok "revision 2 with both certificates arrives in the same GPO (version 65537 -> 131074)"
