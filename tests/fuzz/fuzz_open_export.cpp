// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Any octets as an export, with and without a password. Seeds: tests/data/certificate.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/certificate/export.hpp"

using namespace gpotrust;

namespace {

void check(const core::Result<certificate::Export>& result) {
    if (!result) {
        if (result.error().message.empty() || result.error().code == core::ErrorCode::internal) std::abort();
        return;
    }
    if (result->certificates.empty() || result->certificates.size() > 64) std::abort();
    for (const auto& found : result->certificates) (void)certificate::assess(found.certificate, certificate::AssessmentOptions{});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const core::BytesView file(octets, size);
    check(certificate::open_export(file, nullptr));
    const auto password = core::SecretBytes::copy_of("P@ssw0rd1");
    check(certificate::open_export(file, &password));
    return 0;
}
