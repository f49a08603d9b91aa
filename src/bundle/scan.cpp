// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>
#include <string>

#include "bundle/encoded_runs.hpp"
#include "bundle/finding_kinds.hpp"
#include "bundle/secret_scanner.hpp"
#include "gpotrust/bundle/package.hpp"

namespace gpotrust::bundle {
namespace {

using core::BytesView;

/// Base64 of UTF-16 of hex and the like: how far such wrapping is followed.
constexpr int k_deepest = 3;

/// One file under the scanner, in every writing of it. Each thing is reported once per file.
class FileScan {
public:
    FileScan(const SecretScanner& scanner, const std::string& path, std::vector<core::Finding>& findings)
        : m_scanner(scanner), m_path(path), m_findings(findings) {}

    void run(BytesView octets, const std::string& writing, int depth) {
        m_scanner.scan(octets, writing, [this](Sighting sighting) { report(std::move(sighting)); });
        if (depth == k_deepest) return;
        const DecodedRun deeper = [&](BytesView decoded, std::string_view how) {
            run(decoded, writing.empty() ? std::string(how) : fmt::format("{} in {}", how, writing), depth + 1);
        };
        decode_text_runs(octets, deeper);
        narrow_utf16_runs(octets, deeper);
    }

private:
    void report(Sighting sighting) {
        if (!m_reported.insert(sighting.what).second) return;
        core::Finding finding = core::make_finding(*sighting.kind, sighting.what);
        finding.path = m_path;
        m_findings.push_back(std::move(finding));
    }

    const SecretScanner& m_scanner;
    const std::string& m_path;
    std::vector<core::Finding>& m_findings;
    std::set<std::string> m_reported = {};
};

}  // namespace

std::vector<core::Finding> scan_for_secrets(const core::FileTree& files, const Secrets& secrets) {
    const SecretScanner scanner(secrets);
    std::vector<core::Finding> findings;
    for (const auto& [path, octets] : files) FileScan(scanner, path.text(), findings).run(octets, "", 0);
    return findings;
}

}  // namespace gpotrust::bundle
