// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/text_decoding.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gpotrust::certificate {
namespace {

enum class Encoding { binary, octets, utf16le, utf16be };

bool is_text_octet(std::uint8_t octet) { return octet == '\t' || octet == '\n' || octet == '\r' || (octet >= 0x20 && octet < 0x7F); }

struct Sniffed {
    Encoding encoding = Encoding::binary;
    core::BytesView text;
};

Sniffed sniff(core::BytesView file) {
    const auto starts = [&file](std::initializer_list<std::uint8_t> mark) {
        return file.size() >= mark.size() && std::equal(mark.begin(), mark.end(), file.begin());
    };
    if (starts({0xEF, 0xBB, 0xBF})) return {Encoding::octets, file.subspan(3)};
    if (starts({0xFF, 0xFE})) return {Encoding::utf16le, file.subspan(2)};
    if (starts({0xFE, 0xFF})) return {Encoding::utf16be, file.subspan(2)};
    if (file.size() < 4) return {};
    // Two characters decide: a DWORD at the start of a serialized element has three zero octets in a row, UTF-16 text never.
    if (is_text_octet(file[0]) && file[1] == 0 && is_text_octet(file[2]) && file[3] == 0) return {Encoding::utf16le, file};
    if (file[0] == 0 && is_text_octet(file[1]) && file[2] == 0 && is_text_octet(file[3])) return {Encoding::utf16be, file};
    const core::BytesView head = file.first(std::min<std::size_t>(file.size(), 64));
    return std::all_of(head.begin(), head.end(), is_text_octet) ? Sniffed{Encoding::octets, file} : Sniffed{};
}

bool is_base64_or_blank(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=' || c == ' ' || c == '\t' ||
           c == '\r' || c == '\n';
}

}  // namespace

std::optional<core::SecretBytes> decode_text(core::BytesView file) {
    const Sniffed sniffed = sniff(file);
    if (sniffed.encoding == Encoding::binary) return std::nullopt;
    const std::size_t unit = sniffed.encoding == Encoding::octets ? 1 : 2;
    const std::size_t low = sniffed.encoding == Encoding::utf16be ? 1 : 0;
    core::Bytes text;
    text.reserve(sniffed.text.size() / unit);
    for (std::size_t i = 0; i + unit <= sniffed.text.size(); i += unit) {
        const bool narrow = unit == 1 || sniffed.text[i + 1 - low] == 0;
        text.push_back(narrow ? sniffed.text[i + low] : static_cast<std::uint8_t>('?'));
    }
    return core::SecretBytes(std::move(text));
}

std::optional<core::Result<core::SecretBytes>> decode_bare_base64(std::string_view text) {
    const bool has_digit = std::any_of(text.begin(), text.end(), [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    if (!has_digit || !std::all_of(text.begin(), text.end(), is_base64_or_blank)) return std::nullopt;
    return secret_base64(text);
}

// Not core::parse_base64(): its intermediate text, which may be a private key, would stay in memory.
core::Result<core::SecretBytes> secret_base64(std::string_view text) {
    core::Bytes digits;
    digits.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    const core::SecretBytes owned(std::move(digits));
    std::string_view characters = owned.text();
    std::size_t padding = 0;
    while (padding < 2 && !characters.empty() && characters.back() == '=') {
        characters.remove_suffix(1);
        ++padding;
    }
    core::Bytes octets(owned.size() / 4 * 3);
    const bool shaped = owned.size() % 4 == 0 && characters.find('=') == std::string_view::npos;
    const int decoded = shaped ? EVP_DecodeBlock(octets.data(), owned.view().data(), static_cast<int>(owned.size())) : -1;
    if (decoded >= static_cast<int>(padding)) octets.resize(static_cast<std::size_t>(decoded) - padding);
    core::SecretBytes result(std::move(octets));
    if (decoded < static_cast<int>(padding))
        return core::fail(core::ErrorCode::malformed_input, "the Base64 text is damaged or cut short", "copy the file again");
    return result;
}

}  // namespace gpotrust::certificate
