// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Whatever the reader takes, the writer gives back octet for octet; whatever it refuses, it refuses with a place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::BytesView file(data, size);
    const auto settings = parse_registry_pol(file);
    if (!settings) {
        require(settings.error().message.find("at octet ") != std::string_view::npos);
        return 0;
    }
    const auto again = serialize_registry_pol(*settings, WriteRules::as_read);
    require(again.has_value());
    require(core::as_text(*again) == core::as_text(file));
    if (const auto strict = serialize_registry_pol(*settings)) require(*strict == *again);
    for (const Setting& setting : *settings) {
        require(core::is_utf8(setting.key) && core::is_utf8(setting.value));
        require(compare_keys(setting.key, setting.key) == 0);
        require(!type_name(setting.type).empty());
        // Opposite orders both ways round.
        require((compare_keys(setting.key, settings->front().key) < 0) == (compare_keys(settings->front().key, setting.key) > 0));
    }
    return 0;
}
