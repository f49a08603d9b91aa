// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/stored_certificates.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using core::ErrorCode;

std::vector<std::string_view> components(std::string_view key) {
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= key.size();) {
        const std::size_t end = std::min(key.find('\\', start), key.size());
        parts.push_back(key.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

core::Result<certificate::Certificate> certificate_of(const StoredCertificate& stored) {
    for (const trust::Property& property : stored.properties)
        if (property.id == trust::PropertyId::certificate) return certificate::Certificate::parse(property.value);
    return core::fail(ErrorCode::malformed_input, "the blob holds no certificate (property 32)");
}

core::Result<void> check_key_name(const StoredCertificate& stored) {
    const std::string thumbprint = core::to_hex(stored.certificate->sha1());
    if (core::ascii_iequals(stored.key_name, thumbprint)) return {};
    return core::fail(ErrorCode::malformed_input, "the key is named " + stored.key_name + " but the certificate's SHA-1 is " + thumbprint,
                      "Windows finds certificates by the key's name: this entry does not do what it seems to");
}

core::Result<void> decode(const registry_policy::Setting& setting, StoredCertificate& stored) {
    if (setting.type != registry_policy::ValueType::binary)
        return core::fail(ErrorCode::malformed_input, "Blob is " + registry_policy::type_name(setting.type) + ", not REG_BINARY");
    GPOTRUST_TRY_ASSIGN(stored.properties, trust::parse_certificate_blob(setting.data));
    GPOTRUST_TRY_ASSIGN(stored.certificate, certificate_of(stored));
    return check_key_name(stored);
}

}  // namespace

std::optional<StorePlace> store_place(std::string_view key) {
    std::vector<std::string_view> parts = components(key);
    if (parts.size() == 7 && core::ascii_iequals(parts[1], "Policies")) parts.erase(parts.begin() + 1);
    if (parts.size() != 6) return std::nullopt;
    const bool in_a_store = core::ascii_iequals(parts[0], "Software") && core::ascii_iequals(parts[1], "Microsoft") &&
                            (core::ascii_iequals(parts[2], "SystemCertificates") || core::ascii_iequals(parts[2], "EnterpriseCertificates")) &&
                            core::ascii_iequals(parts[4], "Certificates");
    if (!in_a_store) return std::nullopt;
    return StorePlace{std::string(parts[3]), std::string(parts[5])};
}

std::optional<StoredCertificate> stored_certificate(const ScopedSetting& scoped) {
    if (!core::ascii_iequals(scoped.setting.value, "Blob")) return std::nullopt;
    std::optional<StorePlace> place = store_place(scoped.setting.key);
    if (!place) return std::nullopt;
    StoredCertificate stored{.side = scoped.side, .store = std::move(place->store), .key_name = std::move(place->key_name)};
    if (auto decoded = decode(scoped.setting, stored); !decoded) stored.error = std::move(decoded).error().in(stored.store + "\\" + stored.key_name);
    return stored;
}

void decode_stored_certificates(InspectedItem& item) {
    std::size_t damaged = 0;
    for (std::size_t i = 0; i < item.settings.size(); ++i) {
        std::optional<StoredCertificate> stored = stored_certificate(item.settings[i]);
        if (!stored) continue;
        stored->setting = i;
        if (item.stored.size() == k_most_certificates) {
            item.error = core::Error{ErrorCode::malformed_input, "more than " + std::to_string(k_most_certificates) + " certificates", "", {}};
            return;
        }
        if (stored->error) ++damaged;
        item.stored.push_back(*std::move(stored));
    }
    if (damaged == 0 || item.error) return;
    item.error = core::Error{ErrorCode::malformed_input,
                             std::to_string(damaged) + " of " + std::to_string(item.stored.size()) + " certificates damaged",
                             "the entries are named in the list; write the policy again from the original certificates",
                             {}};
}

}  // namespace gpotrust::audit
