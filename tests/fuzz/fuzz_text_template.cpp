// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Text templates: the input is a template, and a value for every escaping; no value may leave the place it was put into.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "gpotrust/text_template/render.hpp"

using namespace gpotrust;
using text_template::Escaping;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

std::string inside(std::string_view value, Escaping escaping) {
    return text_template::render("{{v}}", {{{"v", std::string(value)}}, {}, {}}, escaping).value_or("");
}

// Reads the one word a POSIX shell would make of it: quoted runs and \' between them.
std::string unquoted(std::string_view word) {
    std::string value;
    while (!word.empty()) {
        if (word.substr(0, 2) == "\\'") {
            value += '\'';
            word.remove_prefix(2);
            continue;
        }
        require(word.front() == '\'');
        const std::size_t end = word.find('\'', 1);
        require(end != std::string_view::npos);
        value += word.substr(1, end - 1);
        word.remove_prefix(end + 1);
    }
    return value;
}

void check_value(std::string_view value) {
    const std::string html = inside(value, Escaping::html);
    require(html.find_first_of("<>\"'\n\r") == std::string::npos);
    const std::string plain = inside(value, Escaping::plain_text);
    require(std::none_of(plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }));
    require(inside(value, Escaping::cmd).find_first_of("\"%!^&|<>\r\n") == std::string::npos);
    const std::string word = inside(value, Escaping::posix_shell);
    require(word.empty() || unquoted(word) == value);
    const std::string powershell = inside(value, Escaping::powershell);
    require(std::count(powershell.begin(), powershell.end(), '\'') % 2 == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(octets), size);
    const core::Slots entry{{{"v", "x"}}, {{"f", true}}, {}};
    static_cast<void>(text_template::render(input, {{{"v", "{{v}}"}}, {{"f", false}}, {{"l", {entry}}}}, Escaping::html));
    static_cast<void>(text_template::render(input, {}, Escaping::plain_text));
    check_value(input);
    return 0;
}
