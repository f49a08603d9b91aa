// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/bundle/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "bundle/artefact_check.hpp"
#include "bundle/base_secrets.hpp"
#include "bundle/checksums.hpp"
#include "bundle/finding_kinds.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/bundle/package.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::bundle {
namespace {

using core::FileTree;
using core::RelativePath;

std::optional<Manifest> read_manifest(const FileTree& files, FindingList& report) {
    const std::string name(k_manifest_name);
    const auto file = files.find(RelativePath::of(name));
    if (file == files.end()) {
        report.add(k_manifest_missing, name);
        return std::nullopt;
    }
    auto parsed = parse_manifest(file->second);
    if (!parsed) {
        report.add(k_manifest_invalid, name, parsed.error().message);
        return std::nullopt;
    }
    if (serialize_manifest(*parsed) != file->second) report.add(k_manifest_invalid, name, "it is not written as this program writes it");
    return *std::move(parsed);
}

bool is_artefact(const RelativePath& path) { return path.text() != k_manifest_name && path.text() != k_checksums_name; }

/// What the checksums already told of a file is not told again.
void check_artefact_list(const Manifest& manifest, const FileDigests& digests, std::vector<core::Finding>& findings) {
    std::set<std::string> told;
    for (const core::Finding& finding : findings) told.insert(finding.path);
    FindingList report(findings);
    const auto add = [&](const std::string& path, std::string_view detail) {
        if (!told.contains(path)) report.add(k_artefact_list, path, detail);
    };
    std::set<std::string_view> named;
    for (const ManifestArtefact& artefact : manifest.artefacts) {
        named.insert(artefact.path);
        const auto path = RelativePath::parse(artefact.path);
        const auto file = path ? digests.find(*path) : digests.end();
        if (file == digests.end()) {
            add(artefact.path, "named, but not there");
        } else if (file->second != artefact.sha256) {
            add(artefact.path, "another SHA-256");
        }
    }
    for (const auto& [path, digest] : digests) {
        if (is_artefact(path) && !named.contains(path.text())) add(path.text(), "there, but not named");
    }
}

/// The first fact in which the manifest's entry is not what the certificate says, or empty.
std::string_view first_difference(const ManifestCertificate& named, const ManifestCertificate& actual) {
    if (named.sha1 != actual.sha1 || named.store != actual.store) return "order";
    if (named.subject != actual.subject) return "subject";
    if (named.serial_hex != actual.serial_hex) return "serial";
    if (named.names != actual.names) return "names";
    if (named.not_before != actual.not_before || named.not_after != actual.not_after) return "dates";
    return {};
}

void check_certificates(const Manifest& manifest, const trust::TrustPolicy& policy, FindingList& report) {
    for (std::size_t i = 0; i < policy.certificates.size(); ++i) {
        const ManifestCertificate& named = manifest.certificates[i];
        const std::string_view difference = first_difference(named, describe(policy.certificates[i], named.key_evidence, {}));
        if (!difference.empty()) report.add(k_certificate_differs, "certificates/" + core::to_hex(named.sha1) + ".cer", difference);
    }
}

void check_identity(const Manifest& manifest, const trust::TrustPolicy& policy, FindingList& report) {
    const std::string name(k_manifest_name);
    const auto identity = trust::make_identity(manifest.identity.name, manifest.identity.domain);
    // A policy that was merged into a GPO may have that one's GUID.
    const bool is_of_base = identity && manifest.base && identity->name == manifest.identity.name && identity->domain == manifest.identity.domain &&
                            manifest.base->identity.guid == manifest.identity.guid;
    if (!identity || (*identity != manifest.identity && !is_of_base)) report.add(k_identity_differs, name, "gpo_guid");
    if (artefact::backup_id_for(policy, manifest.revision) != manifest.backup_id) report.add(k_identity_differs, name, "backup_id");
    if (trust::content_digest(policy) != manifest.content_digest) report.add(k_identity_differs, name, "content_digest");
}

std::optional<ForeignPart> foreign_part(const trust::TrustPolicy& policy) {
    if (policy.base == nullptr) return std::nullopt;
    ForeignPart part;
    part.files = policy.base->files.size();
    for (const trust::Side side : {trust::Side::computer, trust::Side::user}) {
        const auto& records = policy.base->side(side).foreign;
        if (!records) continue;
        for (const registry_policy::Setting& record : *records) {
            const std::string key = core::ascii_lower(record.key);
            const bool is_certificate = core::ascii_iequals(record.value, "Blob") && key.find("certificates\\") != std::string::npos;
            is_certificate ? part.certificates.push_back({side, record.key}) : static_cast<void>(++part.settings);
        }
    }
    return part;
}

void check_content(const Manifest& manifest, const FileTree& files, FindingList& report, std::optional<ForeignPart>& foreign) {
    const auto policy = policy_of(manifest, files);
    if (!policy) {
        report.add(k_certificate_differs, std::string(k_manifest_name), policy.error().text());
        return;
    }
    foreign = foreign_part(*policy);
    check_certificates(manifest, *policy, report);
    check_identity(manifest, *policy, report);
    check_artefacts(manifest, *policy, files, report);
}

}  // namespace

Verification verify_files(const FileTree& files) {
    Verification verification;
    const FileDigests digests = digests_of(files);
    FindingList report(verification.findings);
    verification.manifest = read_manifest(files, report);
    for (core::Finding& finding : check_checksums(files, digests)) verification.findings.push_back(std::move(finding));
    if (verification.manifest) {
        check_artefact_list(*verification.manifest, digests, verification.findings);
        check_content(*verification.manifest, files, report, verification.foreign);
    }
    std::vector<core::Finding> secrets = scan_for_secrets(files, {});
    if (verification.manifest && verification.manifest->base) excuse_foreign_metadata(secrets);
    for (core::Finding& finding : secrets) verification.findings.push_back(std::move(finding));
    return verification;
}

}  // namespace gpotrust::bundle
