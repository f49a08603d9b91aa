#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: crypt32 as Wine implements it. Both group-policy Trusted People stores show the certificate, without a private-key property; the blob is what crypt32 itself would
# have written; and a policy that takes the trust away leaves nothing.
# Not judged here: peer trust and the merging of the policy store, which Wine does not have.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need openssl python3 x86_64-w64-mingw32-gcc
wine=/usr/lib/wine/wine64
[ -x "$wine" ] || wine=$(command -v wine64 || true)
[ -n "$wine" ] || skip "Wine is not installed"
unset DISPLAY WAYLAND_DISPLAY
export WINEPREFIX=${GPOTRUST_WINEPREFIX:-${TMPDIR:-/tmp}/gpotrust-wine-$(id -u)} WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=d;winemenubuilder.exe=d'
[ -f "$WINEPREFIX/system.reg" ] || timeout 300 "$wine" wineboot -i >/dev/null 2>&1 || fail "no Wine prefix could be made"
x86_64-w64-mingw32-gcc -municode -O1 -Wall -Wextra -Werror -s -o "$WORK/policy_stores.exe" "$HERE/wine/policy_stores.c" -lcrypt32 -ladvapi32
ask() { timeout 120 "$wine" "$WORK/policy_stores.exe" "$@" | tr -d '\r'; }
at_exit+=('ask forget')

make_certificate mail EXCH01 EXCH01 mail.example.test
make_package mail --friendly-name 'Größe 证书 until 2027'
sha1=$(sha1_of "$WORK/mail.cer")

ask forget
ask apply HKLM "$machine_pol"
ask apply HKCU "$user_pol"
ask show TrustedPeople | tee "$WORK/stores"
for location in computer user; do
  line=$(grep "^certificate location=$location " "$WORK/stores") || fail "crypt32 sees no certificate in the $location policy store"
  [[ $line == *" sha1=$sha1 "* && $line == *" hash_property=$sha1 "* ]] || fail "another thumbprint in the $location store: $line"
  [[ $line == *" private_key=no "* ]] || fail "a private-key property in the $location store"
  [[ $line == *" friendly_name=Größe 证书 until 2027" ]] || fail "the friendly name did not arrive in the $location store"
  grep -q "^store location=$location certificates=1$" "$WORK/stores" || fail "not exactly one certificate in the $location store"
done
ok "crypt32 shows exactly the certificate in both group-policy stores, without a key"

# The judge must be able to say no: a planted CRYPT_KEY_PROV_INFO property is seen, a damaged policy refused.
python3 - "$machine_pol" "$WORK/leaky.pol" <<'PY'
import struct, sys
pol = open(sys.argv[1], "rb").read()
start = pol.index(struct.pack("<III", 3, 1, 20))
leak = struct.pack("<III", 2, 1, 40) + struct.pack("<7I", 28, 32, 0, 32, 0, 0, 0) + "k\0".encode("utf-16-le") + "p\0".encode("utf-16-le") + bytes(4)
size_at = start - 6
size = struct.unpack_from("<I", pol, size_at)[0]
open(sys.argv[2], "wb").write(pol[:size_at] + struct.pack("<I", size + len(leak)) + pol[size_at + 4:start] + leak + pol[start:])
PY
ask forget
ask apply HKLM "$WORK/leaky.pol" >/dev/null
ask show TrustedPeople | grep -q 'private_key=YES' || fail "the judge does not see a planted key property"
head -c -7 "$machine_pol" >"$WORK/short.pol"
ask apply HKLM "$WORK/short.pol" 2>/dev/null && fail "the judge takes a truncated policy"
ok "the judge sees a planted key property and refuses a truncated policy"

# The blob without optional properties and with a friendly name equals crypt32's own serialisation.
for name in '' 'Mail until 2027'; do
  make_package mail --friendly-name "$name" --gpo-name "serialisation $name"
  ask serialize "$WORK/mail.cer" "$name" "$WORK/crypt32.blob"
  python3 - "$machine_pol" "$WORK/our.blob" <<'PY'
import struct, sys
pol = open(sys.argv[1], "rb").read()
start = pol.index(struct.pack("<III", 3, 1, 20))
size = struct.unpack_from("<I", pol, start - 6)[0]
blob = pol[start:start + size]
# Property 20 is computed by Windows on demand and not serialised here: compare without it.
out, at = b"", 0
while at < len(blob):
    ident, _, length = struct.unpack_from("<III", blob, at)
    if ident != 20: out += blob[at:at + 12 + length]
    at += 12 + length
open(sys.argv[2], "wb").write(out)
PY
  cmp "$WORK/our.blob" "$WORK/crypt32.blob" || fail "crypt32 serialises the certificate otherwise (friendly name '$name')"
done
ok "crypt32's serialisation equals ours"

ask forget
ask show TrustedPeople | grep -q '^certificate' && fail "trust is left after the policy is gone"
ok "nothing is left when the policy is gone"

# The other way round: what crypt32 serialises, we read, with the same certificates, where the key was, and nothing of it in a package.
x86_64-w64-mingw32-gcc -municode -O1 -Wall -Wextra -Werror -s -o "$WORK/make-serialized.exe" "$PROJECT/tests/data/certificate/make-serialized.c" -lcrypt32
make_certificate other EXCH02 EXCH02 other.example.test
other_sha1=$(sha1_of "$WORK/other.cer")
cp "$PROJECT/tests/data/certificate/list.der" "$WORK"
(cd "$WORK" && timeout 120 "$wine" make-serialized.exe mail.cer other.cer list.der)
"$GPOTRUST" inspect --json "$WORK/windows_store.sst" "$WORK/windows_element.serialized" >"$WORK/serialized.json" || fail "crypt32's serialisations do not open"
[ "$(json "$WORK/serialized.json" '" ".join(sorted(c["sha1"] for c in d["items"][0]["certificates"]))')" = "$(printf '%s\n' "$sha1" "$other_sha1" | sort | paste -sd' ')" ] ||
  fail "other certificates in crypt32's store"
[ "$(json "$WORK/serialized.json" 'd["items"][1]["certificates"][0]["provenance"]["key_container"]')" = te-3a1f9a5c-0000-4000-8000-000000000001 ] || fail "no key container"
[ "$(json "$WORK/serialized.json" 'd["items"][1]["certificates"][0]["provenance"]["local_machine_keyset"]')" = True ] || fail "not the computer's key set"
"$GPOTRUST" package "$WORK/windows_element.serialized" --gpo-name 'from an element' --estate "$WORK/elements" >/dev/null || fail "no package of an element"
python3 - "$WORK/elements/packages" <<'PY' || fail "the key container got into the package"
import pathlib, sys
container = "te-3a1f9a5c"
files = [file for file in pathlib.Path(sys.argv[1]).rglob("*") if file.is_file()]
leaks = [file for file in files if any(container.encode(coding) in file.read_bytes() for coding in ("utf-8", "utf-16-le", "utf-16-be"))]
sys.exit(not files or bool(leaks))
PY
ok "crypt32's stores and elements are read, and their key container stays out of packages"
