// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/report_slots.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "artefact/gpo_backup/layout.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

using core::Slots;
using registry_policy::Setting;

/// Stores whose key-only entries the Public Key extension does not know: GPMC shows them as plain registry settings.
constexpr std::array<std::string_view, 3> k_stores_unknown_to_public_key{"DPNGRA", "FVE", "FVE_NKP"};

struct Usage {
    std::string_view oid;
    std::string_view name;
};
/// GPMC's names for the usages of peer trust.
constexpr std::array k_usages{
    Usage{"1.3.6.1.5.5.7.3.1", "Server Authentication"},
    Usage{"1.3.6.1.5.5.7.3.2", "Client Authentication"},
    Usage{"1.3.6.1.5.5.7.3.4", "Secure Email"},
    Usage{"1.3.6.1.4.1.311.10.3.4", "Encrypting File System"},
};
constexpr std::string_view k_server_authentication = k_usages[0].oid;

/// Names come from foreign certificates: what XML cannot carry, or what turns text around, becomes U+FFFD.
std::string shown(std::string_view text) {
    std::string safe = core::printable(text);
    for (const std::string_view noncharacter : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (std::size_t at = safe.find(noncharacter); at != std::string::npos; at = safe.find(noncharacter, at)) safe.replace(at, 3, "\xEF\xBF\xBD");
    }
    return safe;
}

const Setting* find_setting(std::span<const Setting> settings, std::string_view key, std::string_view value) {
    const auto found = std::find_if(settings.begin(), settings.end(), [&](const Setting& s) { return s.key == key && s.value == value; });
    return found == settings.end() ? nullptr : &*found;
}

/// GPMC lists the purposes only of a certificate that restricts them.
std::vector<Slots> purpose_list(const certificate::CertificateFacts& facts, bool restrict_eku) {
    std::vector<std::string> oids;
    if (facts.extended_key_usages) oids = *facts.extended_key_usages;
    if (restrict_eku) oids = {std::string(k_server_authentication)};
    if (oids.empty()) return {};
    Slots group;
    for (std::string& oid : oids) group.lists["purposes"].push_back({.texts = {{"oid", std::move(oid)}}, .flags = {}, .lists = {}});
    return {group};
}

core::Result<Slots> certificate_slots(const trust::TrustPolicy& policy, const trust::TrustedCertificate& entry, std::span<const Setting> settings) {
    const std::string key = certificate_key(trust::to_text(entry.store), entry.certificate.sha1());
    const Setting* blob = find_setting(settings, key, k_blob_value);
    if (blob == nullptr) return core::fail(core::ErrorCode::internal, "no setting holds " + key);
    const certificate::CertificateFacts& facts = entry.certificate.facts();
    Slots slots;
    slots.texts["issued_to"] = shown(facts.common_names.empty() ? facts.subject : facts.common_names.front());
    slots.texts["issued_by"] =
        shown(facts.issuer == facts.subject && !facts.common_names.empty() ? facts.common_names.front() : common_name_of(facts.issuer));
    slots.texts["expires"] = core::to_iso8601(facts.not_after);
    slots.texts["blob_hex"] = core::to_hex_upper(blob->data);
    slots.lists["purpose_list"] = purpose_list(facts, policy.restrict_eku);
    return slots;
}

std::string_view list_name(trust::Store store) {
    switch (store) {
        case trust::Store::root:
            return "root";
        case trust::Store::intermediate:
            return "intermediate";
        case trust::Store::trusted_people:
            return "trusted_people";
        case trust::Store::trusted_publisher:
            return "trusted_publisher";
        case trust::Store::disallowed:
            return "disallowed";
    }
    return {};
}

/// REG_MULTI_SZ to strings, the empty end not counted.
core::Result<std::vector<std::string>> strings_of(const Setting& setting) {
    GPOTRUST_TRY_ASSIGN(const std::string text, core::utf16le_to_utf8(setting.data));
    std::vector<std::string> strings;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\0', begin), text.size());
        if (end > begin) strings.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return strings;
}

std::string usage_name(const std::string& oid) {
    const auto found = std::find_if(k_usages.begin(), k_usages.end(), [&](const Usage& usage) { return usage.oid == oid; });
    return found == k_usages.end() ? oid : std::string(found->name);
}

/// Certificate Path Validation Settings, as far as the policy sets them.
core::Result<std::vector<Slots>> peer_trust(std::span<const Setting> settings) {
    const Setting* flags = find_setting(settings, k_protected_roots_key, "Flags");
    const Setting* usages = find_setting(settings, k_protected_roots_key, "PeerUsages");
    if (flags == nullptr || usages == nullptr || flags->data.size() != 4) return std::vector<Slots>{};
    Slots slots;
    slots.texts["flags"] = std::to_string(core::read_u32_le(flags->data));
    GPOTRUST_TRY_ASSIGN(const std::vector<std::string> oids, strings_of(*usages));
    for (const std::string& oid : oids) slots.lists["usages"].push_back({.texts = {{"usage", usage_name(oid)}}, .flags = {}, .lists = {}});
    return std::vector<Slots>{slots};
}

std::vector<Slots> registry_keys(std::span<const Setting> settings) {
    std::vector<Slots> keys;
    for (const Setting& setting : settings) {
        const bool unknown = std::any_of(k_stores_unknown_to_public_key.begin(), k_stores_unknown_to_public_key.end(), [&](std::string_view store) {
            return setting.key.starts_with(std::string(k_store_root) + std::string(store) + "\\");
        });
        if (unknown && registry_policy::is_key_only(setting)) keys.push_back({.texts = {{"key", setting.key}}, .flags = {}, .lists = {}});
    }
    return keys;
}

core::Result<Slots> public_key_slots(const trust::TrustPolicy& policy, trust::Side side, std::span<const Setting> settings) {
    Slots slots;
    for (const std::string_view list : {"trusted_people", "trusted_publisher", "disallowed"}) slots.lists[std::string(list)];
    if (side == trust::Side::computer) {
        for (const std::string_view list : {"root", "intermediate"}) slots.lists[std::string(list)];
        GPOTRUST_TRY_ASSIGN(slots.lists["peer_trust"], peer_trust(settings));
    }
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        GPOTRUST_TRY_ASSIGN(Slots shown_certificate, certificate_slots(policy, entry, settings));
        slots.lists[std::string(list_name(entry.store))].push_back(std::move(shown_certificate));
    }
    return slots;
}

/// Takes one attribute value of an RFC 4514 name off the front, up to an unescaped ',' or '+'.
std::string take_value(std::string_view& rest) {
    std::string value;
    while (!rest.empty() && rest.front() != ',' && rest.front() != '+') {
        const bool escaped = rest.front() == '\\' && rest.size() > 1;
        if (escaped) rest.remove_prefix(1);
        const core::Result<core::Bytes> pair = core::parse_hex(rest.substr(0, 2));
        const bool hex = escaped && rest.size() > 1 && pair.has_value();
        if (hex) value.push_back(static_cast<char>(pair->front()));
        if (!hex) value.push_back(rest.front());
        rest.remove_prefix(hex ? 2 : 1);
    }
    rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
    return value;
}

}  // namespace

core::Result<Slots> report_slots(const trust::TrustPolicy& policy, trust::Side side, std::span<const Setting> settings) {
    const bool computer = side == trust::Side::computer;
    Slots slots;
    std::vector<Slots>& public_key = slots.lists[computer ? "computer_public_key" : "user_public_key"];
    if (!settings.empty()) {
        GPOTRUST_TRY_ASSIGN(Slots extension, public_key_slots(policy, side, settings));
        public_key.push_back(std::move(extension));
    }
    if (!computer) return slots;
    std::vector<Slots>& registry = slots.lists["computer_registry"];
    if (std::vector<Slots> keys = registry_keys(settings); !keys.empty()) {
        registry.push_back({.texts = {}, .flags = {}, .lists = {{"registry_keys", std::move(keys)}}});
    }
    return slots;
}

std::string common_name_of(std::string_view rfc4514_name) {
    std::string_view rest = rfc4514_name;
    while (!rest.empty()) {
        const std::size_t equals = rest.find('=');
        if (equals == std::string_view::npos) break;
        const std::string_view type = rest.substr(0, equals);
        rest.remove_prefix(equals + 1);
        std::string value = take_value(rest);
        if (core::ascii_iequals(type, "CN")) return value;
    }
    return std::string(rfc4514_name);
}

}  // namespace gpotrust::artefact::gpo_backup
