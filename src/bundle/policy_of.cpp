// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "bundle/carried_base.hpp"
#include "gpotrust/bundle/manifest.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::bundle {
namespace {

using core::ErrorCode;

core::Result<certificate::Certificate> certificate_of(const ManifestCertificate& named, const core::FileTree& package) {
    const std::string path = "certificates/" + core::to_hex(named.sha1) + ".cer";
    const auto file = package.find(core::RelativePath::of(path));
    if (file == package.end()) return core::fail(ErrorCode::malformed_input, path + " is missing", "get the whole package again");
    auto parsed = certificate::Certificate::parse(file->second);
    if (!parsed) return core::fail(std::move(parsed).error().in(path));
    if (parsed->sha256() != named.sha256 || parsed->sha1() != named.sha1)
        return core::fail(ErrorCode::malformed_input, path + " holds another certificate than the manifest names", "get the whole package again");
    return parsed;
}

}  // namespace

ManifestCertificate describe(const trust::TrustedCertificate& trusted, certificate::KeyEvidence evidence, std::vector<core::Finding> findings) {
    const certificate::CertificateFacts& facts = trusted.certificate.facts();
    ManifestCertificate described;
    described.sha1 = trusted.certificate.sha1();
    described.sha256 = trusted.certificate.sha256();
    described.subject = core::printable(facts.subject);
    described.serial_hex = facts.serial_hex;
    for (const std::string& name : trusted.certificate.names()) described.names.push_back(core::printable(name));
    described.not_before = facts.not_before;
    described.not_after = facts.not_after;
    described.store = trusted.store;
    described.role = trusted.role;
    described.friendly_name = trusted.friendly_name;
    described.until = trusted.until;
    described.key_evidence = evidence;
    described.findings = std::move(findings);
    return described;
}

core::Result<trust::TrustPolicy> policy_of(const Manifest& manifest, const core::FileTree& package) {
    trust::TrustPolicy policy;
    policy.identity = manifest.identity;
    policy.scope = manifest.scope;
    policy.comment = manifest.comment;
    policy.restrict_eku = manifest.restrict_eku;
    policy.peer_usages = manifest.peer_usages;
    policy.gpmc_style = manifest.gpmc_style;
    policy.preferences_in_backup = manifest.preferences_in_backup;
    policy.artefacts = manifest.selection;
    policy.withdrawn = manifest.withdrawn;
    for (const ManifestCertificate& named : manifest.certificates) {
        GPOTRUST_TRY_ASSIGN(certificate::Certificate certificate, certificate_of(named, package));
        policy.certificates.push_back({std::move(certificate), named.store, named.role, named.friendly_name, named.until});
    }
    GPOTRUST_TRY_ASSIGN(policy.base, carried_base(manifest, package));
    auto normal = trust::normalize(std::move(policy));
    if (!normal)
        return core::fail(ErrorCode::malformed_input, "the manifest describes no possible policy: " + normal.error().message, normal.error().hint);
    return normal;
}

}  // namespace gpotrust::bundle
