// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gpotrust/registry_policy/preferences.hpp"

using namespace gpotrust;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto items = registry_policy::parse_registry_preferences(core::BytesView(data, size));
    if (!items && items.error().message.empty()) std::abort();
    if (!items) return 0;
    for (const auto& item : *items) {
        if (item.hive.empty() || item.setting.key.empty() || std::string_view("CRUD").find(item.action) == std::string_view::npos) std::abort();
    }
    return 0;
}
