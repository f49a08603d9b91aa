// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "bundle/checksums.hpp"
#include "bundle/verify_files.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/bundle/package.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::bundle {
namespace {

using core::ErrorCode;
using core::FileTree;
using core::RelativePath;

/// Such a package must never exist, so whatever is wrong with it is a fault of this program.
core::Error must_not_be(const core::Finding& finding) {
    const std::string place = finding.path.empty() ? std::string() : finding.path + ": ";
    return {ErrorCode::internal,
            fmt::format("the new package does not pass its own checks and was not written: {}{} ({})", place, finding.message, finding.code),
            "please report this, without the export",
            {}};
}

core::Result<void> check_evidence(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    const auto fits = [](const trust::TrustedCertificate& trusted, const ManifestCertificate& told) {
        return trusted.certificate.sha256() == told.sha256 && trusted.store == told.store;
    };
    const auto& told = options.certificates;
    if (std::equal(policy.certificates.begin(), policy.certificates.end(), told.begin(), told.end(), fits)) return {};
    return core::fail(ErrorCode::internal, "the evidence does not belong to the policy's certificates");
}

Manifest make_manifest(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    Manifest manifest;
    manifest.tool_version = options.tool_version;
    manifest.created_at = options.created_at;
    manifest.slug = options.slug;
    manifest.revision = options.revision;
    manifest.identity = policy.identity;
    manifest.backup_id = artefact::backup_id_for(policy, options.revision);
    manifest.scope = policy.scope;
    manifest.comment = policy.comment;
    manifest.restrict_eku = policy.restrict_eku;
    manifest.peer_usages = policy.peer_usages;
    manifest.gpmc_style = policy.gpmc_style;
    manifest.profile = options.profile;
    manifest.operator_name = options.operator_name;
    manifest.content_digest = trust::content_digest(policy);
    manifest.certificates = options.certificates;
    return manifest;
}

core::Result<void> add_artefacts(const trust::TrustPolicy& policy, Package& package) {
    const artefact::BuildContext context{package.manifest.revision, package.manifest.created_at, package.manifest.backup_id, package.manifest.slug,
                                         package.manifest.tool_version};
    for (const artefact::Format* format : artefact::formats()) {
        auto built = format->build(policy, context);
        if (!built) return core::fail(std::move(built).error().in(std::string(format->id)));
        for (auto& [path, octets] : *built) {
            package.manifest.artefacts.push_back({std::string(format->id), path.text(), crypto::sha256(octets)});
            if (!package.files.emplace(path, std::move(octets)).second)
                return core::fail(ErrorCode::internal, fmt::format("two formats make {}", path.text()));
        }
    }
    const auto by_path = [](const ManifestArtefact& a, const ManifestArtefact& b) { return a.path < b.path; };
    std::sort(package.manifest.artefacts.begin(), package.manifest.artefacts.end(), by_path);
    return {};
}

void add_checksums(Package& package) {
    FileDigests digests;
    for (const ManifestArtefact& artefact : package.manifest.artefacts) digests.emplace(RelativePath::of(artefact.path), artefact.sha256);
    const RelativePath manifest = RelativePath::of(k_manifest_name);
    digests.emplace(manifest, crypto::sha256(package.files.at(manifest)));
    package.files.emplace(RelativePath::of(k_checksums_name), checksum_lines(digests));
}

/// Everything the package says anyway, as one text: what stands here is no secret.
std::string public_facts(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    std::string facts;
    const auto add = [&facts](std::string_view text) { facts.append(text).push_back('\n'); };
    for (const std::string_view text :
         {std::string_view(policy.identity.name), std::string_view(policy.identity.domain), std::string_view(policy.comment),
          std::string_view(options.slug), std::string_view(options.tool_version), std::string_view(options.operator_name)})
        add(text);
    for (const trust::TrustedCertificate& trusted : policy.certificates) {
        add(trusted.friendly_name);
        add(core::as_text(trusted.certificate.der()));
    }
    for (const ManifestCertificate& certificate : options.certificates) {
        add(certificate.subject);
        for (const core::Finding& finding : certificate.findings) add(finding.accepted_because);
    }
    return core::ascii_lower(facts);
}

Secrets without_public_facts(const Secrets& secrets, const trust::TrustPolicy& policy, const AssembleOptions& options) {
    Secrets kept{secrets.key_traces, {}};
    if (secrets.metadata.empty()) return kept;
    const std::string facts = public_facts(policy, options);
    std::copy_if(secrets.metadata.begin(), secrets.metadata.end(), std::back_inserter(kept.metadata),
                 [&](const std::string& name) { return facts.find(core::ascii_lower(name)) == std::string::npos; });
    return kept;
}

core::Result<void> read_back(const Package& package) {
    GPOTRUST_TRY_ASSIGN(const FileTree unpacked, archive::read_zip(package.zip));
    if (unpacked != package.files) return core::fail(ErrorCode::internal, "the zip does not give back the files that went in");
    const Verification verification = verify_files(unpacked, SecretScan::without);
    if (!verification.findings.empty()) return core::fail(must_not_be(verification.findings.front()));
    return {};
}

}  // namespace

core::Result<Package> assemble(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    GPOTRUST_TRY(check_evidence(policy, options));
    Package package;
    package.manifest = make_manifest(policy, options);
    GPOTRUST_TRY(add_artefacts(policy, package));
    package.files.emplace(RelativePath::of(k_manifest_name), serialize_manifest(package.manifest));
    add_checksums(package);
    const std::vector<core::Finding> leaks = scan_for_secrets(package.files, without_public_facts(options.secrets, policy, options));
    if (!leaks.empty()) return core::fail(must_not_be(leaks.front()));
    GPOTRUST_TRY_ASSIGN(package.zip, archive::make_canonical_zip(package.files));
    package.zip_sha256 = crypto::sha256(package.zip);
    GPOTRUST_TRY(read_back(package));
    return package;
}

}  // namespace gpotrust::bundle
