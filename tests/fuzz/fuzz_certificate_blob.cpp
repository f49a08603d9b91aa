// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Reading loses nothing, the writer gives back what it takes, and from a certificate found inside a blob of our own can be made.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/trust/certificate_blob.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void make_our_own(const std::vector<Property>& found) {
    const auto certificate = certificate::Certificate::parse(found.back().value);
    if (!certificate) return;
    for (const Property& property : found) static_cast<void>(computed_property(property.id, *certificate));
    const auto name = std::find_if(found.begin(), found.end(), [](const Property& property) { return property.id == PropertyId::friendly_name; });
    const std::string text = name == found.end() ? "" : std::string(core::as_text(name->value));
    const auto blob = make_certificate_blob(*certificate, {text, found.size() % 2 == 0});
    if (!blob) return;
    const auto read = parse_certificate_blob(*blob);
    require(read.has_value());
    require(read->back().value == found.back().value);
    require(read->front() == Property{PropertyId::sha1_hash, computed_property(PropertyId::sha1_hash, *certificate).value()});
    require(serialize_certificate_blob(*read).value() == *blob);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::BytesView blob(data, size);
    const auto properties = parse_certificate_blob(blob);
    if (!properties) {
        const std::string_view message = properties.error().message;
        require(message.find("at octet ") != std::string_view::npos || size > k_certificate_blob_limit);
        return 0;
    }
    std::size_t octets = 0;
    for (const Property& property : *properties) octets += 12 + property.value.size();
    require(octets == size);
    require(properties->back().id == PropertyId::certificate);
    if (const auto again = serialize_certificate_blob(*properties)) require(core::as_text(*again) == core::as_text(blob));
    make_our_own(*properties);
    return 0;
}
