// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/certificate/properties.hpp"
#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::trust {

using certificate::Property;
using certificate::PropertyId;

/// The largest blob that is read, in octets.
inline constexpr std::size_t k_certificate_blob_limit = certificate::k_element_limit;

/// Reads a serialized store element: {u32 id, u32 1, u32 length, octets}*, the certificate (32) last. Errors name the octet offset. Raw DER in place of
/// a blob is named as such. The reader is certificate::parse_serialized_element.
[[nodiscard]] core::Result<std::vector<Property>> parse_certificate_blob(core::BytesView blob);

/// The value of one public property computed from the certificate; nothing for identifiers that cannot or must not be computed, and for 20 without the
/// extension (docs/explanation/what-the-policy-contains.md).
[[nodiscard]] std::optional<core::Bytes> computed_property(PropertyId id, const certificate::Certificate& certificate);

/// Writes properties in the given order. Only the allow-list passes (3, 4, 9, 11, 15, 20, 25, 92, 32), 32 must be last; anything else is an
/// internal error: nothing of an exporting machine can get through here. So are an identifier that stands twice and an empty value.
[[nodiscard]] core::Result<core::Bytes> serialize_certificate_blob(std::span<const Property> properties);

struct BlobOptions {
    std::string friendly_name;             ///< property 11 when not empty; control characters are dropped and 128 UTF-16 units kept
    bool restrict_to_server_auth = false;  ///< property 9 = serverAuth only
};
/// True if a name can stand in property 11 as it is, or is empty for none: what BlobOptions would drop or cut is not in it.
[[nodiscard]] bool is_friendly_name(std::string_view name);
/// The blob we write: 3, [9], [11], [20 if the certificate has the extension], 32. Fails with unfit when it has more than the 65,535 octets of a policy value.
[[nodiscard]] core::Result<core::Bytes> make_certificate_blob(const certificate::Certificate& certificate, const BlobOptions& options);

}  // namespace gpotrust::trust
