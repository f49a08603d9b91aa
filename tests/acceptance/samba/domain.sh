#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# A throw-away Samba AD domain in network and mount namespaces of its own: only the loopback device exists there, the host's ports and files stay untouched. Needs root.
#   domain.sh up DIR            provisions and starts example.test in DIR
#   domain.sh in DIR COMMAND... runs a command inside
#   domain.sh down DIR          stops it
# Inside, "$DIR/smb.conf" and -U "$(cat DIR/credentials)" reach the domain as Administrator.
set -euo pipefail
verb=$1 dir=$2; shift 2
conf=$dir/etc/smb.conf
inside() { KRB5_CONFIG=$dir/krb5.conf nsenter --net --mount -t "$(cat "$dir/pid")" -- /bin/sh -c 'cd "$0" && exec "$@"' "$PWD" "$@"; }

up() {
  mkdir -p "$dir/etc" "$dir/run"
  : >"$dir/empty.conf"
  printf 'Administrator%%Passw0rd-Test-1' >"$dir/credentials"
  samba-tool domain provision --configfile="$dir/empty.conf" --targetdir="$dir" --realm=EXAMPLE.TEST --domain=EXAMPLE --adminpass=Passw0rd-Test-1 \
    --host-name=dc1 --host-ip=127.0.0.1 --server-role=dc --dns-backend=SAMBA_INTERNAL --option='interfaces=lo' --option='bind interfaces only=yes' \
    --option='dns forwarder=' --option="log file=$dir/log.%m" --option="pid directory=$dir/run" --option="ncalrpc dir=$dir/ncalrpc" \
    --option="ntp signd socket directory=$dir/ntp_signd" --option='printcap name=/dev/null' --option='load printers=no' --option='disable spoolss=yes' \
    --option='disable netbios=yes' --option='server services=s3fs, rpc, ldap, cldap, kdc, winbindd, dns' >"$dir/provision.log" 2>&1 || { tail -5 "$dir/provision.log" >&2; return 1; }
  printf '127.0.0.1 dc1.example.test dc1 localhost\n' >"$dir/hosts"
  printf 'search example.test\nnameserver 127.0.0.1\n' >"$dir/resolv.conf"
  printf 'passwd: files winbind\ngroup: files winbind\nhosts: files dns\n' >"$dir/nsswitch.conf"
  cat >"$dir/krb5.conf" <<'K'
[libdefaults]
 default_realm = EXAMPLE.TEST
 dns_lookup_realm = false
 dns_lookup_kdc = false
 rdns = false
 dns_canonicalize_hostname = false
[realms]
 EXAMPLE.TEST = {
  kdc = 127.0.0.1
  default_domain = example.test
 }
[domain_realm]
 .example.test = EXAMPLE.TEST
K
  # libwbclient looks for winbindd in /run/samba only, so the namespace gets a /run/samba of its own.
  setsid unshare --net --mount --propagation private /bin/sh -c '
    ip link set lo up && mkdir -p /run/samba && mount -t tmpfs none /run/samba && chmod 755 /run/samba &&
    mount --bind "$1/hosts" /etc/hosts && mount --bind "$1/resolv.conf" /etc/resolv.conf && mount --bind "$1/nsswitch.conf" /etc/nsswitch.conf &&
    KRB5_CONFIG="$1/krb5.conf" exec samba -s "$1/etc/smb.conf" -F' sh "$dir" >"$dir/samba.out" 2>&1 </dev/null &
  echo $! >"$dir/pid"

  for _ in $(seq 1 150); do
    kill -0 "$(cat "$dir/pid")" 2>/dev/null || { tail -5 "$dir/samba.out" >&2; return 1; }
    inside samba-tool user list -H ldap://dc1.example.test -U "$(cat "$dir/credentials")" --configfile="$conf" >/dev/null 2>&1 &&
      inside smbclient -L dc1.example.test -U "$(cat "$dir/credentials")" --configfile="$conf" >/dev/null 2>&1 && break
    sleep 0.2
  done
  inside samba-tool user list -H ldap://dc1.example.test -U "$(cat "$dir/credentials")" --configfile="$conf" >/dev/null 2>"$dir/asked" || { cat "$dir/asked" >&2; return 1; }
  inside samba-tool dns add 127.0.0.1 example.test dc1 A 127.0.0.1 -U "$(cat "$dir/credentials")" --configfile="$conf" >/dev/null 2>&1 || true
  inside samba_spnupdate -s "$conf"   # the ldap/ principals a member's Kerberos bind needs
}

down() {
  [ -s "$dir/pid" ] || return 0
  local pid space own entry
  pid=$(cat "$dir/pid"); kill -0 "$pid" 2>/dev/null || return 0
  space=$(readlink "/proc/$pid/ns/net"); own=$(readlink /proc/self/ns/net)
  [ "$space" != "$own" ] || { echo "the domain is not in a namespace of its own" >&2; return 1; }
  kill "$pid" 2>/dev/null || true
  for entry in /proc/[0-9]*; do   # Samba's RPC workers outlive it
    [ "$(readlink "$entry/ns/net" 2>/dev/null)" = "$space" ] && kill -9 "${entry#/proc/}" 2>/dev/null
  done
  return 0
}

case $verb in up) up ;; down) down ;; in) inside "$@" ;; *) sed -n 4,9p "$0"; exit 2 ;; esac
