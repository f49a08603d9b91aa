// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "certificate/finding_kinds.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::size_t k_most = 64;

core::Result<void> check_count(const Contents& contents, std::size_t count, const char* what) {
    if (count <= k_most) return {};
    return fail_as(contents.kind == ExportKind::pfx ? k_pfx_malformed : k_export_malformed,
                   fmt::format("the file holds more than {} {}", k_most, what), "export only the certificate that is needed");
}

core::Result<void> count_certificates(Contents& contents, std::size_t more) {
    contents.certificate_count += more;
    return check_count(contents, contents.certificate_count, "certificates");
}

FoundCertificate* find_certificate(Contents& contents, core::BytesView der) {
    const auto found = std::find_if(contents.certificates.begin(), contents.certificates.end(), [der](const FoundCertificate& other) {
        const core::BytesView there = other.read.certificate.der();
        return std::equal(there.begin(), there.end(), der.begin(), der.end());
    });
    return found == contents.certificates.end() ? nullptr : &*found;
}

}  // namespace

core::Result<FoundCertificate*> add_certificate(Contents& contents, core::BytesView der) {
    GPOTRUST_TRY(count_certificates(contents, 1));
    // Before it is parsed: that costs a signature's verification.
    if (FoundCertificate* same = find_certificate(contents, der)) return same;
    auto read = CertificateReader::read(der);
    if (!read) {
        contents.findings.push_back(core::make_finding(k_cert_parse, fmt::format("certificate {} of the file", contents.certificate_count)));
        return nullptr;
    }
    contents.certificates.push_back({*std::move(read)});
    return &contents.certificates.back();
}

core::Result<void> add_key(Contents& contents, FoundKey key) {
    GPOTRUST_TRY(check_count(contents, contents.keys.size() + 1, "private keys"));
    contents.keys.push_back(std::move(key));
    return {};
}

void complete(FoundCertificate& certificate, core::Bytes local_key_id, std::string friendly_name, std::string machine) {
    if (certificate.local_key_id.empty()) certificate.local_key_id = std::move(local_key_id);
    if (certificate.friendly_name.empty()) certificate.friendly_name = std::move(friendly_name);
    if (certificate.machine.empty()) certificate.machine = std::move(machine);
}

core::Result<void> merge(Contents& into, Contents other) {
    into.kind = other.kind;
    GPOTRUST_TRY(count_certificates(into, other.certificate_count));
    for (FoundCertificate& found : other.certificates) {
        if (FoundCertificate* same = find_certificate(into, found.read.certificate.der()))
            complete(*same, std::move(found.local_key_id), std::move(found.friendly_name), std::move(found.machine));
        else
            into.certificates.push_back(std::move(found));
    }
    for (FoundKey& key : other.keys) GPOTRUST_TRY(add_key(into, std::move(key)));
    std::move(other.protected_to.begin(), other.protected_to.end(), std::back_inserter(into.protected_to));
    std::move(other.findings.begin(), other.findings.end(), std::back_inserter(into.findings));
    return {};
}

tl::unexpected<core::Error> not_a_certificate(std::string_view what, std::string hint) {
    return fail_as(k_not_a_certificate, fmt::format("this is {}, not a certificate", what), std::move(hint));
}

}  // namespace gpotrust::certificate
