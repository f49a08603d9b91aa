// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A policy equals itself; two of them differ the same way both ways round; and where nothing differs, a client that applies one after the other ends up with the same registry. The second
// policy is the first one in another order, with entries left out and changed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>

#include "audit/stored_certificates.hpp"
#include "gpotrust/audit/diff.hpp"
#include "gpotrust/core/text.hpp"

using namespace gpotrust;

namespace {

constexpr std::size_t k_most_simulated = 300;

void require(bool holds) {
    if (!holds) std::abort();
}

core::Result<certificate::Export> no_export(core::BytesView) { return core::fail(core::ErrorCode::unsupported_input, "an export"); }

/// Variant `seed` of a policy: 0 is the policy itself.
audit::InspectedItem variant(const audit::InspectedItem& policy, std::size_t seed) {
    audit::InspectedItem other;
    other.path = policy.path;
    other.kind = policy.kind;
    for (std::size_t i = 0; i < policy.settings.size(); ++i) {
        audit::ScopedSetting setting = policy.settings[i];
        if (seed != 0 && i % (seed + 2) == 1) continue;
        if (seed > 1 && i % 5 == seed % 5 && !setting.setting.data.empty()) setting.setting.data.back() ^= 1U;
        other.settings.push_back(std::move(setting));
    }
    if (seed % 2 == 1) std::reverse(other.settings.begin(), other.settings.end());
    audit::decode_stored_certificates(other);
    return other;
}

using Registry = std::map<std::pair<std::string, std::string>, std::pair<registry_policy::ValueType, core::Bytes>>;

bool is_below(const std::string& key, const std::string& tree) { return key == tree || key.starts_with(tree + "\\"); }

std::vector<std::string> listed(const core::Bytes& data) {
    core::BytesView octets = data;
    while (octets.size() >= 2 && octets[octets.size() - 1] == 0 && octets[octets.size() - 2] == 0) octets = octets.first(octets.size() - 2);
    std::vector<std::string> names(1);
    for (const char c : core::utf16le_to_utf8(octets.first(octets.size() & ~std::size_t{1})).value_or(std::string())) {
        if (c == ';')
            names.emplace_back();
        else
            names.back().push_back(c);
    }
    std::erase(names, std::string());
    return names;
}

template <class Condition>
void erase(Registry& registry, const Condition& condition) {
    std::erase_if(registry, [&](const auto& one) { return condition(one.first.first, one.first.second); });
}

void apply(Registry& registry, const registry_policy::Setting& setting) {
    const std::string key = core::ascii_upper(setting.key);
    const std::string value = core::ascii_upper(setting.value);
    if (value.starts_with("**DEL.")) {
        registry.erase({key, value.substr(6)});
    } else if (value == "**DELVALS." || value == "**DELVALS") {
        erase(registry, [&](const std::string& k, const std::string&) { return k == key; });
    } else if (value == "**DELETEVALUES") {
        for (const std::string& name : listed(setting.data)) registry.erase({key, core::ascii_upper(name)});
    } else if (value == "**DELETEKEYS") {
        for (const std::string& listed_name : listed(setting.data)) {
            const std::string name = core::ascii_upper(listed_name);
            const std::string tree = key.empty() ? name : key + "\\" + name;
            erase(registry, [&](const std::string& k, const std::string&) {
                return is_below(k, tree) || (name.find('\\') != std::string::npos && is_below(k, name));
            });
        }
    } else if (!registry_policy::is_key_only(setting)) {
        registry[{key, value}] = {setting.type, setting.data};
    }
}

Registry applied(const audit::InspectedItem& item) {
    Registry registry;
    for (const audit::ScopedSetting& setting : item.settings) apply(registry, setting.setting);
    return registry;
}

void check(const audit::InspectedItem& one, const audit::InspectedItem& other) {
    const auto there = audit::compare(one, other);
    const auto back = audit::compare(other, one);
    require(there.has_value() && back.has_value());
    require(there->is_empty() == back->is_empty());
    require(there->same_settings == back->same_settings);
    require(there->settings.added.size() == back->settings.lost.size() && there->settings.lost.size() == back->settings.added.size());
    require(there->settings.changed.size() == back->settings.changed.size());
    require(there->certificates.added.size() == back->certificates.removed.size());
    require(there->certificates.removed.size() == back->certificates.added.size());
    require(there->certificates.kept.size() == back->certificates.kept.size());
    if (there->is_empty() && one.settings.size() <= k_most_simulated) require(applied(one) == applied(other));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const audit::InspectedItem policy = audit::inspect_file("Machine/registry.pol", core::BytesView(data, size), no_export);
    if (policy.kind != "registry-policy" || !audit::compare(policy, policy)) return 0;
    require(audit::compare(policy, policy)->is_empty());
    for (std::size_t seed = 0; seed < 4; ++seed) check(policy, variant(policy, seed));
    return 0;
}
