// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace gpotrust::text_template {

/// One file of templates/, put into the program when it was built.
struct EmbeddedFile {
    std::string_view path;  ///< below templates/, with '/' between folders, ASCII
    std::string_view text;  ///< the bytes of the file, unchanged
};

/// Every embedded file, sorted by path in byte order; defined in a source file that src/cmake/EmbedTemplates.cmake writes.
extern const EmbeddedFile k_embedded_files[];
/// Number of elements of k_embedded_files.
extern const std::size_t k_embedded_file_count;

}  // namespace gpotrust::text_template
