# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT

# cmake -DOUTPUT=file.cpp -DROOT=folder "-DFILES=path;path" -P EmbedTemplates.cmake
# Writes the table declared in src/text_template/embedded.hpp: path below ROOT and bytes of every file, sorted by path in byte order. FILES are absolute or
# relative to ROOT. Bytes are written as character constants in an array: string literals end at 16 or 64 KiB with MSVC and need care with trigraphs,
# quotes and hexadecimal escapes. Nothing of the build folder, the time or the locale enters the output.
cmake_minimum_required(VERSION 3.25)

set(paths "")
foreach(file IN LISTS FILES)
  cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${ROOT}" NORMALIZE)
  cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${ROOT}")
  list(APPEND paths "${file}")
endforeach()
list(REMOVE_DUPLICATES paths)
list(SORT paths COMPARE STRING CASE SENSITIVE)
list(LENGTH paths count)

set(arrays "")
set(rows "")
set(index 0)
foreach(path IN LISTS paths)
  if(path MATCHES "^\\.\\./|[\"\\\\]")
    message(FATAL_ERROR "${path}: a template lies below ${ROOT} and has neither quote nor backslash in its name")
  endif()
  file(READ "${ROOT}/${path}" hex HEX)
  string(LENGTH "${hex}" size)
  math(EXPR size "${size} / 2")
  string(REGEX REPLACE "(................................................)" "\\1\n    " hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," text "${hex}")
  string(APPEND arrays "// ${path}\nconstexpr char k_text_${index}[] = {\n    ${text}'\\0'};\n\n")
  string(APPEND rows "    {\"${path}\", std::string_view(k_text_${index}, ${size})},\n")
  math(EXPR index "${index} + 1")
endforeach()
if(count EQUAL 0)
  set(rows "    {\"\", std::string_view()}, // an array needs one element; the count below says none\n")
endif()

file(WRITE "${OUTPUT}" "// Generated from templates/ by src/cmake/EmbedTemplates.cmake.
#include \"text_template/embedded.hpp\"

namespace gpotrust::text_template {
namespace {

${arrays}}  // namespace

const EmbeddedFile k_embedded_files[] = {
${rows}};
const std::size_t k_embedded_file_count = ${count};

}  // namespace gpotrust::text_template
")
