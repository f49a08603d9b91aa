// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/secret_gate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bundle/base_secrets.hpp"
#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/trust/policy_findings.hpp"

namespace gpotrust::bundle {
namespace {

using core::ErrorCode;
using core::FileTree;
using core::Finding;
using core::RelativePath;

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
        for (const Finding& finding : certificate.findings) add(finding.accepted_because);
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

/// What the operator typed, each text as a file named after its option.
FileTree typed_texts(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    FileTree texts;
    const auto add = [&texts](std::string_view option, std::string_view text) {
        core::Bytes& all = texts[RelativePath::of(option)];
        core::append(all, core::as_bytes(text));
        all.push_back('\n');
    };
    add("--gpo-name", policy.identity.name);
    add("--domain", policy.identity.domain);
    add("--comment", policy.comment);
    add("--by", options.operator_name);
    for (const trust::TrustedCertificate& trusted : policy.certificates) add("--friendly-name", trusted.friendly_name);
    for (const ManifestCertificate& certificate : options.certificates) {
        for (const Finding& finding : certificate.findings) add("--accept", finding.accepted_because);
    }
    return texts;
}

const core::FindingKind* kind_of(std::string_view code) {
    const auto in = [code](std::span<const core::FindingKind> kinds) {
        const auto found = std::find_if(kinds.begin(), kinds.end(), [code](const core::FindingKind& kind) { return kind.code == code; });
        return found == kinds.end() ? nullptr : &*found;
    };
    for (const certificate::Check* check : certificate::checks()) {
        if (const core::FindingKind* kind = in(check->kinds)) return kind;
    }
    if (const core::FindingKind* kind = in(trust::policy_finding_kinds())) return kind;
    return in(certificate::export_finding_kinds());
}

/// The policy as it would be if nothing but the public certificates had ever been seen, and no text had been typed.
core::Result<trust::TrustPolicy> bare_policy(const trust::TrustPolicy& policy) {
    trust::TrustPolicy bare;
    GPOTRUST_TRY_ASSIGN(bare.identity, trust::make_identity("x", policy.identity.domain.empty() ? "" : "x.x"));
    bare.scope = policy.scope;
    bare.comment = policy.comment.empty() ? "" : "x";
    bare.restrict_eku = policy.restrict_eku;
    bare.peer_usages = policy.peer_usages;
    bare.gpmc_style = policy.gpmc_style;
    bare.preferences_in_backup = policy.preferences_in_backup;
    bare.artefacts = policy.artefacts;
    for (const trust::TrustedCertificate& trusted : policy.certificates) {
        GPOTRUST_TRY_ASSIGN(certificate::Certificate certificate, certificate::Certificate::parse(trusted.certificate.der()));
        bare.certificates.push_back({std::move(certificate), trusted.store, trusted.role, trusted.friendly_name.empty() ? "" : "x", trusted.until});
    }
    return bare;
}

Manifest bare_manifest(const trust::TrustPolicy& bare, const AssembleOptions& options) {
    Manifest manifest;
    manifest.tool_version = options.tool_version;
    manifest.created_at = options.created_at;
    manifest.slug = "x";
    manifest.identity = bare.identity;
    manifest.profile = options.profile;
    manifest.formats = artefact::ids_of(artefact::chosen_formats(bare.artefacts));
    manifest.artefacts.push_back({"x", "x", {}});
    for (std::size_t i = 0; i < bare.certificates.size(); ++i) {
        manifest.certificates.push_back(describe(bare.certificates[i], options.certificates[i].key_evidence, {}));
        for (const Finding& finding : options.certificates[i].findings) {
            const core::FindingKind* kind = kind_of(finding.code);
            if (kind != nullptr) manifest.certificates.back().findings.push_back(core::make_finding(*kind));
        }
    }
    return manifest;
}

/// The package of the bare policy: whatever is found here stands in the fixed texts or follows from the certificates.
core::Result<FileTree> bare_package(const trust::TrustPolicy& policy, const AssembleOptions& options) {
    GPOTRUST_TRY_ASSIGN(const trust::TrustPolicy bare, bare_policy(policy));
    const artefact::BuildContext context{options.revision,
                                         options.created_at,
                                         artefact::backup_id_for(bare, options.revision),
                                         "x",
                                         options.tool_version,
                                         artefact::ids_of(artefact::chosen_formats(bare.artefacts))};
    FileTree files;
    for (const artefact::Format* format : artefact::chosen_formats(bare.artefacts)) {
        GPOTRUST_TRY_ASSIGN(FileTree built, format->build(bare, context));
        files.merge(built);
    }
    files.emplace(RelativePath::of(k_manifest_name), serialize_manifest(bare_manifest(bare, options)));
    return files;
}

/// Costs a package of its own, so it is asked only when a name was found.
core::Result<Secrets> without_fixed_texts(const Secrets& secrets, const trust::TrustPolicy& policy, const AssembleOptions& options) {
    GPOTRUST_TRY_ASSIGN(const FileTree bare, bare_package(policy, options));
    Secrets kept{secrets.key_traces, {}};
    for (const std::string& name : secrets.metadata) {
        if (scan_for_secrets(bare, {{}, {name}}).empty()) kept.metadata.push_back(name);
    }
    return kept;
}

/// Leaves out names that the base says anyway, and what it says of other people's key containers.
core::Result<void> leave_out_foreign(const FileTree& files, const trust::TrustPolicy& policy, Secrets& secrets, std::vector<Finding>& leaks) {
    if (policy.base == nullptr) return {};
    GPOTRUST_TRY_ASSIGN(const FileTree foreign, files_of(*policy.base));
    GPOTRUST_TRY(refuse_keys(foreign));
    const std::size_t structures = scan_for_secrets(foreign, {}).size();
    std::erase_if(secrets.metadata, [&](const std::string& name) { return scan_for_secrets(foreign, {{}, {name}}).size() > structures; });
    leaks = scan_for_secrets(files, secrets);
    std::vector<Finding> foreign_ones = scan_for_secrets(files, {});
    std::erase_if(foreign_ones, [](const Finding& finding) { return !is_foreign_metadata(finding); });
    std::erase_if(leaks, [&](const Finding& leak) { return std::find(foreign_ones.begin(), foreign_ones.end(), leak) != foreign_ones.end(); });
    return {};
}

core::Error typed_secret(const Finding& typed, const Finding& leak) {
    return {ErrorCode::unfit,
            fmt::format("the text given with {} would bring a private key into {}: {}", typed.path, leak.path, typed.message),
            fmt::format("give {} a text without key material; nothing was written", typed.path),
            {}};
}

/// Such a package must never exist, so whatever is wrong with it is a fault of this program.
core::Error must_not_be(const Finding& leak) {
    return {ErrorCode::internal,
            fmt::format("the new package does not pass its own checks and was not written: {}: {} ({})", leak.path, leak.message, leak.code),
            "please report this, without the export",
            {}};
}

}  // namespace

core::Result<void> refuse_secrets(const FileTree& files, const trust::TrustPolicy& policy, const AssembleOptions& options) {
    Secrets sought = without_public_facts(options.secrets, policy, options);
    std::vector<Finding> leaks = scan_for_secrets(files, sought);
    if (leaks.empty()) return {};
    GPOTRUST_TRY(leave_out_foreign(files, policy, sought, leaks));
    if (leaks.empty()) return {};
    const std::vector<Finding> typed = scan_for_secrets(typed_texts(policy, options), {sought.key_traces, {}});
    if (!typed.empty()) return core::fail(typed_secret(typed.front(), leaks.front()));
    GPOTRUST_TRY_ASSIGN(Secrets narrowed, without_fixed_texts(sought, policy, options));
    std::vector<Finding> left = scan_for_secrets(files, narrowed);
    GPOTRUST_TRY(leave_out_foreign(files, policy, narrowed, left));
    if (!left.empty()) return core::fail(must_not_be(left.front()));
    return {};
}

}  // namespace gpotrust::bundle
