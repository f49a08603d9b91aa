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

/// False for settings `samba-tool gpo load` cannot carry: a REG_MULTI_SZ. Its data is an array in JSON, which python/samba/policies.py hands on as a list, while the
/// preg binding takes octets alone (Samba 4.17: the interpreter aborts).
[[nodiscard]] bool can_be_loaded(const SideSettings& settings);
/// What `samba-tool gpo load --content` takes (Samba 4.19 and later, python/samba/policies.py): an array of objects keyname, valuename, class, type, data; the
/// data of REG_BINARY is an array of numbers, that of a key-only entry null. One object per line.
[[nodiscard]] core::Result<std::string> serialize_gpo_load(const SideSettings& settings);
/// Reads what serialize_gpo_load() writes. Fails with malformed_input on anything else.
[[nodiscard]] core::Result<SideSettings> parse_gpo_load(core::BytesView document);

}  // namespace gpotrust::artefact::samba
