// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "text_template/embedded.hpp"

#include <algorithm>
#include <exception>

#include "gpotrust/text_template/render.hpp"

namespace gpotrust::text_template {

std::string_view embedded(std::string_view path) {
    const EmbeddedFile* const end = k_embedded_files + k_embedded_file_count;
    const EmbeddedFile* const found =
        std::lower_bound(k_embedded_files, end, path, [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
    if (found == end || found->path != path) std::terminate();
    return found->text;
}

}  // namespace gpotrust::text_template
