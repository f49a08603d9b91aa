// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/blocks.hpp"

#include <algorithm>

#include "report/refusals.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

Colour colour_of(const core::Finding& finding) {
    if (!finding.accepted_because.empty()) return Colour::dim;
    if (finding.severity == core::Severity::error) return Colour::red;
    return finding.severity == core::Severity::warning ? Colour::yellow : Colour::dim;
}

void finding_lines(Page& page, std::size_t indent, const core::Finding& finding) {
    const bool accepted = !finding.accepted_because.empty();
    const std::string_view label = accepted ? std::string_view("accepted") : core::to_text(finding.severity);
    const std::string place = finding.path.empty() ? std::string() : finding.path + ": ";
    page.field(indent, {label, colour_of(finding)}, finding.code + ": " + place + finding.message);
    if (accepted)
        page.field(indent + Page::k_label_width, {"because:", Colour::dim}, finding.accepted_because, 9);
    else if (finding.severity != core::Severity::info)
        page.advice(indent + Page::k_label_width, {"hint:", Colour::dim}, finding.hint, 6);
}

std::string key_text(const certificate::CertificateFacts& facts) {
    switch (facts.self_signature) {
        case certificate::SelfSignature::valid:
            return facts.key.text + ", " + facts.signature_algorithm + ", self-signed";
        case certificate::SelfSignature::invalid:
            return facts.key.text + ", " + facts.signature_algorithm + ", self-signature does not verify";
        case certificate::SelfSignature::unverifiable:
            return facts.key.text + ", " + facts.signature_algorithm + ", self-signature cannot be checked";
        case certificate::SelfSignature::not_self_issued:
            break;
    }
    return facts.key.text + ", " + facts.signature_algorithm;
}

void selected_certificate(Page& page, const AssessedExport& assessed, const AssessedCertificate& certificate, core::UtcTime now) {
    const bool several = assessed.certificates.size() > 1;
    const std::string evidence = several ? std::string("  ").append(sentence(certificate.exported.key_evidence)) : std::string();
    page.line(2, {{certificate.exported.certificate.display_name(), Colour::bold}, {evidence, Colour::dim}});
    certificate_block(page, 4, certificate.exported.certificate, now);
    refusals_block(page, 4, certificate.exported.certificate, certificate.findings, now);
}

bool is_chosen_by_key(const AssessedExport& assessed) {
    return std::any_of(assessed.certificates.begin(), assessed.certificates.end(),
                       [](const AssessedCertificate& one) { return one.selected && one.exported.key_evidence == certificate::KeyEvidence::proven; });
}

/// Why another certificate was chosen: without keys it is the self-signed one that is no CA.
std::string_view reason_to_ignore(const AssessedExport& assessed, const AssessedCertificate& certificate) {
    const certificate::CertificateFacts& facts = certificate.exported.certificate.facts();
    if (is_chosen_by_key(assessed) || certificate.exported.key_evidence == certificate::KeyEvidence::mismatch)
        return sentence(certificate.exported.key_evidence);
    if (facts.is_ca) return "a CA";
    return facts.self_signature == certificate::SelfSignature::not_self_issued ? "issued by another one" : "not the one that was chosen";
}

void ignored_certificate(Page& page, const AssessedExport& assessed, const AssessedCertificate& certificate, core::UtcTime now) {
    const certificate::CertificateFacts& facts = certificate.exported.certificate.facts();
    page.line(2, {{certificate.exported.certificate.display_name(), Colour::bold},
                  {"  ignored: ", Colour::dim},
                  {reason_to_ignore(assessed, certificate), Colour::dim}});
    page.field(4, {"valid", Colour::dim}, validity(facts.not_before, facts.not_after, now));
    page.field(4, {"SHA-1", Colour::dim}, in_groups(core::to_hex(certificate.exported.certificate.sha1())));
}

}  // namespace

Colour colour_of(Verdict verdict) { return verdict == Verdict::fit ? Colour::green : Colour::red; }

void certificate_block(Page& page, std::size_t indent, const certificate::Certificate& certificate, core::UtcTime now) {
    const certificate::CertificateFacts& facts = certificate.facts();
    if (facts.subject != "CN=" + certificate.display_name()) page.field(indent, {"subject", Colour::dim}, facts.subject);
    if (facts.issuer != facts.subject) page.field(indent, {"issuer", Colour::dim}, facts.issuer);
    const std::vector<std::string> names = certificate.names();
    if (names.size() > 1 || (names.size() == 1 && names.front() != certificate.display_name()))
        page.field(indent, {"names", Colour::dim}, first_names(names));
    page.field(indent, {"valid", Colour::dim}, validity(facts.not_before, facts.not_after, now));
    page.field(indent, {"key", Colour::dim}, key_text(facts));
    page.field(indent, {"SHA-1", Colour::dim}, in_groups(core::to_hex(certificate.sha1())));
    page.field(indent, {"SHA-256", Colour::dim}, in_groups(core::to_hex(certificate.sha256())));
}

void findings_block(Page& page, std::size_t indent, std::span<const core::Finding> findings) {
    std::vector<const core::Finding*> sorted;
    for (const core::Finding& finding : findings) sorted.push_back(&finding);
    const auto rank = [](const core::Finding* finding) { return (finding->is_blocking() ? 3 : static_cast<int>(finding->severity)); };
    std::stable_sort(sorted.begin(), sorted.end(), [&rank](const core::Finding* a, const core::Finding* b) { return rank(a) > rank(b); });
    for (const core::Finding* finding : sorted) finding_lines(page, indent, *finding);
}

void export_block(Page& page, const AssessedExport& assessed, core::UtcTime now) {
    page.line(0, {{assessed.path, Colour::bold}, {"  "}, {to_text(assessed.verdict), colour_of(assessed.verdict)}});
    if (assessed.error) return;  // the reason stands on standard error
    if (assessed.kind) page.paragraph(2, title_of_kind(certificate::to_text(*assessed.kind)) + ", " + std::string(sentence(assessed.key_evidence)));
    findings_block(page, 2, assessed.findings);
    const bool any_chosen = std::any_of(assessed.certificates.begin(), assessed.certificates.end(), [](const auto& one) { return one.selected; });
    for (const AssessedCertificate& certificate : assessed.certificates) {
        page.gap();
        if (certificate.selected || !any_chosen)
            selected_certificate(page, assessed, certificate, now);
        else
            ignored_certificate(page, assessed, certificate, now);
    }
}

}  // namespace gpotrust::report
