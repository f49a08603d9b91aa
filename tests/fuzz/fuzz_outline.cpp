// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What is said of a file from its outside never contradicts what is found inside. Seeds: exports of several programs from tests/data/certificate.
#include <algorithm>
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::BytesView file(data, size);
    const certificate::Outline outline = certificate::outline_of(file);
    require(outline.kind == certificate::detect_export_kind(file));
    require(!outline.protection || outline.kind == certificate::ExportKind::pfx);
    require(outline.kind || outline.maker == certificate::Maker::unknown);
    require(outline.protected_to.size() <= 64);
    for (const std::string& sid : outline.protected_to) require(core::is_utf8(sid));
    const auto opened = certificate::open_export(file, nullptr);
    if (opened && outline.armour != certificate::Armour::pem) require(outline.kind == opened->kind);
    if (!opened && opened.error().finding_code == "PROTECTED_TO_PRINCIPAL" && outline.armour != certificate::Armour::pem)
        require(!outline.protected_to.empty());
    return 0;
}
