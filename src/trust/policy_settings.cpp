// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"
#include "gpotrust/trust/certificate_blob.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::trust {
namespace {

using registry_policy::Setting;
using registry_policy::ValueType;

// [MS-GPEF] 2.2.1; the same path on both sides, below HKLM or HKCU.
constexpr std::string_view k_system_certificates = "Software\\Policies\\Microsoft\\SystemCertificates";

// The stores the Public Key Policies editor creates once its node is opened: five real GPOs on the computer side, one on the user side.
constexpr std::array<std::string_view, 10> k_editor_stores_computer = {"ACRS",    "CA",   "Disallowed", "DPNGRA",        "FVE",
                                                                       "FVE_NKP", "Root", "Trust",      "TrustedPeople", "TrustedPublisher"};
constexpr std::array<std::string_view, 4> k_editor_stores_user = {"Disallowed", "Trust", "TrustedPeople", "TrustedPublisher"};

// wincrypt.h CERT_PROT_ROOT_PEER_USAGES_DEFAULT_A (client authentication, secure e-mail, EFS), then what TLS servers need.
constexpr std::array<std::string_view, 4> k_peer_usages = {"1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.311.10.3.4", "1.3.6.1.5.5.7.3.1"};

std::string store_key(std::string_view store, std::string_view below) { return fmt::format("{}\\{}\\{}", k_system_certificates, store, below); }

core::Result<Setting> certificate_setting(const TrustedCertificate& trusted, const TrustPolicy& policy) {
    GPOTRUST_TRY_ASSIGN(core::Bytes blob, make_certificate_blob(trusted.certificate,
                                                                {trusted.friendly_name, policy.restrict_eku && trusted.store != Store::disallowed}));
    // Wine and Windows compare the key's name with the SHA-1 in upper case.
    return Setting{store_key(to_text(trusted.store), "Certificates\\" + core::to_hex(trusted.certificate.sha1())), "Blob", ValueType::binary,
                   std::move(blob)};
}

std::set<std::string_view> stores_to_create(const TrustPolicy& policy, Side side) {
    std::set<std::string_view> stores;
    for (const TrustedCertificate& trusted : policy.certificates) stores.insert(to_text(trusted.store));
    if (!policy.gpmc_style) return stores;
    if (side == Side::computer) stores.insert(k_editor_stores_computer.begin(), k_editor_stores_computer.end());
    if (side == Side::user) stores.insert(k_editor_stores_user.begin(), k_editor_stores_user.end());
    return stores;
}

// A key that has subkeys needs no entry of its own.
bool has_certificates(const TrustPolicy& policy, std::string_view store) {
    return std::any_of(policy.certificates.begin(), policy.certificates.end(), [&](const auto& trusted) { return to_text(trusted.store) == store; });
}

void add_store_keys(std::vector<Setting>& settings, const TrustPolicy& policy, Side side) {
    for (const std::string_view store : stores_to_create(policy, side)) {
        if (!has_certificates(policy, store)) settings.push_back(registry_policy::key_only(store_key(store, "Certificates")));
        settings.push_back(registry_policy::key_only(store_key(store, "CRLs")));
        settings.push_back(registry_policy::key_only(store_key(store, "CTLs")));
    }
}

void add_peer_usages(std::vector<Setting>& settings) {
    const std::vector<std::string> usages(k_peer_usages.begin(), k_peer_usages.end());
    settings.push_back({store_key("Root", "ProtectedRoots"), "Flags", ValueType::dword, core::Bytes(4)});
    settings.push_back({store_key("Root", "ProtectedRoots"), "PeerUsages", ValueType::multi_string, registry_policy::list_data(usages)});
}

core::Result<void> check_stores(const TrustPolicy& policy, Side side) {
    for (const TrustedCertificate& trusted : policy.certificates) {
        if (side == Side::user && (trusted.store == Store::root || trusted.store == Store::intermediate)) {
            return core::fail(core::ErrorCode::usage, fmt::format("the user side of a GPO has no store {}", to_text(trusted.store)),
                              "use --scope computer");
        }
    }
    return {};
}

}  // namespace

core::Result<std::vector<Setting>> settings_for(const TrustPolicy& policy, Side side) {
    std::vector<Setting> settings;
    if (!includes(policy.scope, side)) return settings;
    GPOTRUST_TRY(check_stores(policy, side));
    for (const TrustedCertificate& trusted : policy.certificates) {
        GPOTRUST_TRY_ASSIGN(Setting setting, certificate_setting(trusted, policy));
        settings.push_back(std::move(setting));
    }
    add_store_keys(settings, policy, side);
    if (policy.peer_usages && side == Side::computer) add_peer_usages(settings);
    // Stable: the values of one key keep the order above.
    std::stable_sort(settings.begin(), settings.end(), [](const auto& a, const auto& b) { return registry_policy::compare_keys(a.key, b.key) < 0; });
    return settings;
}

}  // namespace gpotrust::trust
