// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/properties.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::report {
namespace {

using core::BytesView;
using trust::PropertyId;

constexpr std::array k_public{3U, 4U, 9U, 11U, 13U, 15U, 20U, 24U, 25U, 28U, 29U, 32U, 92U, 93U, 98U, 107U};

std::string key_provider_text(BytesView octets) {
    if (octets.size() < 28) return {};
    const certificate::KeyProvider stored = certificate::parse_key_provider(octets);
    return "container " + stored.container + ", provider " + stored.provider + (stored.machine_keyset ? ", key set of the machine" : "");
}

}  // namespace

bool is_foreign_metadata(PropertyId id) { return std::find(k_public.begin(), k_public.end(), static_cast<std::uint32_t>(id)) == k_public.end(); }

std::string meaning(const trust::Property& property) {
    switch (static_cast<std::uint32_t>(property.id)) {
        case 2:
            return key_provider_text(property.value);
        case 11:
        case 13:
        case 71:
        case 93:
            return certificate::property_text(property.value);
        case 92:
            return property.value.size() == 4 ? std::to_string(core::read_u32_le(property.value)) + " bits" : std::string();
        default:
            return {};
    }
}

}  // namespace gpotrust::report
