// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/digest.hpp"

#include <algorithm>

#include "gpotrust/core/text.hpp"

namespace gpotrust::core {
namespace {

// mmc puts an invisible left-to-right mark before the thumbprint; people copy it along.
constexpr std::string_view k_left_to_right_mark = "\xE2\x80\x8E";

std::string digits_only(std::string_view text) {
    if (text.substr(0, k_left_to_right_mark.size()) == k_left_to_right_mark) text.remove_prefix(k_left_to_right_mark.size());
    std::string digits;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != ':') digits += c;
    }
    return digits;
}

template <class D>
Result<D> parse_digest(std::string_view text, const char* what) {
    D digest;
    const std::size_t wanted = 2 * digest.octets.size();
    const std::string digits = digits_only(text);
    auto octets = parse_hex(digits);
    if (!octets.has_value() || octets->size() != digest.octets.size()) {
        return fail(ErrorCode::malformed_input, "\"" + printable(text.substr(0, 100)) + "\" is not a " + what,
                    "give " + std::to_string(wanted) + " hex digits; blanks and colons between them do no harm");
    }
    std::copy(octets->begin(), octets->end(), digest.octets.begin());
    return digest;
}

}  // namespace

std::string to_hex(const Sha1Thumbprint& thumbprint) { return to_hex_upper(thumbprint.octets); }
std::string to_hex(const Sha256Digest& digest) { return to_hex_upper(digest.octets); }

Result<Sha1Thumbprint> parse_sha1_thumbprint(std::string_view text) { return parse_digest<Sha1Thumbprint>(text, "SHA-1 thumbprint"); }
Result<Sha256Digest> parse_sha256_digest(std::string_view text) { return parse_digest<Sha256Digest>(text, "SHA-256 digest"); }

}  // namespace gpotrust::core
