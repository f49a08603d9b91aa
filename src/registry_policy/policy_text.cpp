// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "registry_policy/policy_text.hpp"

#include <fmt/format.h>

#include "gpotrust/core/text.hpp"

namespace gpotrust::registry_policy {
namespace {

constexpr std::string_view k_utf16_mark = "\xFF\xFE";
constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";

std::size_t line_of(std::string_view text, std::size_t at) {
    std::size_t line = 1;
    for (std::size_t i = 0; i < at && i < text.size(); ++i) {
        const bool is_pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if ((text[i] == '\n' || text[i] == '\r') && !is_pair) ++line;
    }
    return line;
}

}  // namespace

core::Result<std::string> decoded_text(core::BytesView file, std::string_view kind) {
    std::string_view text = core::as_text(file);
    if (text.starts_with(k_utf16_mark)) {
        auto decoded = core::utf16le_to_utf8(file.subspan(k_utf16_mark.size()));
        if (!decoded)
            return core::fail(core::ErrorCode::malformed_input, fmt::format("damaged {}: it is not UTF-16: {}", kind, decoded.error().message));
        return decoded;
    }
    if (text.starts_with(k_utf8_mark)) text.remove_prefix(k_utf8_mark.size());
    if (core::is_utf8(text)) return std::string(text);
    return core::fail(core::ErrorCode::malformed_input, fmt::format("the {} is neither UTF-16 nor UTF-8", kind), "save it as Unicode");
}

tl::unexpected<core::Error> damaged_text(std::string_view kind, std::string_view text, std::size_t at, std::string_view what, std::string_view hint) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("{} in line {}: {}", kind, line_of(text, at), what), std::string(hint));
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace gpotrust::registry_policy
