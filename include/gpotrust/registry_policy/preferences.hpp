// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::registry_policy {

/// One item of a Group Policy Preferences Registry.xml ([MS-GPPREF] 2.2.1.17).
struct PreferenceItem {
    char action = 'U';                 ///< C create, R replace, U update, D delete
    std::string hive;                  ///< "HKEY_LOCAL_MACHINE"; as written
    Setting setting;                   ///< for D only key and value name count
    std::string uid = {};              ///< as written
    std::string changed = {};          ///< "YYYY-MM-DD hh:mm:ss", local time of whoever changed it
    std::string description = {};      ///< shown in the editor
    bool removed_with_policy = false;  ///< removePolicy="1": taken away again when the policy no longer applies
    bool disabled = false;             ///< itself or a collection it is in
    std::string targeting = {};        ///< the Filters of the item and of the collections it is in, as XML on one line; empty: for every client
};

/// Reads a Registry.xml, items inside collections included, in document order. Types the editor offers: REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ, REG_DWORD, REG_QWORD, REG_BINARY, REG_NONE.
/// Errors name the item. The limits are those of xml::parse_document.
[[nodiscard]] core::Result<std::vector<PreferenceItem>> parse_registry_preferences(core::BytesView document);

}  // namespace gpotrust::registry_policy
