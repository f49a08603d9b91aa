// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/checksums.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bundle/finding_kinds.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::bundle {
namespace {

using core::RelativePath;

core::Finding finding_at(const core::FindingKind& kind, std::string path, std::string_view detail = {}) {
    core::Finding finding = core::make_finding(kind, detail);
    finding.path = std::move(path);
    return finding;
}

/// "<64 lower-case hex digits>  <path>"
core::Result<std::pair<RelativePath, core::Sha256Digest>> parse_line(std::string_view line) {
    constexpr std::size_t k_digits = 64;
    const auto refuse = [] { return core::fail(core::ErrorCode::malformed_input, "not a digest, two blanks and a path"); };
    if (line.size() < k_digits + 3 || line.substr(k_digits, 2) != "  ") return refuse();
    const auto octets = core::parse_hex(line.substr(0, k_digits));
    if (!octets || core::to_hex_lower(*octets) != line.substr(0, k_digits)) return refuse();
    GPOTRUST_TRY_ASSIGN(RelativePath path, RelativePath::parse(line.substr(k_digits + 2)));
    core::Sha256Digest digest;
    std::copy(octets->begin(), octets->end(), digest.octets.begin());
    return std::pair(std::move(path), digest);
}

/// Reads the list; a line that is none is reported and left out.
FileDigests read_list(std::string_view text, std::vector<core::Finding>& findings) {
    FileDigests listed;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        auto line = parse_line(text.substr(0, end));
        if (end == std::string_view::npos || !line || !listed.insert(*std::move(line)).second)
            findings.push_back(finding_at(k_checksums_invalid, std::string(k_checksums_name), fmt::format("line {}", number)));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return listed;
}

void compare(const FileDigests& listed, const FileDigests& there, std::vector<core::Finding>& findings) {
    for (const auto& [path, digest] : listed) {
        const auto found = there.find(path);
        if (found == there.end()) {
            findings.push_back(finding_at(k_file_missing, path.text()));
        } else if (found->second != digest) {
            findings.push_back(finding_at(k_file_changed, path.text()));
        }
    }
    for (const auto& [path, digest] : there) {
        if (path.text() != k_checksums_name && !listed.contains(path)) findings.push_back(finding_at(k_file_extra, path.text()));
    }
}

}  // namespace

FileDigests digests_of(const core::FileTree& files) {
    FileDigests digests;
    for (const auto& [path, octets] : files) digests.emplace_hint(digests.end(), path, crypto::sha256(octets));
    return digests;
}

core::Bytes checksum_lines(const FileDigests& digests) {
    core::Bytes lines;
    for (const auto& [path, digest] : digests) {
        if (path.text() == k_checksums_name) continue;
        core::append(lines, core::as_bytes(core::to_hex_lower(digest.octets)));
        core::append(lines, core::as_bytes("  "));
        core::append(lines, core::as_bytes(path.text()));
        lines.push_back('\n');
    }
    return lines;
}

core::Bytes make_checksums(const core::FileTree& files) { return checksum_lines(digests_of(files)); }

std::vector<core::Finding> check_checksums(const core::FileTree& files, const FileDigests& digests) {
    const auto list = files.find(RelativePath::of(k_checksums_name));
    if (list == files.end()) return {finding_at(k_checksums_missing, std::string(k_checksums_name))};
    if (list->second == checksum_lines(digests)) return {};
    std::vector<core::Finding> findings;
    compare(read_list(core::as_text(list->second), findings), digests, findings);
    // Every line right and every file right, and still not our text: another order.
    if (findings.empty()) findings.push_back(finding_at(k_checksums_invalid, std::string(k_checksums_name), "not in our order"));
    return findings;
}

bool checksums_hold(const core::FileTree& files) {
    const std::vector<core::Finding> findings = check_checksums(files, digests_of(files));
    return std::all_of(findings.begin(), findings.end(), [](const core::Finding& finding) { return finding.code == k_file_extra.code; });
}

}  // namespace gpotrust::bundle
