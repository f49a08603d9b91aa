// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/markdown.hpp"

namespace gpotrust::report {

std::string markdown_cell(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '|')
            safe += "\\|";
        else if (c == '<')
            safe += "&lt;";
        else
            safe.push_back(c);
    }
    return safe;
}

std::string markdown_text(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '<')
            safe += "&lt;";
        else if (c == '_' || c == '*')
            safe.append("\\").push_back(c);
        else
            safe.push_back(c);
    }
    return safe;
}

}  // namespace gpotrust::report
