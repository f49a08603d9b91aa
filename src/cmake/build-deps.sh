#!/usr/bin/env bash
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
#
# Builds the static third-party libraries of gpotrust into one prefix, from Debian source packages only (Debian 12 or later).
#   build-deps.sh windows|linux [PREFIX]     PREFIX: $GPOTRUST_DEPS_CACHE/windows or /linux, where the presets look
# What is already built with the same recipe is left alone: a second run takes a second.
#
# Environment: GPOTRUST_DEPS_CACHE (~/.cache/gpotrust-deps: sources, build folders, prefixes), JOBS (2),
#   SUITE (bookworm: where sources come from, and the fallback), SUITE_<package> (another suite for one package),
#   ARCHIVE_URI, SECURITY_URI (package source; default: the one this system's apt already uses).
# Needs: g++ cmake ninja-build perl make tcl dpkg-dev debian-archive-keyring; for windows g++-mingw-w64-x86-64-posix. No deb-src line: a private apt
# configuration in the cache has its own and nothing below /etc/apt changes.
set -euo pipefail
TARGET=${1:-}
case "$TARGET" in windows | linux) ;; *) echo "usage: build-deps.sh windows|linux [PREFIX]" >&2; exit 2 ;; esac
CACHE=${GPOTRUST_DEPS_CACHE:-${HOME:?}/.cache/gpotrust-deps}
PREFIX=${2:-$CACHE/$TARGET}
JOBS=${JOBS:-2}
SUITE=${SUITE:-bookworm}
# OpenSSL 3.5 is the long-term release, and these four are complete in trixie; the others come from SUITE.
: "${SUITE_openssl:=trixie}" "${SUITE_sqlite3:=trixie}" "${SUITE_fmtlib:=trixie}" "${SUITE_catch2:=trixie}"
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1704067200} LC_ALL=C.UTF-8
mkdir -p "$CACHE" "$PREFIX/built" "$PREFIX/lib" "$PREFIX/include" "$PREFIX/share"
CACHE=$(cd "$CACHE" && pwd)
PREFIX=$(cd "$PREFIX" && pwd)
BUILD=$CACHE/build-$TARGET
mkdir -p "$BUILD"
exec 9>"$CACHE/lock"
flock 9

# ---- sources ------------------------------------------------------------------------------------------------------------------------
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# uri_of SUFFIX: the repository this system's own apt uses for its release ('') or its security updates ('-security')
uri_of() {
  local codename
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release | tr -d '"')
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(CODENAME)' 'Created-By: Packages' |
    awk -v want="${codename:-none}$1" '!found && ($2 == want || $3 == want) { print $1; found = 1 }'
}

suite_of() { local v="SUITE_${1//-/_}"; echo "${!v:-$SUITE}"; }

# apt_for SUITE: sets aptopts to a private configuration that knows the sources of that suite
apt_for() {
  local a=$CACHE/apt-$1
  aptopts=(-qq -o "Dir::State::Lists=$a/lists" -o "Dir::Cache=$a/cache" -o "Dir::Etc::SourceList=$a/sources.list" -o Dir::Etc::SourceParts=/dev/null)
  [ "$(id -u)" != 0 ] || aptopts+=(-o APT::Sandbox::User=root)
  [ ! -e "$a/updated" ] || return 0
  local archive=${ARCHIVE_URI:-$(uri_of '')} security=${SECURITY_URI:-$(uri_of -security)}
  [ -n "$archive" ] || { echo "no package source found in apt's configuration: set ARCHIVE_URI" >&2; return 1; }
  mkdir -p "$a/lists/partial" "$a/cache/archives/partial"
  {
    echo "deb-src [signed-by=$KEYRING] $archive $1 main"
    echo "deb-src [signed-by=$KEYRING] $archive $1-updates main"
    [ -z "$security" ] || echo "deb-src [signed-by=$KEYRING] $security $1-security main"
  } >"$a/sources.list"
  apt-get "${aptopts[@]}" update >&2 && touch "$a/updated"
}

# fetch PACKAGE SUITE: unpacks the newest source package whose files can all be had (an index may name files that are not there any more)
fetch() {
  local package=$1 suite=$2 src=$CACHE/src-$2 v
  [ ! -s "$src/$package.version" ] || return 0
  mkdir -p "$src"
  apt_for "$suite" || return 1
  for v in $(apt-cache "${aptopts[@]}" showsrc --only-source "$package" 2>/dev/null | sed -n 's/^Version: //p' | sort -rV -u); do
    rm -rf "${src:?}/$package"
    mkdir "$src/$package"
    if (cd "$src/$package" && apt-get "${aptopts[@]}" source --only-source "$package=$v") >"$src/$package.log" 2>&1; then
      echo "$v" >"$src/$package.version"
      return 0
    fi
    echo "   note: $package $v of $suite cannot be fetched whole, trying an older one" >&2
  done
  return 1
}

# fetch_binary PACKAGE: unpacks a package of headers alone, as this system's release has it; sets SOURCE and ORIGIN like source_of
fetch_binary() {
  local src=$CACHE/headers/$1
  if [ ! -s "$src.version" ]; then
    rm -rf "$src" && mkdir -p "$src"
    (cd "$src" && apt-get -qq -o APT::Sandbox::User= download "$1" && dpkg-deb -x "$1"_*.deb . && dpkg-deb -f "$1"_*.deb Version >../"$1.version") >&2
  fi
  SOURCE=$src ORIGIN="$(cat "$src.version") (headers)"
}

# source_of PACKAGE: sets SOURCE to its folder, ORIGIN to "version (suite)"
source_of() {
  local suite
  for suite in $(suite_of "$1") "$SUITE"; do
    if fetch "$1" "$suite"; then
      SOURCE=$(find "$CACHE/src-$suite/$1" -mindepth 1 -maxdepth 1 -type d)
      ORIGIN="$(cat "$CACHE/src-$suite/$1.version") ($suite)"
      return 0
    fi
    echo "   note: no source of $1 in $suite" >&2
  done
  echo "$1: no source package can be had; is the package source of this system reachable?" >&2
  return 1
}

# ---- tools --------------------------------------------------------------------------------------------------------------------------
CFLAGS="-O2 -ffunction-sections -fdata-sections"
if [ "$TARGET" = windows ]; then
  CROSS=x86_64-w64-mingw32-
  CMAKE_TARGET=("-DCMAKE_TOOLCHAIN_FILE=$HERE/mingw-w64-x86_64.cmake")
  CC=${CROSS}gcc-posix AR=${CROSS}gcc-ar-posix
  CFLAGS+=" -D_WIN32_WINNT=0x0A00"
  OPENSSL_TARGET=mingw64
  # OPENSSLDIR is compiled in. A folder any user may create would let any user plant an openssl.cnf: name one only administrators can write.
  OPENSSL_DIR='C:/Windows/System32/gpotrust-no-openssl-conf'
  export GPOTRUST_DEPS_PREFIX=$PREFIX
else
  CMAKE_TARGET=("-DCMAKE_PREFIX_PATH=$PREFIX")
  CC=gcc AR=gcc-ar
  CFLAGS+=" -fPIC"
  OPENSSL_TARGET=linux-x86_64
  OPENSSL_DIR=/usr/lib/ssl
fi
PREFIX_MAP="-ffile-prefix-map=$CACHE=."

with_cmake() { # with_cmake NAME [-D...]: configures, builds and installs $SOURCE
  local name=$1
  shift
  rm -rf "${BUILD:?}/$name"
  nice cmake -S "$SOURCE" -B "$BUILD/$name" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DCMAKE_INSTALL_PREFIX=$PREFIX" -DCMAKE_INSTALL_LIBDIR=lib \
    -DBUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON "-DCMAKE_C_FLAGS=$PREFIX_MAP" "-DCMAKE_CXX_FLAGS=$PREFIX_MAP" "${CMAKE_TARGET[@]}" "$@"
  nice cmake --build "$BUILD/$name" -j "$JOBS"
  cmake --install "$BUILD/$name"
}

# ---- one recipe per source package ---------------------------------------------------------------------------------------------------
build_zlib() {
  # zlib's own CMake also makes a DLL and names the archive so that FindZLIB misses it: compile by hand.
  local objects=$BUILD/zlib f extra=
  [ "$TARGET" = windows ] || extra=-DHAVE_UNISTD_H
  rm -rf "$objects" && mkdir -p "$objects"
  for f in adler32 crc32 deflate infback inffast inflate inftrees trees zutil compress uncompr gzclose gzlib gzread gzwrite; do
    nice $CC $CFLAGS $PREFIX_MAP $extra -c "$SOURCE/$f.c" -o "$objects/$f.o"
  done
  rm -f "$PREFIX/lib/libz.a" && $AR rcsD "$PREFIX/lib/libz.a" "$objects"/*.o
  cp "$SOURCE/zlib.h" "$SOURCE/zconf.h" "$PREFIX/include/"
}

build_openssl() {
  # Built inside its own tree with relative names: its compiler line, which it embeds, then names no folder of this machine.
  rm -rf "$BUILD/openssl" && cp -a "$SOURCE" "$BUILD/openssl"
  cd "$BUILD/openssl"
  local cross=() dirs
  [ "$TARGET" = linux ] || cross=(--cross-compile-prefix=$CROSS CC=gcc-posix AR=gcc-ar-posix RANLIB=gcc-ranlib-posix)
  # no-module puts the legacy provider into libcrypto.a; no-sock leaves no network function to import.
  perl ./Configure $OPENSSL_TARGET "${cross[@]}" --prefix="$PREFIX" --libdir=lib --openssldir=/nonexistent \
    no-shared no-module enable-legacy no-dso no-engine no-tests no-autoload-config no-sock no-async no-comp no-dtls no-srp no-srtp no-psk no-ct no-ssl3 \
    no-weak-ssl-ciphers no-idea no-camellia no-aria no-seed no-sm2 no-sm3 no-sm4 no-bf no-cast no-mdc2 no-whirlpool no-rmd160 no-siphash $CFLAGS
  # Configure on Linux takes C:/... for a relative path and prepends the build folder: give the compiled-in folders to make.
  dirs=(OPENSSLDIR="$OPENSSL_DIR" ENGINESDIR="$OPENSSL_DIR" MODULESDIR="$OPENSSL_DIR")
  nice make -j"$JOBS" "${dirs[@]}" build_libs
  nice make "${dirs[@]}" install_dev
}

build_sqlite3() {
  # Debian packs the canonical tree: make the amalgamation with the host's tclsh.
  rm -rf "$BUILD/sqlite3" && mkdir -p "$BUILD/sqlite3"
  cd "$BUILD/sqlite3"
  "$SOURCE/configure" --disable-tcl --disable-readline
  nice make sqlite3.c sqlite3.h
  local sync=""
  [ "$TARGET" != linux ] || sync=-DHAVE_FDATASYNC # else every commit syncs the file's times as well
  nice $CC $CFLAGS $PREFIX_MAP $sync -DSQLITE_THREADSAFE=1 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_DQS=0 -DSQLITE_DEFAULT_FOREIGN_KEYS=1 -DSQLITE_OMIT_DEPRECATED \
    -c sqlite3.c -o sqlite3.o
  rm -f "$PREFIX/lib/libsqlite3.a" && $AR rcsD "$PREFIX/lib/libsqlite3.a" sqlite3.o
  cp sqlite3.h "$PREFIX/include/"
}

build_libzip() {
  with_cmake libzip -DENABLE_COMMONCRYPTO=OFF -DENABLE_GNUTLS=OFF -DENABLE_MBEDTLS=OFF -DENABLE_OPENSSL=OFF -DENABLE_WINDOWS_CRYPTO=OFF -DENABLE_BZIP2=OFF \
    -DENABLE_LZMA=OFF -DENABLE_ZSTD=OFF -DBUILD_TOOLS=OFF -DBUILD_REGRESS=OFF -DBUILD_OSSFUZZ=OFF -DBUILD_EXAMPLES=OFF -DBUILD_DOC=OFF \
    "-DZLIB_LIBRARY=$PREFIX/lib/libz.a" "-DZLIB_INCLUDE_DIR=$PREFIX/include"
}

build_pugixml() { with_cmake pugixml -DPUGIXML_BUILD_TESTS=OFF; }
build_cli11() { with_cmake cli11 -DCLI11_BUILD_TESTS=OFF -DCLI11_BUILD_EXAMPLES=OFF -DCLI11_BUILD_DOCS=OFF -DCLI11_SINGLE_FILE=OFF; }
build_nlohmann_json3() { with_cmake nlohmann-json3 -DJSON_BuildTests=OFF; }
build_fmtlib() { with_cmake fmtlib -DFMT_TEST=OFF -DFMT_DOC=OFF; }
build_libexpected_dev() { cp -a "$SOURCE/usr/include/tl" "$PREFIX/include/" && cp -a "$SOURCE/usr/share/cmake" "$PREFIX/share/"; }
build_libtomlplusplus_dev() { cp -a "$SOURCE/usr/include/toml++" "$PREFIX/include/"; }
build_catch2() {
  with_cmake catch2 -DCATCH_BUILD_TESTING=OFF -DCATCH_BUILD_STATIC_LIBRARY=ON -DBUILD_TESTING=OFF -DCATCH_INSTALL_DOCS=OFF -DCATCH_INSTALL_EXTRAS=ON
}

# ---- run ----------------------------------------------------------------------------------------------------------------------------
started=$SECONDS
for package in zlib openssl pugixml libzip sqlite3 cli11 nlohmann-json3 fmtlib libexpected-dev libtomlplusplus-dev catch2; do
  recipe=build_${package//-/_}
  stamp=$PREFIX/built/$package
  fingerprint=$({ declare -f "$recipe" with_cmake; echo "$CFLAGS $OPENSSL_DIR $SUITE $(suite_of "$package")"; } | sha256sum | cut -c1-16)
  if [ "$(head -n 1 "$stamp" 2>/dev/null)" = "$fingerprint" ]; then continue; fi
  t0=$SECONDS
  case "$package" in
    libexpected-dev | libtomlplusplus-dev) fetch_binary "$package" ;;
    *) source_of "$package" ;;
  esac
  set +e # not "if recipe": a condition would switch errexit off inside the recipe
  (set -e; "$recipe") >"$BUILD/$package.log" 2>&1
  status=$?
  set -e
  if [ $status != 0 ]; then
    tail -n 30 "$BUILD/$package.log" >&2
    echo "$package ($ORIGIN) failed; the whole log is $BUILD/$package.log" >&2
    exit 1
  fi
  printf '   %-16s %-34s %3d s\n' "$package" "$ORIGIN" $((SECONDS - t0))
  printf '%s\n%s\n' "$fingerprint" "$ORIGIN" >"$stamp"
done
for stamp in "$PREFIX"/built/*; do echo "$(basename "$stamp") $(sed -n 2p "$stamp")"; done >"$PREFIX/SOURCES.txt" # the inventory for licences
echo "   libraries for $TARGET are in $PREFIX ($((SECONDS - started)) s)"
