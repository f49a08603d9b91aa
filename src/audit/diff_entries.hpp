// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "audit/diff_extent.hpp"
#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::audit {

/// A setting as a comparison sees it.
struct PolicyEntry {
    std::optional<trust::Side> side = {};
    const ScopedSetting* setting = nullptr;
    std::string value = {};  ///< its name in upper case
    std::size_t occurrence =
        0;                ///< of preferences: which of the items for that value, from 0; they may differ in their targets, and all of them count
    bool undone = false;  ///< deleted again by a later entry

    [[nodiscard]] const registry_policy::Setting& content() const { return setting->setting; }
    [[nodiscard]] bool is_preference() const { return !setting->preference.empty(); }
};

/// By side, kind, key, value and occurrence: equal for entries that are about the same thing.
[[nodiscard]] std::weak_ordering compare_identity(const PolicyEntry& a, const PolicyEntry& b);

/// What an item says within an extent, sorted by identity, each once: of policy settings for one value the last one counts.
[[nodiscard]] std::vector<PolicyEntry> entries_of(const InspectedItem& item, const Extent& extent);

}  // namespace gpotrust::audit
