// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/contents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "certificate/finding_kinds.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::size_t k_most = 64;

core::Result<void> check_count(std::size_t count, const char* what) {
    if (count < k_most) return {};
    return core::fail(core::ErrorCode::malformed_input, fmt::format("PFX_MALFORMED: the file holds more than {} {}", k_most, what),
                      "export only the certificate that is needed");
}

}  // namespace

core::Result<FoundCertificate*> add_certificate(Contents& contents, core::BytesView der) {
    const auto faulty = std::count_if(contents.findings.begin(), contents.findings.end(),
                                      [](const core::Finding& finding) { return finding.code == k_cert_parse.code; });
    GPOTRUST_TRY(check_count(contents.certificates.size() + static_cast<std::size_t>(faulty), "certificates"));
    auto read = CertificateReader::read(der);
    if (!read) {
        contents.findings.push_back(core::make_finding(
            k_cert_parse, fmt::format("certificate {} of the file", contents.certificates.size() + static_cast<std::size_t>(faulty) + 1)));
        return nullptr;
    }
    const auto same = std::find_if(contents.certificates.begin(), contents.certificates.end(),
                                   [&read](const FoundCertificate& other) { return other.read.certificate == read->certificate; });
    if (same != contents.certificates.end()) return &*same;
    contents.certificates.push_back({*std::move(read), {}, {}, {}});
    return &contents.certificates.back();
}

core::Result<void> add_key(Contents& contents, FoundKey key) {
    GPOTRUST_TRY(check_count(contents.keys.size(), "private keys"));
    contents.keys.push_back(std::move(key));
    return {};
}

tl::unexpected<core::Error> not_a_certificate(std::string_view what, std::string hint) {
    return core::fail(core::ErrorCode::malformed_input, fmt::format("NOT_A_CERTIFICATE: this is {}, not a certificate", what), std::move(hint));
}

}  // namespace gpotrust::certificate
