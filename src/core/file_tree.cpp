// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/file_tree.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>

#include "gpotrust/core/text.hpp"

namespace gpotrust::core {
namespace {

constexpr std::size_t k_longest_path = 200;
constexpr std::array<std::string_view, 6> k_devices{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
// COM and LPT exist with the digits 0 to 9 and with superscript one, two and three (U+00B9, U+00B2, U+00B3).
constexpr std::array<std::string_view, 2> k_numbered_devices{"COM", "LPT"};
constexpr std::array<std::string_view, 3> k_superscripts{"\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};

bool is_device_number(std::string_view text) {
    if (text.size() == 1) return text[0] >= '0' && text[0] <= '9';
    return std::find(k_superscripts.begin(), k_superscripts.end(), text) != k_superscripts.end();
}

// Windows opens the device for "nul", "NUL.txt" and "NUL .tar.gz" alike: what counts stands before the first dot.
bool is_device_name(std::string_view component) {
    std::string_view stem = component.substr(0, component.find('.'));
    while (!stem.empty() && stem.back() == ' ') stem.remove_suffix(1);
    const std::string upper = ascii_upper(stem);
    if (std::find(k_devices.begin(), k_devices.end(), upper) != k_devices.end()) return true;
    const std::string_view kind = std::string_view(upper).substr(0, 3);
    return std::find(k_numbered_devices.begin(), k_numbered_devices.end(), kind) != k_numbered_devices.end() &&
           is_device_number(std::string_view(upper).substr(3));
}

bool is_forbidden(char c) {
    switch (c) {
        case '\\':
        case ':':
        case '*':
        case '?':
        case '"':
        case '<':
        case '>':
        case '|':
        case 0x7F:
            return true;
        default:
            return static_cast<unsigned char>(c) < 0x20;
    }
}

std::optional<std::string> fault_of_component(std::string_view component) {
    if (component.empty()) return "it is absolute or has an empty component";
    if (component == "." || component == "..") return "it has a component \"" + std::string(component) + "\"";
    if (component.back() == '.' || component.back() == ' ') return "a component ends in a dot or a blank";
    if (is_device_name(component)) return "\"" + printable(component) + "\" is a device name on Windows";
    return std::nullopt;
}

std::optional<std::string> fault_of(std::string_view text) {
    if (text.empty()) return "it is empty";
    if (text.size() > k_longest_path) return "it has more than " + std::to_string(k_longest_path) + " octets";
    if (!is_utf8(text)) return "it is not well-formed UTF-8";
    if (std::any_of(text.begin(), text.end(), is_forbidden)) return R"(it holds a control character or one of \ : * ? " < > |)";
    while (true) {
        const std::size_t slash = text.find('/');
        if (auto fault = fault_of_component(text.substr(0, slash))) return fault;
        if (slash == std::string_view::npos) return std::nullopt;
        text.remove_prefix(slash + 1);
    }
}

}  // namespace

Result<RelativePath> RelativePath::parse(std::string_view text) {
    if (const auto fault = fault_of(text)) {
        return fail(ErrorCode::malformed_input, "\"" + printable(text.substr(0, 2 * k_longest_path)) + "\" is not a safe relative path: " + *fault);
    }
    return RelativePath(std::string(text));
}

RelativePath RelativePath::of(std::string_view text) {
    auto path = parse(text);
    if (!path.has_value()) std::terminate();
    return *std::move(path);
}

RelativePath RelativePath::below(const RelativePath& folder) const { return of(folder.m_text + "/" + m_text); }

}  // namespace gpotrust::core
