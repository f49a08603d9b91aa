// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "bundle/checksums.hpp"
#include "bundle/secret_gate.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/bundle/package.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::bundle {
namespace {

using core::ErrorCode;
using core::FileTree;
using core::RelativePath;

core::Result<void> check_evidence(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    const auto fits = [](const trust::TrustedCertificate& trusted, const ManifestCertificate& told) {
        return trusted.certificate.sha256() == told.sha256 && trusted.store == told.store;
    };
    const auto& told = options.certificates;
    if (std::equal(policy.certificates.begin(), policy.certificates.end(), told.begin(), told.end(), fits)) return {};
    return core::fail(ErrorCode::internal, "the evidence does not belong to the policy's certificates");
}

core::Result<Manifest> make_manifest(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    Manifest manifest;
    GPOTRUST_TRY_ASSIGN(manifest.base, describe_base(policy));
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
    manifest.preferences_in_backup = policy.preferences_in_backup;
    manifest.selection = policy.artefacts;
    manifest.withdrawn = policy.withdrawn;
    manifest.formats = artefact::ids_of(artefact::chosen_formats(policy.artefacts));
    manifest.profile = options.profile;
    manifest.operator_name = options.operator_name;
    manifest.content_digest = trust::content_digest(policy);
    manifest.certificates = options.certificates;
    return manifest;
}

core::Result<void> add_artefacts(const trust::TrustPolicy& policy, Package& package) {
    const artefact::BuildContext context{package.manifest.revision, package.manifest.created_at,   package.manifest.backup_id,
                                         package.manifest.slug,     package.manifest.tool_version, package.manifest.formats};
    for (const artefact::Format* format : artefact::chosen_formats(policy.artefacts)) {
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

core::Error does_not_read_back(std::string_view what) {
    return {ErrorCode::internal,
            fmt::format("the new package does not read back as what it was made from and was not written: {}", what),
            "please report this, without the export",
            {}};
}

core::Result<void> check_settings(const trust::TrustPolicy& policy, const FileTree& files) {
    for (const artefact::Format* format : artefact::chosen_formats(policy.artefacts)) {
        if (format->read == nullptr) continue;
        const auto read = artefact::read_back(*format, policy, files);
        if (!read) return core::fail(does_not_read_back(read.error().text()));
        for (const trust::Side side : {trust::Side::computer, trust::Side::user}) {
            GPOTRUST_TRY_ASSIGN(const auto wanted, artefact::carried_settings(*format, policy, side));
            const auto& found = side == trust::Side::computer ? read->computer : read->user;
            if (found ? *found != wanted : !wanted.empty())
                return core::fail(does_not_read_back(fmt::format("{}, {} side", format->id, trust::to_text(side))));
        }
    }
    return {};
}

core::Result<void> check_manifest(const Package& package) {
    const core::Bytes& written = package.files.at(RelativePath::of(k_manifest_name));
    const auto read = parse_manifest(written);
    if (!read) return core::fail(does_not_read_back(read.error().text()));
    if (serialize_manifest(*read) != written) return core::fail(does_not_read_back(k_manifest_name));
    return {};
}

/// Cheaper than verify_files(): the artefacts have just been made, making them again would show nothing.
core::Result<void> read_back(const Package& package, const trust::TrustPolicy& policy) {
    GPOTRUST_TRY(check_settings(policy, package.files));
    GPOTRUST_TRY_ASSIGN(const FileTree unpacked, archive::read_zip(package.zip));
    if (unpacked != package.files) return core::fail(ErrorCode::internal, "the zip does not give back the files that went in");
    return check_manifest(package);
}

/// Documents that others wrote have more shapes than anybody thought of: what would not verify is not made.
core::Result<void> check_merge(const Package& package) {
    for (const core::Finding& finding : verify_files(package.files).findings) {
        if (!finding.is_blocking()) continue;
        return core::fail(core::Error{ErrorCode::unsupported_input,
                                      fmt::format("the merged package does not verify and was not made: {}: {}", finding.path, finding.message),
                                      "back the GPO up again; if it stays so, use a GPO of its own (without --base), and please report it",
                                      {"--base"}});
    }
    return {};
}

}  // namespace

core::Result<Package> assemble(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    GPOTRUST_TRY(check_evidence(policy, options));
    Package package;
    GPOTRUST_TRY_ASSIGN(package.manifest, make_manifest(policy, options));
    GPOTRUST_TRY(add_artefacts(policy, package));
    package.files.emplace(RelativePath::of(k_manifest_name), serialize_manifest(package.manifest));
    add_checksums(package);
    GPOTRUST_TRY(refuse_secrets(package.files, policy, options));
    GPOTRUST_TRY_ASSIGN(package.zip, archive::make_canonical_zip(package.files));
    package.zip_sha256 = crypto::sha256(package.zip);
    GPOTRUST_TRY(read_back(package, policy));
    if (policy.base != nullptr) GPOTRUST_TRY(check_merge(package));
    return package;
}

}  // namespace gpotrust::bundle
