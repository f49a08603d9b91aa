// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Any octets as a certificate, judged under every profile. Seeds: tests/data/certificate/*.cer.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/text.hpp"

using namespace gpotrust;
using certificate::Profile;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const auto parsed = certificate::Certificate::parse({octets, size});
    if (!parsed) return 0;
    if (parsed->der().size() != size || parsed->facts().serial_hex.size() < 2) std::abort();
    if (!core::is_utf8(parsed->facts().subject) || parsed->display_name().empty()) std::abort();
    for (const Profile profile : {Profile::standard, Profile::strict, Profile::legacy_exchange}) {
        (void)certificate::assess(*parsed, {.profile = profile});
    }
    return 0;
}
