// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/trust/base_gpo.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::bundle {

/// The manifest's name at the package root.
inline constexpr std::string_view k_manifest_name = "trust-package.json";
/// The checksum list's name at the package root.
inline constexpr std::string_view k_checksums_name = "SHA256SUMS";

/// What the manifest says of one certificate: identity, place and evidence. The octets are in certificates/<SHA1>.cer.
struct ManifestCertificate {
    core::Sha1Thumbprint sha1;
    core::Sha256Digest sha256;
    std::string subject;
    std::string serial_hex;
    std::vector<std::string> names;
    core::UtcTime not_before{};
    core::UtcTime not_after{};
    trust::Store store = trust::Store::trusted_people;
    trust::Role role = trust::Role::current;
    std::string friendly_name;
    std::optional<core::UtcTime> until;
    certificate::KeyEvidence key_evidence = certificate::KeyEvidence::not_provable;
    std::vector<core::Finding> findings;  ///< of the assessment, accepted ones with their reasons
};

struct ManifestArtefact {
    std::string format;  ///< Format::id
    std::string path;    ///< from the package root
    core::Sha256Digest sha256;
};

/// What the manifest says of one side of a base: how to tell foreign records from ours in the package's registry.pol.
struct ManifestBaseSide {
    bool has_policy = false;   ///< the base itself has a registry.pol on this side
    std::string registry_pol;  ///< how it spells the file's path; empty: the usual way
    unsigned version = 0;      ///< the higher half of the base's version number
    std::string extensions;    ///< the base's extension list
    std::size_t first = 0;     ///< our records stand in one block, from this record on
    std::size_t count = 0;
    core::Sha256Digest foreign;  ///< of the registry.pol without our block; of no octets where the base has none
};

/// What the manifest says of the GPO the policy was merged into. The rest of it stands in the package's GPO backup.
struct ManifestBase {
    core::Guid backup_id;
    trust::GpoIdentity identity;
    std::string domain_guid;
    std::string domain_controller;
    std::string backup_time;
    std::uint32_t options = 0;           ///< as the package writes them
    std::uint32_t original_options = 0;  ///< as the GPO has them
    core::Sha256Digest digest;  ///< trust::digest_of()
    ManifestBaseSide computer;
    ManifestBaseSide user;
};

/// trust-package.json as a value.
struct Manifest {
    std::string tool_version;
    core::UtcTime created_at{};
    std::string slug;
    unsigned revision = 1;
    trust::GpoIdentity identity;
    core::Guid backup_id;
    trust::Scope scope = trust::Scope::both;
    std::string comment;
    bool restrict_eku = false;
    bool peer_usages = false;
    bool gpmc_style = false;
    bool preferences_in_backup = false;
    std::vector<std::string> selection;  ///< --artefacts; empty: all
    std::vector<std::string> formats;    ///< ids of the formats that were made, sorted
    std::string profile;                 ///< "default", "strict", "legacy-exchange"
    std::string operator_name;           ///< --by; may be empty
    core::Sha256Digest content_digest;
    std::vector<ManifestCertificate> certificates;            ///< in policy order
    std::vector<trust::WithdrawnCertificate> withdrawn = {};  ///< as TrustPolicy::withdrawn
    std::optional<ManifestBase> base = {};                    ///< of a policy that was merged into a GPO
    std::vector<ManifestArtefact> artefacts;                  ///< sorted by path; every file but the manifest and SHA256SUMS
};

/// The manifest's entry for a certificate of a policy: its facts, with the evidence and the findings of its assessment.
[[nodiscard]] ManifestCertificate describe(const trust::TrustedCertificate& trusted, certificate::KeyEvidence evidence,
                                           std::vector<core::Finding> findings);

/// The manifest's entry for the base of a policy; nothing where it has none.
[[nodiscard]] core::Result<std::optional<ManifestBase>> describe_base(const trust::TrustPolicy& policy);

/// JSON, UTF-8, LF, sorted as declared, the envelope of all our JSON with kind "trust-package".
[[nodiscard]] core::Bytes serialize_manifest(const Manifest& manifest);
/// Reads and validates one; limits: 4 MiB, 1,024 certificates. Errors name the field.
[[nodiscard]] core::Result<Manifest> parse_manifest(core::BytesView json);
/// The trust policy a package was made from: manifest plus the certificates in its tree, and the base its GPO backup carries. Fails when a certificate is missing or is not the one named, and when the
/// foreign part of the backup is not what the manifest says.
[[nodiscard]] core::Result<trust::TrustPolicy> policy_of(const Manifest& manifest, const core::FileTree& package);

}  // namespace gpotrust::bundle
