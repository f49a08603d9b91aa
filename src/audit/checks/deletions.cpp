// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include "audit/checks/check.hpp"
#include "gpotrust/registry_policy/string_data.hpp"

namespace gpotrust::audit {
namespace {

using registry_policy::Setting;

constexpr std::array k_kinds = {
    FindingKind{
        .code = "POL_DELETES_CERTIFICATES",
        .severity = Severity::warning,
        .message = "the policy deletes registry keys of certificate stores: certificates of this and other policies can go with them",
        .hint = "remove the instruction, unless emptying the store is what it is for; a certificate that a policy no longer sets goes by itself",
        .source = "[MS-GPREG] 3.2.5.1",
    },
};

constexpr std::string_view k_stores = R"(software\policies\microsoft\systemcertificates)";

bool is_at_or_below(std::string_view key, std::string_view top) {
    return key.starts_with(top) && (key.size() == top.size() || top.empty() || key[top.size()] == '\\');
}

/// The names in "a;b;c".
std::vector<std::string> names_in(const Setting& setting) {
    const std::string list = registry_policy::text_of_string_data(setting.data).value_or(std::string());
    std::vector<std::string> names;
    for (std::size_t start = 0; start <= list.size();) {
        const std::size_t end = std::min(list.find(';', start), list.size());
        if (end > start) names.push_back(core::ascii_lower(std::string_view(list).substr(start, end - start)));
        start = end + 1;
    }
    return names;
}

/// The keys whose values or subkeys go, in lower case. **DeleteKeys names subkeys; a real editor wrote whole paths.
std::vector<std::string> emptied_keys(const Setting& setting) {
    const std::string key = core::ascii_lower(setting.key);
    const std::string name = core::ascii_lower(setting.value);
    if (name.starts_with("**delvals") || name == "**deletevalues" || name == "**del.blob") return {key};
    if (name != "**deletekeys") return {};
    std::vector<std::string> keys;
    for (const std::string& subkey : names_in(setting)) keys.push_back(subkey.find('\\') == std::string::npos ? key + "\\" + subkey : subkey);
    return keys;
}

/// True if certificates can go with the key: a whole tree takes what is above them, values only those of a certificate's own key. What stands beside the
/// certificates of a store (Safer, ProtectedRoots) is none of theirs.
bool takes_certificates(std::string_view key, bool whole_tree) {
    if (!is_at_or_below(key, k_stores)) return false;
    const std::string_view below = key.substr(std::min(k_stores.size() + 1, key.size()));  // STORE\Certificates\SHA-1
    const std::size_t store_end = below.find('\\');
    if (store_end == std::string_view::npos) return whole_tree;
    const std::string_view inside = below.substr(store_end + 1);
    return is_at_or_below(inside, "certificates") && (whole_tree || inside.size() > std::string_view("certificates").size());
}

/// **DeleteValues and **delvals. empty one key, **DeleteKeys whole trees: only they do harm from above.
bool deletes_trees(const Setting& setting) { return core::ascii_iequals(setting.value, "**DeleteKeys"); }

/// The first certificate of each side: what is deleted before it is set is no loss.
std::map<std::optional<trust::Side>, std::size_t> first_certificates(const InspectedItem& item) {
    std::map<std::optional<trust::Side>, std::size_t> first;
    for (const StoredCertificate& stored : item.stored) {
        const auto at = first.emplace(stored.side, stored.setting).first;
        at->second = std::min(at->second, stored.setting);
    }
    return first;
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    const auto first = first_certificates(patient.item);
    for (std::size_t i = 0; i < patient.item.settings.size(); ++i) {
        const ScopedSetting& scoped = patient.item.settings[i];
        if (!scoped.setting.value.starts_with("**") || !is_policy_record(patient.item, scoped)) continue;
        const auto certificate = first.find(scoped.side);
        const bool comes_after = certificate != first.end() && certificate->second < i;
        for (const std::string& key : emptied_keys(scoped.setting)) {
            const bool whole_tree = deletes_trees(scoped.setting);
            const bool from_above = comes_after && whole_tree && is_at_or_below(k_stores, key);
            if (!takes_certificates(key, whole_tree) && !from_above) continue;
            diagnoses.add(about_setting(patient, i, k_kinds[0], key));
            break;
        }
    }
}

}  // namespace

extern const DoctorCheck deletions_check;
const DoctorCheck deletions_check{k_kinds, examine};

}  // namespace gpotrust::audit
