// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

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

/// "Root, 0A1B..." of ...\\SystemCertificates\\Root\\Certificates\\0A1B...
std::string place_of(const std::string& key) {
    const std::size_t name = key.rfind('\\');
    const std::size_t certificates = name == std::string::npos || name == 0 ? std::string::npos : key.rfind('\\', name - 1);
    const std::size_t store = certificates == std::string::npos || certificates == 0 ? std::string::npos : key.rfind('\\', certificates - 1);
    if (store == std::string::npos) return key;
    return key.substr(store + 1, certificates - store - 1) + ", " + key.substr(name + 1);
}

/// Checksums prove that it belongs to the package, and nobody that it should.
void foreign_block(Page& page, const bundle::Verification& verification) {
    if (!verification.foreign || !verification.manifest || !verification.manifest->base) return;
    const bundle::ForeignPart& foreign = *verification.foreign;
    const bundle::ManifestBase& base = *verification.manifest->base;
    page.gap();
    page.line(2, {{"Merged into "}, {base.identity.name, Colour::bold}, {" as of " + base.backup_time + "Z, which brings along"}});
    page.line(4, {{counted(foreign.certificates.size(), "certificate", "certificates") + ", " +
                   counted(foreign.settings, "other setting", "other settings") + ", " + counted(foreign.files, "other file", "other files")}});
    constexpr std::size_t k_most_shown = 20;
    for (std::size_t i = 0; i < std::min(k_most_shown, foreign.certificates.size()); ++i) {
        const bundle::ForeignPart::StoredKey& stored = foreign.certificates[i];
        page.field(4, {trust::to_text(stored.side), Colour::dim}, place_of(stored.key));
    }
    if (foreign.certificates.size() > k_most_shown)
        page.line(4, {{"and " + std::to_string(foreign.certificates.size() - k_most_shown) + " more: gpotrust inspect"}});
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
    foreign_block(page, outcome.verification);
    if (sound)
        page.gap(), page.paragraph(2, "This shows that the package is whole, not who made it: compare the SHA-256 with the one its maker tells you.");
    return std::move(page).text();
}

}  // namespace gpotrust::report
