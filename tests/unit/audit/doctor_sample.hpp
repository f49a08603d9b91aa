// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Policies with one fault each, put together by hand.
#pragma once

#include <string>
#include <vector>

#include "audit/stored_certificates.hpp"
#include "gpotrust/audit/doctor.hpp"
#include "gpotrust/core/text.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {

inline constexpr std::string_view k_stores_key = "Software\\Policies\\Microsoft\\SystemCertificates\\";

inline core::UtcTime at(std::string_view time) { return core::parse_utc_time(time).value(); }

inline certificate::Certificate certificate_file(const std::string& name) { return certificate::Certificate::parse(data_file(name)).value(); }

/// A property as crypt32 serializes it: id, 1, length, octets.
inline void append_property(core::Bytes& blob, std::uint32_t id, core::BytesView value) {
    core::append_u32_le(blob, id);
    core::append_u32_le(blob, 1);
    core::append_u32_le(blob, static_cast<std::uint32_t>(value.size()));
    core::append(blob, value);
}

inline registry_policy::Setting binary(std::string key, std::string value, core::Bytes data) {
    return {std::move(key), std::move(value), registry_policy::ValueType::binary, std::move(data)};
}

inline registry_policy::Setting dword(std::string key, std::string value, std::uint32_t number) {
    core::Bytes data;
    core::append_u32_le(data, number);
    return {std::move(key), std::move(value), registry_policy::ValueType::dword, std::move(data)};
}

/// UTF-16 with its NUL, of ASCII.
inline core::Bytes text_data(std::string_view text) {
    core::Bytes data;
    for (const char c : text) core::append_u16_le(data, static_cast<std::uint16_t>(static_cast<unsigned char>(c)));
    core::append_u16_le(data, 0);
    return data;
}

inline registry_policy::Setting text(std::string key, std::string value, std::string_view content) {
    return {std::move(key), std::move(value), registry_policy::ValueType::string, text_data(content)};
}

inline std::string certificate_key(std::string_view store, std::string_view name) {
    return std::string(k_stores_key).append(store).append("\\Certificates\\").append(name);
}

/// A certificate alone: property 32.
inline core::Bytes bare_blob(const certificate::Certificate& certificate) {
    core::Bytes blob;
    append_property(blob, 32, certificate.der());
    return blob;
}

inline registry_policy::Setting entry(std::string_view store, const certificate::Certificate& certificate) {
    return binary(certificate_key(store, core::to_hex(certificate.sha1())), "Blob", bare_blob(certificate));
}

/// A registry.pol in memory, of the computer's side.
inline audit::InspectedItem policy(std::vector<registry_policy::Setting> settings) {
    audit::InspectedItem item;
    item.path = "/sysvol/Machine/registry.pol";
    item.kind = "registry-policy";
    for (registry_policy::Setting& setting : settings) item.settings.push_back({trust::Side::computer, std::move(setting)});
    audit::decode_stored_certificates(item);
    return item;
}

inline std::vector<audit::Diagnosis> examined(const audit::InspectedItem& item, std::string_view now = "2026-11-23T12:00:00Z") {
    return audit::examine(item, {.now = at(now)});
}

/// The codes of what is found, sorted by seriousness, with their severity: "error BLOB_DAMAGED".
inline std::vector<std::string> codes(const std::vector<audit::Diagnosis>& diagnoses) {
    std::vector<std::string> found;
    for (const audit::Diagnosis& diagnosis : diagnoses)
        found.push_back(std::string(core::to_text(diagnosis.finding.severity)) + " " + diagnosis.finding.code);
    return found;
}

using Codes = std::vector<std::string>;

}  // namespace gpotrust::test
