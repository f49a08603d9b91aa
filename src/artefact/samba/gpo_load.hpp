// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::artefact::samba {

struct SideSettings {
    std::vector<registry_policy::Setting> computer;
    std::vector<registry_policy::Setting> user;
    friend bool operator==(const SideSettings&, const SideSettings&) = default;
};

/// What `samba-tool gpo load --content` takes (Samba 4.19 and later, python/samba/policies.py): an array of objects keyname, valuename, class, type, data; the
/// data of REG_BINARY is an array of numbers, that of REG_MULTI_SZ an array of texts, which the first of these Samba versions do not take, that of a key-only entry null. One object per
/// line.
[[nodiscard]] core::Result<std::string> serialize_gpo_load(const SideSettings& settings);
/// Reads what serialize_gpo_load() writes. Fails with malformed_input on anything else.
[[nodiscard]] core::Result<SideSettings> parse_gpo_load(core::BytesView document);

}  // namespace gpotrust::artefact::samba
