# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT

# cmake -DPROGRAM=... -DPREFIX=... "-DLABELS=a;b" -DLISTING=--list-test-names-only -DOUTPUT=tests.cmake -P DiscoverTests.cmake
# Asks a Catch2 program for its test cases and writes one add_test() per case. Catch2 2.13's own script splits names at ';' and loses all labels but one;
# names here are sentences about file formats, so both happen.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND "${PROGRAM}" ${LISTING} OUTPUT_VARIABLE names ERROR_VARIABLE errors RESULT_VARIABLE count)
if(names STREQUAL "")
  message(FATAL_ERROR "${PROGRAM} names no test case (result ${count}): ${errors}")
endif()

# GPOTRUST_NEED_CORPUS and its like warn with "skipped: reason" and end the case; Catch2 3's SKIP() ends with 4.
set(skip "warning:[^a-zA-Z]*skipped: ")
set(script "")
while(NOT names STREQUAL "")
  # Not a list: brackets and semicolons in a name would change where its elements end.
  string(FIND "${names}" "\n" end)
  if(end EQUAL -1)
    string(APPEND names "\n")
    continue()
  endif()
  string(SUBSTRING "${names}" 0 ${end} name)
  math(EXPR next "${end} + 1")
  string(SUBSTRING "${names}" ${next} -1 names)
  if(name STREQUAL "")
    continue()
  endif()
  # What Catch2's test specification would read as syntax.
  string(REGEX REPLACE "([][,\"\\\\*~])" "\\\\\\1" spec "${name}")
  string(APPEND script "add_test([==[${PREFIX} ${name}]==] [==[${PROGRAM}]==] [==[${spec}]==])\n"
    "set_tests_properties([==[${PREFIX} ${name}]==] PROPERTIES LABELS [==[${LABELS}]==] SKIP_RETURN_CODE 4 SKIP_REGULAR_EXPRESSION [==[${skip}]==])\n")
endwhile()
file(WRITE "${OUTPUT}" "${script}")
