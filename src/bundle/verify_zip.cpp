// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "bundle/finding_kinds.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::bundle {
namespace {

/// PKWARE's APPNOTE.TXT 4.3.16: an end record and a comment of at most 65,535 octets end a zip.
bool has_end_record(core::BytesView zip) {
    constexpr std::size_t k_window = 22 + 0xFFFF;
    constexpr std::string_view k_signature{"PK\x05\x06"};
    return core::as_text(zip.subspan(zip.size() - std::min(zip.size(), k_window))).find(k_signature) != std::string_view::npos;
}

/// What follows the kind's own sentence in a message, and the entry it speaks of: `...: octet 4 differs, in the content of "README.txt"`.
core::Finding finding_from(const core::FindingKind& kind, std::string_view message, const core::FileTree& files) {
    const std::size_t colon = message.find(": ");
    core::Finding finding = core::make_finding(kind, message.substr(colon == std::string_view::npos ? 0 : colon + 2));
    for (const auto& [path, octets] : files) {
        if (message.ends_with("of \"" + path.text() + "\"")) finding.path = path.text();
    }
    return finding;
}

}  // namespace

core::Result<Verification> verify_zip(core::BytesView zip) {
    const auto files = archive::read_zip(zip);
    if (!files && (files.error().code != core::ErrorCode::malformed_input || !has_end_record(zip))) return core::fail(files.error());
    Verification verification;
    if (files) verification = verify_files(*files);
    verification.zip_sha256 = crypto::sha256(zip);
    if (!files) verification.findings.push_back(core::make_finding(k_zip_damaged, files.error().text()));
    if (!files) return verification;
    if (const auto canonical = archive::check_canonical(zip, *files); !canonical)
        verification.findings.insert(verification.findings.begin(), finding_from(k_zip_not_canonical, canonical.error().message, *files));
    return verification;
}

}  // namespace gpotrust::bundle
