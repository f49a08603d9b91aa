// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/artefact/format.hpp"

namespace gpotrust::artefact {
namespace {

using core::RelativePath;

/// A certificate that stands in two stores is written once: the file is named after it, not after its place.
core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext&) {
    core::FileTree files;
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        const std::string stem = "certificates/" + core::to_hex(entry.certificate.sha1());
        const core::BytesView der = entry.certificate.der();
        files.insert_or_assign(RelativePath::of(stem + ".cer"), core::Bytes(der.begin(), der.end()));
        files.insert_or_assign(RelativePath::of(stem + ".pem"), core::to_bytes(certificate::to_pem(entry.certificate)));
    }
    return files;
}

}  // namespace

extern constinit const Format k_format_certificates{
    .id = "certificates",
    .title = "The public certificates as files",
    .consumer = "Windows (.cer, DER), OpenSSL and most other programs (.pem)",
    .scopes = "computer,user",
    .how_to_apply = "Double-click a .cer to look at it; use the files where Group Policy does not reach",
    .how_to_undo = "Nothing to undo: the files change nothing by themselves",
    .leaves_behind = "Nothing",
    .verified_by = "OpenSSL",
    .is_prose = false,
    .build = build,
    .read = nullptr,
};

}  // namespace gpotrust::artefact
