# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT

# gpotrust_deps_prefix(windows|linux): sets GPOTRUST_DEPS_PREFIX, unless given, to where src/cmake/build-deps.sh puts the static libraries.
function(gpotrust_deps_prefix target)
  if(GPOTRUST_DEPS_PREFIX)
    return()
  endif()
  if(NOT "$ENV{GPOTRUST_DEPS_PREFIX}" STREQUAL "")
    set(prefix "$ENV{GPOTRUST_DEPS_PREFIX}")
  elseif(NOT "$ENV{GPOTRUST_DEPS_CACHE}" STREQUAL "")
    set(prefix "$ENV{GPOTRUST_DEPS_CACHE}/${target}")
  else()
    set(prefix "$ENV{HOME}/.cache/gpotrust-deps/${target}")
  endif()
  set(GPOTRUST_DEPS_PREFIX "${prefix}" PARENT_SCOPE)
endfunction()
