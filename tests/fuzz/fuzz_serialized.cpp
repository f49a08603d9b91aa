// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Any octets as the properties of a serialized element and of a store: what opens as an element opens in a store, with the same certificate and the same said
// about it; and in Base64. Seeds: the windows_* files of tests/data/certificate.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "gpotrust/certificate/export.hpp"
#include "gpotrust/certificate/outline.hpp"
#include "gpotrust/core/text.hpp"

using namespace gpotrust;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

core::Bytes store_of(core::BytesView element) {
    core::Bytes store = {0, 0, 0, 0, 'C', 'E', 'R', 'T'};
    core::append(store, element);
    store.insert(store.end(), 12, 0);
    return store;
}

void check_same(const certificate::Export& a, const certificate::Export& b) {
    require(a.certificates.size() == b.certificates.size());
    require(a.metadata == b.metadata);
    for (std::size_t i = 0; i < a.certificates.size(); ++i) {
        require(a.certificates[i].certificate == b.certificates[i].certificate);
        require(a.certificates[i].friendly_name == b.certificates[i].friendly_name);
        require(a.certificates[i].dropped_properties == b.certificates[i].dropped_properties);
    }
}

void check_error(const core::Error& error) { require(!error.message.empty() && error.code != core::ErrorCode::internal); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::BytesView element(data, size);
    const auto store = certificate::open_export(store_of(element), nullptr);
    if (!store) check_error(store.error());
    const auto properties = certificate::parse_serialized_element(element);
    if (!properties) check_error(properties.error());
    const auto opened = certificate::open_export(element, nullptr);
    if (!opened) check_error(opened.error());
    if (!opened || opened->kind != certificate::ExportKind::serialized_element) return 0;
    require(properties.has_value());
    require(store.has_value());
    check_same(*opened, *store);
    require(certificate::outline_of(element).maker == certificate::Maker::windows);
    const std::string text = core::to_base64(element);
    const auto from_text = certificate::open_export(core::as_bytes(text), nullptr);
    require(from_text.has_value());
    check_same(*opened, *from_text);
    return 0;
}
