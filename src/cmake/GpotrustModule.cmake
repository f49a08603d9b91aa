# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT

# More than half of a clean build's time goes into parsing the same standard headers: they are parsed once for all modules, and once more with Catch2 for all tests.
if(GPOTRUST_PRECOMPILE)
  set(standard_headers <algorithm> <chrono> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string> <string_view> <vector>
    <fmt/format.h> <tl/expected.hpp>)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cpp" CONTENT "// A target that owns a precompiled header needs a source.\n")
  add_library(gpotrust_precompiled OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
  target_link_libraries(gpotrust_precompiled PRIVATE gpotrust::settings gpotrust::dep_fmt gpotrust::dep_expected)
  target_precompile_headers(gpotrust_precompiled PRIVATE ${standard_headers})
  if(GPOTRUST_BUILD_TESTS)
    add_library(gpotrust_precompiled_tests OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
    # Compiled as programs are, not as libraries: a precompiled header is only taken where the flags agree.
    set_target_properties(gpotrust_precompiled_tests PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(gpotrust_precompiled_tests PRIVATE ${CMAKE_CXX_COMPILE_OPTIONS_PIE})
    target_link_libraries(gpotrust_precompiled_tests PRIVATE gpotrust::settings gpotrust::dep_fmt gpotrust::dep_expected gpotrust::dep_catch2)
    target_precompile_headers(gpotrust_precompiled_tests PRIVATE ${standard_headers} "${PROJECT_SOURCE_DIR}/tests/support/catch.hpp")
  endif()
endif()

# gpotrust_module(NAME SOURCES file... [USES module...] [PRIVATE_LIBRARIES target...])
# One module = one folder = one namespace = one static library. USES names modules of lower layers; tests/architecture checks the includes against the
# layer table in docs/explanation/architecture.md.
function(gpotrust_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;PRIVATE_LIBRARIES")
  add_library(gpotrust_${name} STATIC ${arg_SOURCES})
  add_library(gpotrust::${name} ALIAS gpotrust_${name})
  target_include_directories(gpotrust_${name} PUBLIC "${PROJECT_SOURCE_DIR}/include" PRIVATE "${PROJECT_SOURCE_DIR}/src")
  list(TRANSFORM arg_USES PREPEND gpotrust::)
  target_link_libraries(gpotrust_${name} PUBLIC ${arg_USES} gpotrust::dep_expected PRIVATE gpotrust::settings gpotrust::dep_fmt ${arg_PRIVATE_LIBRARIES})
  if(GPOTRUST_PRECOMPILE)
    target_precompile_headers(gpotrust_${name} REUSE_FROM gpotrust_precompiled)
  endif()
endfunction()

# gpotrust_unit_tests(NAME SOURCES file... [USES target...] [LABEL label])
# One Catch2 program per module; every test case becomes a ctest with the labels "unit" and LABEL (default: NAME).
function(gpotrust_unit_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL" "SOURCES;USES")
  if(NOT arg_LABEL)
    set(arg_LABEL ${name})
  endif()
  set(target test_${name})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE gpotrust::settings gpotrust::test_support gpotrust::dep_catch2 gpotrust::dep_fmt ${arg_USES})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/src")
  if(GPOTRUST_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM gpotrust_precompiled_tests)
  endif()
  if(NOT CMAKE_CROSSCOMPILING)
    gpotrust_discover_tests(${target} PREFIX "${name}:" LABELS unit ${arg_LABEL})
  elseif(CMAKE_CROSSCOMPILING_EMULATOR)
    # One ctest per program: starting Wine for each of several hundred cases would cost more than the cases.
    add_test(NAME ${name} COMMAND ${target})
    set_tests_properties(${name} PROPERTIES LABELS "unit;${arg_LABEL}" SKIP_RETURN_CODE 4)
  endif()
endfunction()

# gpotrust_discover_tests(TARGET [PREFIX text] LABELS label...)
# Adds one ctest per test case of a Catch2 program, found by asking the program after it was linked.
function(gpotrust_discover_tests target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PREFIX" "LABELS")
  set(tests "${CMAKE_CURRENT_BINARY_DIR}/${target}_tests.cmake")
  set(listing --list-test-names-only)
  if(Catch2_VERSION VERSION_GREATER_EQUAL 3)
    set(listing --list-tests --verbosity quiet)
  endif()
  add_custom_command(
    TARGET ${target} POST_BUILD
    BYPRODUCTS "${tests}"
    COMMAND ${CMAKE_COMMAND} "-DPROGRAM=$<TARGET_FILE:${target}>" "-DPREFIX=${arg_PREFIX}" "-DLABELS=${arg_LABELS}" "-DLISTING=${listing}" "-DOUTPUT=${tests}"
            -P "${PROJECT_SOURCE_DIR}/src/cmake/DiscoverTests.cmake"
    VERBATIM)
  # A program that was not built is a failing test, not a missing one.
  file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/${target}_include.cmake"
    "if(EXISTS [==[${tests}]==])\n  include([==[${tests}]==])\nelse()\n  add_test(${target}_not_built ${target}_not_built)\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${CMAKE_CURRENT_BINARY_DIR}/${target}_include.cmake")
endfunction()
