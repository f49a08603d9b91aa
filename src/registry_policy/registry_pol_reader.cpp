// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "registry_policy/registry_pol_format.hpp"

namespace gpotrust::registry_policy {
namespace {

constexpr std::string_view k_hint = "get a fresh copy of the file; if it is edited by hand, write it again with a policy tool";

tl::unexpected<core::Error> damaged(std::size_t offset, std::string_view what) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("damaged registry.pol at octet {}: {}", offset, what), std::string(k_hint));
}

constexpr bool is_high_surrogate(std::uint16_t unit) { return (unit & 0xFC00U) == 0xD800U; }
constexpr bool is_low_surrogate(std::uint16_t unit) { return (unit & 0xFC00U) == 0xDC00U; }

// Reads forward only; every octet is looked at a fixed number of times.
class Reader {
public:
    explicit Reader(core::BytesView file) : m_file(file) {}

    core::Result<void> header();
    core::Result<Setting> entry();
    [[nodiscard]] bool at_end() const { return m_offset == m_file.size(); }

private:
    [[nodiscard]] std::size_t left() const { return m_file.size() - m_offset; }
    core::Result<void> expect(char delimiter, std::string_view place);
    core::Result<std::string> name(std::string_view what);
    core::Result<std::uint32_t> number(std::string_view what);
    core::Result<core::Bytes> data(std::uint32_t size);

    core::BytesView m_file;
    std::size_t m_offset = 0;
};

core::Result<void> Reader::header() {
    const std::size_t shared = std::min(m_file.size(), k_signature.size());
    if (!std::equal(k_signature.begin(), k_signature.begin() + static_cast<std::ptrdiff_t>(shared), m_file.begin())) {
        return core::fail(core::ErrorCode::malformed_input, "no registry.pol: the signature \"PReg\" is missing at octet 0", std::string(k_hint));
    }
    if (m_file.size() < k_header_size) return damaged(m_file.size(), "the file ends inside its header of 8 octets");
    const std::uint32_t version = core::read_u32_le(m_file.subspan(k_signature.size()));
    if (version != k_version) return damaged(k_signature.size(), fmt::format("version {}, only version 1 exists", version));
    m_offset = k_header_size;
    return {};
}

core::Result<void> Reader::expect(char delimiter, std::string_view place) {
    if (left() < 2) return damaged(m_offset, fmt::format("the file ends where '{}' must stand {}", delimiter, place));
    if (core::read_u16_le(m_file.subspan(m_offset)) != static_cast<std::uint16_t>(delimiter)) {
        return damaged(m_offset, fmt::format("'{}' is missing {}", delimiter, place));
    }
    m_offset += 2;
    return {};
}

core::Result<std::string> Reader::name(std::string_view what) {
    const std::size_t begin = m_offset;
    bool pair_open = false;
    for (;; m_offset += 2) {
        if (left() < 2) return damaged(begin, fmt::format("the {} that starts here has no end", what));
        const std::uint16_t unit = core::read_u16_le(m_file.subspan(m_offset));
        if (pair_open != is_low_surrogate(unit)) return damaged(pair_open ? m_offset - 2 : m_offset, fmt::format("lone surrogate in the {}", what));
        pair_open = is_high_surrogate(unit);
        if (unit == 0) break;
    }
    auto text = core::utf16le_to_utf8(m_file.subspan(begin, m_offset - begin));
    if (!text) return damaged(begin, fmt::format("the {} is not UTF-16", what));
    m_offset += 2;
    return text;
}

core::Result<std::uint32_t> Reader::number(std::string_view what) {
    if (left() < 4) return damaged(m_offset, fmt::format("the file ends inside the {}", what));
    const std::uint32_t value = core::read_u32_le(m_file.subspan(m_offset));
    m_offset += 4;
    return value;
}

core::Result<core::Bytes> Reader::data(std::uint32_t size) {
    if (size > left()) return damaged(m_offset, fmt::format("{} octets of data are announced and {} are left", size, left()));
    const core::BytesView octets = m_file.subspan(m_offset, size);
    m_offset += size;
    return core::Bytes(octets.begin(), octets.end());
}

core::Result<Setting> Reader::entry() {
    Setting setting;
    GPOTRUST_TRY(expect(k_entry_begin, "to begin an entry"));
    GPOTRUST_TRY_ASSIGN(setting.key, name("key"));
    GPOTRUST_TRY(expect(k_separator, "after the key"));
    GPOTRUST_TRY_ASSIGN(setting.value, name("value name"));
    GPOTRUST_TRY(expect(k_separator, "after the value name"));
    GPOTRUST_TRY_ASSIGN(const std::uint32_t type, number("type"));
    setting.type = static_cast<ValueType>(type);
    GPOTRUST_TRY(expect(k_separator, "after the type"));
    GPOTRUST_TRY_ASSIGN(const std::uint32_t size, number("size"));
    GPOTRUST_TRY(expect(k_separator, "after the size"));
    GPOTRUST_TRY_ASSIGN(setting.data, data(size));
    GPOTRUST_TRY(expect(k_entry_end, "after the data"));
    return setting;
}

}  // namespace

core::Result<std::vector<Setting>> parse_registry_pol(core::BytesView file) {
    if (file.size() > k_registry_pol_limit) {
        return core::fail(core::ErrorCode::unsupported_input,
                          fmt::format("registry.pol of {} octets: at most {} are read", file.size(), k_registry_pol_limit));
    }
    Reader reader(file);
    GPOTRUST_TRY(reader.header());
    std::vector<Setting> settings;
    while (!reader.at_end()) {
        GPOTRUST_TRY_ASSIGN(Setting setting, reader.entry());
        settings.push_back(std::move(setting));
    }
    return settings;
}

}  // namespace gpotrust::registry_policy
