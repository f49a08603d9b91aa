// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/exported_text.hpp"

#include <fmt/format.h>

#include "report/blocks.hpp"
#include "report/usages.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

std::string armour_text(const certificate::Outline& outline) {
    switch (outline.armour) {
        case certificate::Armour::pem:
            return outline.utf16 ? "PEM text in UTF-16" : "PEM text";
        case certificate::Armour::base64:
            return outline.utf16 ? "Base64 text in UTF-16, as the Exchange shell writes it without -BinaryEncoded" : "Base64 text without armour";
        case certificate::Armour::binary:
            break;
    }
    return {};
}

std::string ciphers(const std::vector<std::string>& names, std::string_view what) {
    if (names.empty()) return {};
    const std::string all = joined(names, " and ");
    return (all == "none" ? "unencrypted" : all) + " " + std::string(what);
}

std::string encryption_text(const certificate::PfxProtection& protection) {
    const std::vector<std::string> none{"none"};
    if (protection.keys == none && protection.safes == none) return "not encrypted";
    const std::string keys = ciphers(protection.keys, "keys");
    const std::string certificates = ciphers(protection.safes, "certificates");
    return keys + (keys.empty() || certificates.empty() ? "" : ", ") + certificates;
}

std::string iterations(std::uint64_t number) { return fmt::format("{} {}", number, number == 1 ? "iteration" : "iterations"); }

void provenance_fields(Page& page, const certificate::Provenance& provenance) {
    page.field(4, {"provider", Colour::dim}, provenance.provider);
    page.field(4, {"container", Colour::dim}, provenance.key_container);
    if (provenance.local_machine_keyset) page.field(4, {"key set", Colour::dim}, "of the computer (LocalMachine)");
    page.field(4, {"machine", Colour::dim}, provenance.machine);
    page.field(4, {"protected", Colour::dim}, provenance.protected_to.empty() ? std::string() : "to " + joined(provenance.protected_to, ", "));
}

std::string constraints_text(const certificate::CertificateFacts& facts) {
    if (!facts.is_ca) return {};
    return facts.path_length ? fmt::format("yes, path length {}", *facts.path_length) : "yes";
}

void usage_fields(Page& page, const certificate::CertificateFacts& facts) {
    page.field(4, {"serial", Colour::dim}, facts.serial_hex);
    page.field(4, {"CA", Colour::dim}, constraints_text(facts));
    if (facts.key_usage) page.field(4, {"key usage", Colour::dim}, *facts.key_usage == 0 ? "none" : joined(key_usage_words(*facts.key_usage), ", "));
    if (!facts.extended_key_usages) return page.field(4, {"purposes", Colour::dim}, "all (no extended key usage)");
    std::vector<std::string> words;
    for (const std::string& oid : *facts.extended_key_usages) words.push_back(purpose_word(oid));
    page.field(4, {"purposes", Colour::dim}, words.empty() ? "none" : joined(words, ", "));
}

std::string dropped_text(const std::vector<certificate::PropertyId>& dropped) {
    std::vector<std::string> names;
    for (const certificate::PropertyId id : dropped) names.push_back(fmt::format("{} {}", static_cast<std::uint32_t>(id), certificate::name_of(id)));
    return joined(names, ", ");
}

}  // namespace

std::string protection_text(const certificate::PfxProtection& protection) {
    std::string text = encryption_text(protection);
    const auto add = [&text](std::string_view separator, std::string more) {
        text += (text.empty() ? "" : std::string(separator)) + std::move(more);
    };
    const bool encrypts = protection.iterations != 0;
    const bool same = !encrypts || protection.iterations == protection.mac_iterations;
    if (encrypts && (!same || protection.mac.empty())) add(", ", iterations(protection.iterations));
    if (protection.mac.empty()) {
        add("; ", "no MAC");
        return text;
    }
    add(same ? ", " : "; ", protection.mac + " MAC, " + iterations(protection.mac_iterations));
    return text;
}

void outline_block(Page& page, const certificate::Outline& outline) {
    page.field(2, {"made by", Colour::dim}, certificate::to_text(outline.maker), 13);
    page.field(2, {"wrapped as", Colour::dim}, armour_text(outline), 13);
    if (outline.protection) page.field(2, {"protection", Colour::dim}, protection_text(*outline.protection), 13);
    if (!outline.protected_to.empty()) page.field(2, {"protected to", Colour::dim}, joined(outline.protected_to, ", "), 13);
}

void exported_block(Page& page, const audit::InspectedItem& item, core::UtcTime now) {
    findings_block(page, 2, item.exported->findings);
    for (std::size_t i = 0; i < item.exported->certificates.size(); ++i) {
        const certificate::ExportedCertificate& entry = item.exported->certificates[i];
        page.gap();
        page.line(2, {{entry.certificate.display_name(), Colour::bold}, {"  "}, {sentence(entry.key_evidence)}});
        page.field(4, {"friendly", Colour::dim}, entry.friendly_name);
        certificate_block(page, 4, entry.certificate, now);
        usage_fields(page, entry.certificate.facts());
        provenance_fields(page, entry.provenance);
        page.field(4, {"dropped", Colour::dim}, dropped_text(entry.dropped_properties));
        if (i < item.assessments.size()) findings_block(page, 4, item.assessments[i]);
    }
}

}  // namespace gpotrust::report
