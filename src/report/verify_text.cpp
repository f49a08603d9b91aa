// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/blocks.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

void manifest_block(Page& page, const bundle::Manifest& manifest, core::UtcTime now) {
    page.field(2, {"GPO name", Colour::dim}, manifest.identity.name);
    page.field(2, {"revision", Colour::dim},
               std::to_string(manifest.revision) + " of " + manifest.slug + ", made " + core::to_iso8601(manifest.created_at));
    for (const bundle::ManifestCertificate& certificate : manifest.certificates) {
        page.gap();
        page.line(2, {{certificate.names.empty() ? certificate.subject : certificate.names.front(), Colour::bold},
                      {"  "},
                      {trust::to_text(certificate.store)},
                      {", "},
                      {trust::to_text(certificate.role)}});
        page.field(4, {"valid", Colour::dim}, validity(certificate.not_before, certificate.not_after, now));
        page.field(4, {"SHA-1", Colour::dim}, in_groups(core::to_hex(certificate.sha1)));
    }
}

}  // namespace

std::string to_text(const VerifyOutcome& outcome, const TextStyle& style) {
    Page page(style);
    if (outcome.error) return {};
    const bool sound = !core::any_blocking(outcome.verification.findings);
    page.line(0, {{outcome.path, Colour::bold}, {"  "}, sound ? Span{"verifies", Colour::green} : Span{"does not verify", Colour::red}});
    if (sound) page.paragraph(2, "checksums, form, manifest and every artefact agree; no private key and no key metadata inside");
    if (outcome.verification.zip_sha256) page.field(2, {"SHA-256", Colour::dim}, in_groups(core::to_hex(*outcome.verification.zip_sha256)));
    findings_block(page, 2, outcome.verification.findings);
    if (outcome.verification.manifest) manifest_block(page, *outcome.verification.manifest, outcome.now);
    if (sound)
        page.gap(), page.paragraph(2, "This shows that the package is whole, not who made it: compare the SHA-256 with the one its maker tells you.");
    return std::move(page).text();
}

}  // namespace gpotrust::report
