// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What of two items can be compared: a file holds one kind of settings of one side or two, a GPO everything.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::audit {

/// What of one item is compared.
struct Extent {
    std::optional<trust::Side> assumed = {};  ///< the side of settings that do not tell theirs
    bool computer = true;
    bool user = true;
    bool unknown = true;
    bool policy = true;
    bool preferences = true;
    bool files = true;  ///< what is no registry setting, and facts

    [[nodiscard]] std::optional<trust::Side> side_of(const ScopedSetting& setting) const { return setting.side ? setting.side : assumed; }
    [[nodiscard]] bool holds(const ScopedSetting& setting) const;
};

struct Extents {
    Extent before = {};
    Extent after = {};
    std::vector<std::string> notes = {};
};

/// Settles what is compared. Fails with choice_needed when a registry.pol may mean either side of the other item.
[[nodiscard]] core::Result<Extents> extents_of(const InspectedItem& before, const InspectedItem& after);

}  // namespace gpotrust::audit
