// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/der.hpp"

#include <algorithm>
#include <vector>

namespace gpotrust::certificate::der {
namespace {

constexpr std::size_t k_deepest = 32;  // certificates nest about ten deep

struct Length {
    std::size_t value = 0;
    std::size_t octets = 0;
    bool indefinite = false;
    bool minimal = true;
};

std::optional<Length> read_length(core::BytesView at) {
    if (at.empty()) return std::nullopt;
    if (at[0] < 0x80) return Length{at[0], 1, false, true};
    const std::size_t count = at[0] & 0x7FU;
    if (count == 0) return Length{0, 1, true, false};
    if (count > 8 || at.size() < count + 1) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 1; i <= count; ++i) value = (value << 8U) | at[i];
    if (value > SIZE_MAX) return std::nullopt;
    return Length{static_cast<std::size_t>(value), count + 1, false, value >= 0x80 && at[1] != 0};
}

bool is_der(const Element& element) {
    if (element.indefinite || !element.minimal) return false;
    if (element.tag == k_boolean) return element.content.size() == 1 && (element.content[0] == 0x00 || element.content[0] == 0xFF);
    // In DER of the universal types only SEQUENCE and SET are constructed.
    const bool universal_constructed = element.tag < 0x40 && (element.tag & k_constructed) != 0;
    return !universal_constructed || element.tag == 0x30 || element.tag == 0x31;
}

}  // namespace

std::optional<Element> next_element(core::BytesView& rest) {
    if (rest.size() < 2 || (rest[0] & 0x1FU) == 0x1FU) return std::nullopt;
    const auto length = read_length(rest.subspan(1));
    if (!length) return std::nullopt;
    const std::size_t header = 1 + length->octets;
    const std::size_t size = length->indefinite ? rest.size() - header : length->value;
    if (size > rest.size() - header) return std::nullopt;
    const Element element{rest[0], rest.first(header + size), rest.subspan(header, size), length->indefinite, length->minimal};
    rest = rest.subspan(header + size);
    return element;
}

std::optional<Element> next_element(core::BytesView& rest, std::uint8_t tag) {
    if (rest.empty() || rest[0] != tag) return std::nullopt;
    return next_element(rest);
}

core::BytesView without_zero_padding(core::BytesView encoded) {
    core::BytesView rest = encoded;
    const auto element = next_element(rest);
    const bool padded = element && std::all_of(rest.begin(), rest.end(), [](std::uint8_t octet) { return octet == 0; });
    return padded ? element->whole : encoded;
}

// A constructed element's content is simply what comes next: no stack is needed to count.
bool has_more_elements(core::BytesView encoded, std::size_t most) {
    for (std::size_t count = 0; !encoded.empty(); ++count) {
        const core::BytesView whole = encoded;
        const auto element = next_element(encoded);
        if (!element) return false;
        if (count == most) return true;
        if ((element->tag & k_constructed) != 0 || element->indefinite) encoded = whole.subspan(element->whole.size() - element->content.size());
    }
    return false;
}

std::optional<std::size_t> first_fault(core::BytesView encoded) {
    std::vector<core::BytesView> levels{encoded};
    while (!levels.empty()) {
        if (levels.back().empty()) {
            levels.pop_back();
            continue;
        }
        const auto offset = static_cast<std::size_t>(levels.back().data() - encoded.data());
        const auto element = next_element(levels.back());
        if (!element || !is_der(*element)) return offset;
        if ((element->tag & k_constructed) == 0) continue;
        if (levels.size() == k_deepest) return offset;
        levels.push_back(element->content);
    }
    return std::nullopt;
}

}  // namespace gpotrust::certificate::der
