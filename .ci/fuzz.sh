#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# .ci/fuzz.sh SECONDS: runs every libFuzzer program of the fuzz preset for that long, two at a time. Starts from tests/fuzz/corpus/NAME and, where it lies
# beside the project, from files of the shared corpus; what it learns goes to build/fuzz/learnt/NAME, an input that breaks a reader to build/fuzz/found/.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
BUDGET=${1:?seconds per target}
FOUND=$PROJECT/build/fuzz/found
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1

# shared_seeds PROGRAM FOLDER: copies small files of the shared corpus with the endings of that target there, named by their content
shared_seeds() {
  local corpus=$PROJECT/../shared/corpus ending file
  [ -d "$corpus" ] && [ -s "$1.endings" ] && [ ! -d "$2" ] || return 0
  mkdir -p "$2"
  for ending in $(tr ';' ' ' <"$1.endings"); do
    find "$corpus" -type f -size -64k -name "*$ending" -print0 | sort -z | head -z -n 300 | while IFS= read -r -d '' file; do
      cp "$file" "$2/$(sha1sum <"$file" | cut -c1-16)"
    done
  done
}

fuzz_one() {
  local program=$1 name learnt log seeds=()
  name=${program##*/fuzz_}
  learnt=$PROJECT/build/fuzz/learnt/$name log=$LOGS/fuzz-$name.log
  mkdir -p "$learnt" "$FOUND"
  shared_seeds "$program" "$PROJECT/build/fuzz/shared/$name"
  [ ! -d "$PROJECT/build/fuzz/shared/$name" ] || seeds+=("$PROJECT/build/fuzz/shared/$name")
  [ ! -d "$PROJECT/tests/fuzz/corpus/$name" ] || seeds+=("$PROJECT/tests/fuzz/corpus/$name")
  if "$program" -max_total_time="$BUDGET" -timeout=10 -rss_limit_mb=1024 -max_len=65536 -artifact_prefix="$FOUND/$name-" "$learnt" "${seeds[@]}" >"$log" 2>&1; then
    note "$(printf '%-20s %s' "$name" "$(grep -m1 -E '^Done ' "$log")")"
  else
    note "$name FAILED:"
    grep -E -A 14 'ERROR|SUMMARY|runtime error' "$log" | head -n 30
    return 1
  fi
}

status=0
mapfile -t programs < <(find "$PROJECT/build/fuzz/tests/fuzz" -maxdepth 1 -type f -perm -u+x -name 'fuzz_*' | sort)
[ ${#programs[@]} != 0 ] || die "no fuzz program in build/fuzz: cmake --preset fuzz && cmake --build --preset fuzz --target fuzzers"
for ((i = 0; i < ${#programs[@]}; i += 2)); do
  pids=()
  for program in "${programs[@]:i:2}"; do
    fuzz_one "$program" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || status=1; done
done
exit $status
