// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Property lists read in place, for whole stores of them.
#pragma once

#include <vector>

#include "gpotrust/certificate/properties.hpp"

namespace gpotrust::certificate {

struct PropertyView {
    PropertyId id{};
    core::BytesView value;
    std::size_t end = 0;  ///< the offset behind it
};

/// What stands beside one certificate, revocation list or trust list, and that itself.
struct ElementView {
    std::vector<PropertyView> properties;  ///< in file order, the context not among them
    PropertyId context{};                  ///< certificate, revocation_list or trust_list
    core::BytesView content;
};

/// Reads the {u32 id, u32 1, u32 length, octets} at `offset`. Fails with malformed_input and the octet.
[[nodiscard]] core::Result<PropertyView> read_property(core::BytesView list, std::size_t offset);

/// True for the identifiers that stand for a context and not for a property of one.
[[nodiscard]] bool ends_element(PropertyId id);

/// Reads from `offset` to the end of the first element and moves `offset` there; where it fails, to the property that failed. Limits: k_element_limit,
/// k_most_properties.
[[nodiscard]] core::Result<ElementView> read_element(core::BytesView list, std::size_t& offset);

}  // namespace gpotrust::certificate
