#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# .ci/check-windows-program.sh FILE.exe: looks into the import table and the headers of the Windows program. It must need nothing but parts of Windows, have
# no network function at all, the usual hardening flags, no time stamp, and no path of the machine that built it.
set -euo pipefail
exe=${1:?program}
dump=$(x86_64-w64-mingw32-objdump -p "$exe")
status=0
bad() { printf '   WRONG: %s\n' "$*"; status=1; }

libraries=$(sed -n 's/^\tDLL Name: //p' <<<"$dump" | sort -f | tr '\n' ' ')
printf '   %s: %s bytes, imports %s\n' "$(basename "$exe")" "$(stat -c %s "$exe")" "$libraries"
for library in $libraries; do
  case "${library^^}" in
    ADVAPI32.DLL | BCRYPT.DLL | CRYPT32.DLL | KERNEL32.DLL | MSVCRT.DLL | SHELL32.DLL | USER32.DLL | OLE32.DLL) ;;
    *) bad "imports $library" ;;
  esac
done
network=$(grep -iE '\b(connect|socket|bind|listen|getaddrinfo|gethostbyname|WSA[A-Z]\w+|WinHttp\w+|Internet(Open|Connect)\w*|URLDownload\w+)$' <<<"$dump" || true)
[ -z "$network" ] || bad "network functions: $network"
for flag in HIGH_ENTROPY_VA DYNAMIC_BASE NX_COMPAT; do grep -q "$flag" <<<"$dump" || bad "header flag $flag is not set"; done
grep -qE '^Time/Date\s+(0{8}|Thu Jan  1 0[01]:00:00 1970)' <<<"$dump" || bad "a time stamp: $(grep -m1 Time/Date <<<"$dump")"
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
! grep -qaF "$folder/" "$exe" || bad "names the folder $folder"
[ -z "${HOME:-}" ] || [ "$HOME" = / ] || ! grep -qaF "$HOME/" "$exe" || bad "names the folder $HOME"
for word in activeCodePage longPathAware asInvoker; do grep -qaF "$word" "$exe" || bad "its manifest has no $word"; done
exit $status
