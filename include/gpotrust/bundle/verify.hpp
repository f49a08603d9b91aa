// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gpotrust/bundle/manifest.hpp"

namespace gpotrust::bundle {

/// What a merged package carries of the GPO it was merged into. It agrees with the manifest; who put it there, and whether it should be there, no checksum tells.
struct ForeignPart {
    struct StoredKey {
        trust::Side side;
        std::string key;  ///< registry key as written
    };
    std::vector<StoredKey> certificates;  ///< records of certificate stores that are not ours
    std::size_t settings = 0;             ///< the other records
    std::size_t files = 0;
};

/// The result of verifying a package. No blocking finding: it is whole, says one thing in every artefact and holds no key.
struct Verification {
    std::optional<Manifest> manifest;     ///< when it could be read
    std::vector<core::Finding> findings;  ///< PACKAGE_*, ZIP_*; each with the path it concerns
    std::optional<core::Sha256Digest> zip_sha256;
    std::optional<ForeignPart> foreign = {};  ///< of a policy that was merged into a GPO
};

/// Verifies a package's files: checksums, no extra and no missing file, manifest against content, every artefact against what comes out when it is made again, no key
/// material. Artefacts of another version of this program are compared by what they do.
[[nodiscard]] Verification verify_files(const core::FileTree& files);

/// Verifies a zip: canonical form first, then its files. A zip that contradicts itself is one finding, ZIP_DAMAGED, and no manifest; fails (malformed_input) when
/// the octets are no zip at all.
[[nodiscard]] core::Result<Verification> verify_zip(core::BytesView zip);

/// True if SHA256SUMS is there and every file it lists is there unchanged. Files it does not list do not count: for the question whether a folder still holds
/// what was packaged, not for verifying one.
[[nodiscard]] bool checksums_hold(const core::FileTree& files);

/// PACKAGE_RECORD_DIFFERS, for who compares a package with the ledger.
[[nodiscard]] core::Finding record_differs(std::string_view detail);

/// Every PACKAGE_* and ZIP_* code.
[[nodiscard]] std::span<const core::FindingKind> package_finding_kinds();

}  // namespace gpotrust::bundle
