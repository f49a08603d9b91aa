# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT

# gpotrust_embed(OUTPUT file.cpp ROOT folder FILES file...)
# Makes file.cpp at build time: the table of src/text_template/embedded.hpp with path (below ROOT) and bytes of every file, sorted by path. Add file.cpp to
# the sources of the target that holds the table; FILES usually come from file(GLOB_RECURSE ... CONFIGURE_DEPENDS).
function(gpotrust_embed)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUTPUT;ROOT" "FILES")
  set(relative "")
  foreach(file IN LISTS arg_FILES)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${arg_ROOT}")
    list(APPEND relative "${file}")
  endforeach()
  add_custom_command(
    OUTPUT "${arg_OUTPUT}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${arg_OUTPUT}" "-DROOT=${arg_ROOT}" "-DFILES=${relative}" -P "${PROJECT_SOURCE_DIR}/src/cmake/EmbedTemplates.cmake"
    DEPENDS ${arg_FILES} "${PROJECT_SOURCE_DIR}/src/cmake/EmbedTemplates.cmake"
    COMMENT "Embedding templates" VERBATIM)
endfunction()
