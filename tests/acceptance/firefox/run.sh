#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Judge: Firefox with the policies.json of a package, over TLS to a server that holds the real key. GPOTRUST_FIREFOX may name the program.
# shellcheck source=tests/acceptance/lib.sh disable=SC2154
source "$(dirname "$0")/../lib.sh" "$1"
need openssl python3
firefox=${GPOTRUST_FIREFOX:-$(command -v firefox-esr || command -v firefox || true)}
[ -n "$firefox" ] || skip "firefox-esr is not installed"
firefox=$(realpath "$firefox")
[ -e "$(dirname "$firefox")/libxul.so" ] || skip "$firefox is a wrapper: name the program itself in GPOTRUST_FIREFOX"

# A copy of its own: policies stand beside the program.
cp -al "$(dirname "$firefox")" "$WORK/firefox" 2>/dev/null || cp -a "$(dirname "$firefox")" "$WORK/firefox"
rm -rf "$WORK/firefox/distribution"; mkdir "$WORK/firefox/distribution"
program=$WORK/firefox/$(basename "$firefox")
export HOME=$WORK/home MOZ_HEADLESS=1 LD_LIBRARY_PATH=$WORK/firefox${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
mkdir -p "$HOME/.mozilla/certificates"   # where Firefox looks on this system for the names in the policy

serve() { # NAME PORT
  LD_LIBRARY_PATH='' openssl s_server -accept "127.0.0.1:$2" -cert "$WORK/$1.pem" -key "$WORK/$1.key.pem" -www -quiet >/dev/null 2>&1 &
  at_exit+=("kill $!")
}
visits=0
must_be() { # WORD URL: what Firefox must say
  local said
  visits=$((visits + 1))
  said=$(python3 "$HERE/firefox/visit.py" "$program" "$WORK/profile-$visits" $((port + 10)) "$2") || fail "Firefox cannot be driven: $said"
  [ "${said##* }" = "$1" ] || fail "Firefox $said $2, not $1"
  version=${said%% *}
}

port=$((20000 + $$ % 20000))
make_certificate server localhost localhost
make_certificate other localhost localhost
serve server "$port"; serve other $((port + 1))
make_package server --gpo-name 'Firefox' --domain example.test

must_be refused "https://localhost:$port/"
cp "$package/artefacts/firefox/policies.json" "$WORK/firefox/distribution/"
cp "$package"/certificates/*.cer "$HOME/.mozilla/certificates/"
must_be loaded "https://localhost:$port/"
must_be refused "https://127.0.0.1:$port/"
must_be refused "https://localhost:$((port + 1))/"
ok "Firefox $version with the package's policy trusts this certificate, for its own name only"
