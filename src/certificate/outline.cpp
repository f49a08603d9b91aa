// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/outline.hpp"

#include "certificate/contents.hpp"
#include "certificate/pfx_outline.hpp"
#include "certificate/text_decoding.hpp"

namespace gpotrust::certificate {
namespace {

void outline_binary(core::BytesView octets, Outline& outline) {
    if (outline.kind == ExportKind::sst || outline.kind == ExportKind::serialized_element) outline.maker = Maker::windows;
    if (outline.kind != ExportKind::pfx) return;
    auto pfx = outline_pfx(octets);
    if (!pfx) return;
    outline.maker = pfx->maker;
    outline.protection = std::move(pfx->protection);
    outline.protected_to = std::move(pfx->protected_to);
}

// An UTF-8 byte-order mark is three octets; UTF-16 takes two for each character.
bool was_utf16(core::BytesView file, const core::SecretBytes& text) { return text.size() + 3 < file.size(); }

}  // namespace

Outline outline_of(core::BytesView file) {
    Outline outline;
    outline.kind = detect_export_kind(file);
    if (!outline.kind) return outline;
    const auto text = decode_text(file);
    if (!text) {
        outline_binary(file, outline);
        return outline;
    }
    outline.utf16 = was_utf16(file, *text);
    outline.armour = is_pem(text->text()) ? Armour::pem : Armour::base64;
    if (outline.armour == Armour::pem) {
        if (const auto octets = first_export_in_pem(text->text())) outline_binary(octets->view(), outline);
    } else if (const auto octets = decode_bare_base64(text->text()); octets && *octets) {
        outline_binary((*octets)->view(), outline);
    }
    return outline;
}

std::string_view to_text(Maker maker) {
    switch (maker) {
        case Maker::windows:
            return "Windows";
        case Maker::openssl:
            return "OpenSSL or alike";
        case Maker::nss:
            return "NSS (Firefox, pk12util)";
        case Maker::java:
            return "Java (keytool)";
        case Maker::bouncy_castle:
            return "Bouncy Castle";
        case Maker::unknown:
            break;
    }
    return {};
}

}  // namespace gpotrust::certificate
