# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# CMake toolchain: Debian's mingw-w64 with POSIX threads; one static .exe for x86-64 Windows 10, Server 2016 and later.
# GPOTRUST_DEPS_PREFIX is the prefix that src/cmake/build-deps.sh made; the windows-mingw preset sets both.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_VERSION 10.0)
set(CMAKE_SYSTEM_PROCESSOR AMD64)

set(_triplet x86_64-w64-mingw32)
# The unsuffixed names may point at the win32-threads variant, which has no std::mutex and no std::jthread.
set(CMAKE_C_COMPILER   ${_triplet}-gcc-posix)
set(CMAKE_CXX_COMPILER ${_triplet}-g++-posix)
set(CMAKE_AR           ${_triplet}-gcc-ar-posix)
set(CMAKE_RANLIB       ${_triplet}-gcc-ranlib-posix)
set(CMAKE_RC_COMPILER  ${_triplet}-windres)

include("${CMAKE_CURRENT_LIST_DIR}/GpotrustDepsPrefix.cmake")
gpotrust_deps_prefix(windows)
# try_compile() projects read this file again: hand the variable on to them.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES GPOTRUST_DEPS_PREFIX)

# The prefix, then the mingw sysroot; nothing of the host's /usr.
set(CMAKE_FIND_ROOT_PATH "${GPOTRUST_DEPS_PREFIX}" /usr/${_triplet})
set(CMAKE_PREFIX_PATH "${GPOTRUST_DEPS_PREFIX}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} "${GPOTRUST_DEPS_PREFIX}/lib/pkgconfig")
set(ENV{PKG_CONFIG_SYSROOT_DIR} "")

set(OPENSSL_USE_STATIC_LIBS TRUE)
set(ZLIB_USE_STATIC_LIBS TRUE)

set(CMAKE_C_FLAGS_INIT "-ffunction-sections -fdata-sections -D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00")
# No -DUNICODE, -D_UNICODE: with them Catch2 2's main library emits wmain(). Windows functions are called by their ...W names.
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT} -DWIN32_LEAN_AND_MEAN -DNOMINMAX")
# -static: libgcc, libstdc++ and libwinpthread go into the .exe. No PE time stamp: same source, same bytes.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -Wl,--gc-sections -Wl,--no-insert-timestamp -Wl,--dynamicbase,--nxcompat,--high-entropy-va")
# Strip while linking: a later strip writes the current time into the PE header and undoes --no-insert-timestamp.
set(CMAKE_EXE_LINKER_FLAGS_RELEASE_INIT "-s")

find_program(GPOTRUST_WINE NAMES wine64 wine wine64-stable PATHS /usr/lib/wine)
if(GPOTRUST_WINE)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${GPOTRUST_WINE}")
endif()
