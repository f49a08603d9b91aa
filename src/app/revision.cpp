// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/revision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/archive/zip.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/trust/policy_findings.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using trust::TrustedCertificate;

constexpr std::size_t k_largest_zip = 256U << 20U;

bundle::ManifestCertificate told_of(const TrustedCertificate& entry, const std::vector<WantedCertificate>& wanted_ones,
                                    const std::vector<bundle::ManifestCertificate>& earlier) {
    for (const WantedCertificate& wanted : wanted_ones) {
        if (wanted.certificate == entry.certificate) return bundle::describe(entry, wanted.key_evidence, wanted.findings);
    }
    for (const bundle::ManifestCertificate& told : earlier) {
        if (told.sha256 == entry.certificate.sha256()) return bundle::describe(entry, told.key_evidence, told.findings);
    }
    return bundle::describe(entry, certificate::KeyEvidence::not_provable, {});
}

/// What the policy as a whole says of an entry; what earlier revisions said of it no longer counts.
void add_policy_findings(const trust::TrustPolicy& policy, const TrustedCertificate& entry, bundle::ManifestCertificate& told) {
    for (const core::FindingKind& kind : trust::policy_finding_kinds())
        std::erase_if(told.findings, [&kind](const core::Finding& finding) { return finding.code == kind.code; });
    for (core::Finding& finding : trust::findings_about(policy, entry)) told.findings.push_back(std::move(finding));
}

core::Error nothing_to_go_on(const ledger::Event& recorded) {
    return {ErrorCode::malformed_input,
            fmt::format("revision {} of {} is missing or damaged, so nothing can be built on it", recorded.revision, recorded.slug),
            "package its own exports again first, which rebuilds it, or give all certificates with `gpotrust package --replace`",
            {}};
}

}  // namespace

core::Result<Previous> previous_revision(const Estate& estate, const ledger::Event& recorded) {
    auto files = intact_files(estate, recorded);
    if (!files) {
        const auto zip = intact_zip(estate, recorded);
        const std::filesystem::path zip_file = estate.layout().zip({recorded.slug, recorded.revision});
        // A file that is there and cannot be read is no damage.
        if (!zip && platform::exists(zip_file)) GPOTRUST_TRY(platform::read_file(zip_file, k_largest_zip));
        if (!zip) return core::fail(nothing_to_go_on(recorded));
        GPOTRUST_TRY_ASSIGN(files, archive::read_zip(*zip));
    }
    Previous previous;
    GPOTRUST_TRY_ASSIGN(previous.manifest, bundle::parse_manifest(files->at(core::RelativePath::of(bundle::k_manifest_name))));
    GPOTRUST_TRY_ASSIGN(previous.policy, bundle::policy_of(previous.manifest, *files));
    return previous;
}

std::vector<bundle::ManifestCertificate> told_about(const trust::TrustPolicy& policy, const std::vector<WantedCertificate>& wanted,
                                                    const std::vector<bundle::ManifestCertificate>& earlier) {
    std::vector<bundle::ManifestCertificate> told;
    for (const TrustedCertificate& entry : policy.certificates) {
        told.push_back(told_of(entry, wanted, earlier));
        add_policy_findings(policy, entry, told.back());
    }
    return told;
}

core::Result<unsigned> next_revision(const std::string& slug, const std::optional<ledger::Event>& recorded, const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(const unsigned on_disk, estate.highest_on_disk(slug));
    const unsigned next = std::max(recorded ? recorded->revision : 0U, on_disk) + 1;
    if (next > 65'535)
        return core::fail(ErrorCode::usage, fmt::format("{} has used up its 65,535 revisions", slug), "start another GPO with --gpo-name");
    return next;
}

std::string default_friendly_name(const std::string& slug, const certificate::Certificate& certificate) {
    constexpr std::size_t k_year_and_month = 7;
    return fmt::format("gpotrust {} until {}", slug, core::to_date(certificate.facts().not_after).substr(0, k_year_and_month));
}

}  // namespace gpotrust::app
