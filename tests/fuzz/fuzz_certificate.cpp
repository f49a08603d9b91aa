// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Any octets as a certificate, judged under every profile and for every use. Seeds: corpus/certificate/, copied from tests/data/certificate/.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/text.hpp"

using namespace gpotrust;
using certificate::Profile;
using certificate::Usage;

namespace {

certificate::AssessmentOptions everything() {
    certificate::AssessmentOptions options;
    options.usages = {Usage::tls_server, Usage::tls_client, Usage::code_signing, Usage::file_encryption};
    options.names = {"mail.contoso.com", "10.0.0.25", "2001:db8::25"};
    options.checklist = {{certificate::ServerRole::client_access}, "exch01.contoso.com", {"mail.contoso.com"}, {"contoso.com"}};
    return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const auto parsed = certificate::Certificate::parse({octets, size});
    if (!parsed) return 0;
    if (parsed->der().size() != size || parsed->facts().serial_hex.size() < 2) std::abort();
    if (!core::is_utf8(parsed->facts().subject) || parsed->display_name().empty()) std::abort();
    certificate::AssessmentOptions options = everything();
    for (const Profile profile : {Profile::standard, Profile::strict, Profile::legacy_exchange}) {
        options.profile = profile;
        for (const core::Finding& finding : certificate::assess(*parsed, options)) {
            // Commands are for pasting: what a certificate brings along must not get into them unseen.
            if (finding.hint.find_first_of("\n\r\0", 0, 3) != std::string::npos || finding.hint.find("$(") != std::string::npos) std::abort();
            // Each command stands between two backquotes.
            if (std::count(finding.hint.begin(), finding.hint.end(), '`') % 2 != 0) std::abort();
        }
    }
    return 0;
}
