# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Every third-party package is found here once and offered as gpotrust::dep_NAME, so that the differences between Debian, a static prefix and vcpkg stay in
# this file. Headers used only in .cpp files are linked PRIVATE by the one module that may include them.
if(GPOTRUST_DEPS_PREFIX AND NOT EXISTS "${GPOTRUST_DEPS_PREFIX}/lib/libcrypto.a")
  message(FATAL_ERROR "${GPOTRUST_DEPS_PREFIX}: no static libraries here. Run src/cmake/build-deps.sh, or set GPOTRUST_DEPS_PREFIX.")
endif()
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED) # before libzip: its static target names ZLIB::ZLIB without looking for it
find_package(pugixml REQUIRED)
find_package(nlohmann_json 3.9 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)

function(gpotrust_dependency name)
  add_library(gpotrust_dep_${name} INTERFACE)
  target_link_libraries(gpotrust_dep_${name} INTERFACE ${ARGN})
  add_library(gpotrust::dep_${name} ALIAS gpotrust_dep_${name})
endfunction()

gpotrust_dependency(threads Threads::Threads)
gpotrust_dependency(openssl OpenSSL::Crypto)
if(GPOTRUST_STATIC AND TARGET pugixml::static)
  gpotrust_dependency(pugixml pugixml::static)
else()
  gpotrust_dependency(pugixml pugixml::pugixml)
endif()
gpotrust_dependency(json nlohmann_json::nlohmann_json)
gpotrust_dependency(cli11 CLI11::CLI11)
gpotrust_dependency(fmt fmt::fmt)
gpotrust_dependency(expected tl::expected)

# Debian's libzip-dev exports tools it does not ship, so find_package(libzip) stops there: ask pkg-config first.
if(UNIX AND NOT GPOTRUST_STATIC)
  find_package(PkgConfig QUIET)
  if(PKG_CONFIG_FOUND)
    pkg_check_modules(LIBZIP IMPORTED_TARGET libzip)
  endif()
endif()
if(TARGET PkgConfig::LIBZIP)
  gpotrust_dependency(libzip PkgConfig::LIBZIP)
else()
  find_package(libzip REQUIRED)
  gpotrust_dependency(libzip libzip::zip ZLIB::ZLIB)
endif()

find_package(unofficial-sqlite3 CONFIG QUIET) # vcpkg's name
if(unofficial-sqlite3_FOUND)
  gpotrust_dependency(sqlite3 unofficial::sqlite3::sqlite3)
else()
  find_package(SQLite3 REQUIRED)
  gpotrust_dependency(sqlite3 SQLite::SQLite3)
endif()

# Headers alone; Debian's package also has a compiled form, which exists with exceptions only.
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h)
if(NOT TOMLPLUSPLUS_INCLUDE_DIR)
  message(FATAL_ERROR "toml++/toml.h not found: install libtomlplusplus-dev (Debian) or tomlplusplus (vcpkg), or run src/cmake/build-deps.sh again")
endif()
mark_as_advanced(TOMLPLUSPLUS_INCLUDE_DIR)
gpotrust_dependency(toml)
target_include_directories(gpotrust_dep_toml SYSTEM INTERFACE "${TOMLPLUSPLUS_INCLUDE_DIR}")

if(GPOTRUST_BUILD_TESTS)
  find_package(Catch2 REQUIRED)
  gpotrust_dependency(catch2 Catch2::Catch2WithMain) # the packaged main: compiling it takes longer than most of our programs
  if(Catch2_VERSION VERSION_GREATER_EQUAL 3)
    target_compile_definitions(gpotrust_dep_catch2 INTERFACE GPOTRUST_CATCH2_V3)
  endif()
endif()
