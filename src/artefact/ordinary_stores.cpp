// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/trust/base_gpo.hpp"

namespace gpotrust::artefact {
namespace {

using registry_policy::Setting;

// Microsoft's "System Store Locations": the ordinary store beside the one Group Policy fills, in either hive.
constexpr std::string_view k_policy_stores = "Software\\Policies\\Microsoft\\SystemCertificates\\";
constexpr std::string_view k_ordinary_stores = "SOFTWARE\\Microsoft\\SystemCertificates\\";
constexpr std::string_view k_blob = "Blob";

bool is_certificate(const Setting& setting) { return setting.value == k_blob && setting.key.starts_with(k_policy_stores); }

}  // namespace

std::vector<Setting> ordinary_store_settings(std::span<const Setting> policy) {
    std::vector<Setting> settings;
    for (const Setting& setting : policy) {
        if (!is_certificate(setting)) continue;
        settings.push_back({std::string(k_ordinary_stores) + setting.key.substr(k_policy_stores.size()), setting.value, setting.type, setting.data});
    }
    return settings;
}

core::Result<ReadBack> read_back(const Format& format, const trust::TrustPolicy& policy, const core::FileTree& package) {
    return policy.base != nullptr && format.read_merged != nullptr ? format.read_merged(package) : format.read(package);
}

core::Result<std::vector<Setting>> carried_settings(const Format& format, const trust::TrustPolicy& policy, trust::Side side) {
    if (policy.base != nullptr && format.read_merged != nullptr) {
        GPOTRUST_TRY_ASSIGN(auto merged, trust::registry_policy_of(policy, side));
        return merged ? std::move(merged->records) : std::vector<Setting>();
    }
    GPOTRUST_TRY_ASSIGN(std::vector<Setting> settings, trust::settings_for(policy, side));
    if (format.carries == Carries::certificates) return ordinary_store_settings(settings);
    return settings;
}

}  // namespace gpotrust::artefact
