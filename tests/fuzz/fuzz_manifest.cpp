// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A manifest that is accepted is written as one that is accepted and is the same; the scan for secrets and the checks of a package take any octets.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "gpotrust/bundle/manifest.hpp"
#include "gpotrust/bundle/package.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/core/file_tree.hpp"

using namespace gpotrust;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::Bytes octets(data, data + size);
    const auto read = bundle::parse_manifest(octets);
    if (read) {
        const core::Bytes written = bundle::serialize_manifest(*read);
        const auto again = bundle::parse_manifest(written);
        require(again.has_value());
        require(bundle::serialize_manifest(*again) == written);
    }
    core::FileTree files;
    files.emplace(core::RelativePath::of(bundle::k_manifest_name), octets);
    files.emplace(core::RelativePath::of(bundle::k_checksums_name), octets);
    // Octets are never a whole package: the certificate and the artefacts are missing.
    require(!bundle::verify_files(files).findings.empty());
    return 0;
}
