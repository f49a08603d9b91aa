// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gpotrust/bundle/manifest.hpp"
#include "gpotrust/certificate/export.hpp"

namespace gpotrust::bundle {

/// A package in memory: every file of the folder, and the canonical zip of the same tree.
struct Package {
    Manifest manifest;
    core::FileTree files;
    core::Bytes zip;
    core::Sha256Digest zip_sha256;
};

/// What must not be found in a package, beside what never may be (key markers, PFX, private-key structures, properties 2 and 71).
struct Secrets {
    std::vector<certificate::KeyTrace> key_traces;
    std::vector<std::string>
        metadata;  ///< key container, provider, host names of the export; those that are public facts of the policy are not searched
};

/// Everything `assemble` needs beside the policy.
struct AssembleOptions {
    unsigned revision = 1;
    core::UtcTime created_at{};
    std::string slug;
    std::string tool_version;
    std::string profile = "default";
    std::string operator_name;
    /// Evidence and findings by policy certificate, in the policy's order.
    std::vector<ManifestCertificate> certificates;
    Secrets secrets;
};

/// Builds every format, the manifest, SHA256SUMS and the zip, scans the whole for secrets and reads it back. Fails (internal) if the scan or the read-back finds anything: such
/// a package must never exist.
[[nodiscard]] core::Result<Package> assemble(const trust::TrustPolicy& policy, const AssembleOptions& options);

/// Looks for private keys and key metadata in raw, hex, Base64 and UTF-16 form. Findings are PACKAGE_PRIVATE_KEY and PACKAGE_KEY_METADATA with the file's path.
[[nodiscard]] std::vector<core::Finding> scan_for_secrets(const core::FileTree& files, const Secrets& secrets);

/// "<sha256 lower hex>  <path>\n" per file, sorted, for everything but SHA256SUMS itself: `sha256sum -c` takes it.
[[nodiscard]] core::Bytes make_checksums(const core::FileTree& files);

}  // namespace gpotrust::bundle
