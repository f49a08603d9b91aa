// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/guid.hpp"

#include <algorithm>

#include "gpotrust/core/text.hpp"

namespace gpotrust::core {
namespace {

// RFC 4122 section 3: 8-4-4-4-12 digits; the hyphens follow these many octets.
constexpr bool hyphen_follows(std::size_t octets) { return octets == 4 || octets == 6 || octets == 8 || octets == 10; }

std::string braced(const std::string& digits) {
    std::string text = "{";
    for (std::size_t octet = 0; octet < digits.size() / 2; ++octet) {
        if (hyphen_follows(octet)) text += '-';
        text += digits.substr(2 * octet, 2);
    }
    return text + "}";
}

bool has_hyphens(std::string_view text) { return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-'; }

}  // namespace

std::string to_braced_upper(const Guid& guid) { return braced(to_hex_upper(guid.octets)); }
std::string to_braced_lower(const Guid& guid) { return braced(to_hex_lower(guid.octets)); }

Result<Guid> parse_guid(std::string_view text) {
    std::string_view inner = text;
    if (inner.size() == 38 && inner.front() == '{' && inner.back() == '}') inner = inner.substr(1, 36);
    std::string digits(inner.substr(0, 36));
    digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
    const auto octets = parse_hex(digits);
    if (!has_hyphens(inner) || !octets.has_value() || octets->size() != 16) {
        return fail(ErrorCode::malformed_input, "\"" + printable(text.substr(0, 100)) + "\" is not a GUID",
                    "a GUID looks like {31B2F340-016D-11D2-945F-00C04FB984F9}");
    }
    Guid guid;
    std::copy(octets->begin(), octets->end(), guid.octets.begin());
    return guid;
}

}  // namespace gpotrust::core
