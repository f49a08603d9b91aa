// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/json_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"

namespace gpotrust::bundle {
namespace {

const Json& nothing() {
    static const Json null;
    return null;
}

}  // namespace

void Fault::set(const std::string& where, std::string_view what) {
    if (m_error) return;
    m_error = core::Error{core::ErrorCode::malformed_input,
                          fmt::format("field {} {}", core::printable(where), core::printable(what)),
                          "the file was damaged or edited by hand; make the package again",
                          {}};
}

Fields::Fields(const Json& object, std::string where, Fault& fault) : m_object(&object), m_where(std::move(where)), m_fault(&fault) {
    if (!object.is_object()) m_fault->set(m_where, "is not an object");
}

std::string Fields::path_of(std::string_view name) const { return m_where.empty() ? std::string(name) : m_where + "." + std::string(name); }

const Json& Fields::at(std::string_view name) {
    m_asked.emplace_back(name);
    if (!m_object->is_object()) return nothing();
    const auto found = m_object->find(name);
    if (found != m_object->end()) return *found;
    m_fault->set(path_of(name), "is missing");
    return nothing();
}

std::string Fields::text(std::string_view name) {
    const Json& value = at(name);
    if (value.is_string()) return value.get_ref<const std::string&>();
    m_fault->set(path_of(name), "is not a text");
    return {};
}

bool Fields::flag(std::string_view name) {
    const Json& value = at(name);
    if (value.is_boolean()) return value.get<bool>();
    m_fault->set(path_of(name), "is neither true nor false");
    return false;
}

std::uint64_t Fields::number(std::string_view name, std::uint64_t least, std::uint64_t most) {
    const Json& value = at(name);
    if (value.is_number_unsigned()) {
        const auto read = value.get<std::uint64_t>();
        if (read >= least && read <= most) return read;
    }
    m_fault->set(path_of(name), fmt::format("is not a number from {} to {}", least, most));
    return least;
}

template <class Value, class Parse, class Write>
Value Fields::exact(std::string_view name, Parse parse, Write write, std::string_view wanted) {
    const std::string read = text(name);
    const auto parsed = parse(read);
    if (parsed.has_value() && write(*parsed) == read) return *parsed;
    m_fault->set(path_of(name), fmt::format("is not {}", wanted));
    return Value{};
}

core::UtcTime Fields::time(std::string_view name) {
    return exact<core::UtcTime>(name, core::parse_utc_time, core::to_iso8601, "a time like 2026-11-22T15:00:00Z");
}

std::optional<core::UtcTime> Fields::optional_time(std::string_view name) {
    if (m_object->is_object() && m_object->contains(name) && (*m_object)[std::string(name)].is_null()) {
        m_asked.emplace_back(name);
        return std::nullopt;
    }
    return time(name);
}

core::Sha1Thumbprint Fields::sha1(std::string_view name) {
    return exact<core::Sha1Thumbprint>(
        name, core::parse_sha1_thumbprint, [](const core::Sha1Thumbprint& value) { return core::to_hex(value); },
        "a SHA-1 in 40 upper-case hex digits");
}

core::Sha256Digest Fields::sha256(std::string_view name) {
    return exact<core::Sha256Digest>(
        name, core::parse_sha256_digest, [](const core::Sha256Digest& value) { return core::to_hex(value); },
        "a SHA-256 in 64 upper-case hex digits");
}

core::Guid Fields::guid(std::string_view name) {
    return exact<core::Guid>(name, core::parse_guid, core::to_braced_upper, "a GUID in braces and upper case");
}

std::vector<std::string> Fields::texts(std::string_view name) {
    const Json& list = at(name);
    std::vector<std::string> read;
    if (!list.is_array()) m_fault->set(path_of(name), "is not a list");
    if (!list.is_array()) return read;
    for (const Json& value : list) {
        if (!value.is_string()) m_fault->set(path_of(name), "holds something that is not a text");
        if (value.is_string()) read.push_back(value.get_ref<const std::string&>());
    }
    return read;
}

Fields Fields::object(std::string_view name) { return Fields(at(name), path_of(name), *m_fault); }

bool Fields::has(std::string_view name) const { return m_object->is_object() && m_object->contains(std::string(name)); }

std::vector<Fields> Fields::objects(std::string_view name, std::size_t most) {
    const Json& list = at(name);
    std::vector<Fields> read;
    if (!list.is_array() || list.size() > most) {
        m_fault->set(path_of(name), fmt::format("is not a list of at most {} entries", most));
        return read;
    }
    for (std::size_t i = 0; i < list.size(); ++i) read.emplace_back(list[i], fmt::format("{}[{}]", path_of(name), i), *m_fault);
    return read;
}

void Fields::finish() {
    if (!m_object->is_object()) return;
    for (const auto& item : m_object->items()) {
        if (std::find(m_asked.begin(), m_asked.end(), item.key()) == m_asked.end()) m_fault->set(path_of(item.key()), "is not one of this version");
    }
}

}  // namespace gpotrust::bundle
