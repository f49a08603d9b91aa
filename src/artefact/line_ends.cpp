// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/line_ends.hpp"

namespace gpotrust::artefact {

std::string with_crlf(std::string_view text) {
    std::string result;
    result.reserve(text.size() + text.size() / 16);
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        const bool has_return = end > 0 && text[end - 1] == '\r';
        result.append(text.substr(0, end)).append(has_return ? "\n" : "\r\n");
        text.remove_prefix(end + 1);
    }
    return result.append(text);
}

}  // namespace gpotrust::artefact
