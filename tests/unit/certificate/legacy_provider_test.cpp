// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <string_view>

#include "fixtures.hpp"
#include "support/catch.hpp"

using namespace gpotrust;

namespace {

bool is_hidden() {
    const char* modules = std::getenv("OPENSSL_MODULES");
    return modules != nullptr && std::string_view(modules) == "/nonexistent";
}

}  // namespace

TEST_CASE("legacy provider: without it an RC2 export is unsupported, and never a wrong password", "[legacy-provider]") {
    if (!is_hidden()) {
        WARN("skipped: runs in a program of its own, with OPENSSL_MODULES=/nonexistent");
        return;
    }
    const auto result = test::open_fixture("legacy.pfx");
    if (result) {
        WARN("skipped: this build has the legacy provider inside");
        return;
    }
    CHECK(result.error().code == core::ErrorCode::unsupported_input);
    CHECK(result.error().finding_code == "PFX_UNSUPPORTED");
    CHECK(result.error().message.find("pbeWithSHA1And40BitRC2-CBC") != std::string::npos);
    CHECK(result.error().hint.find("openssl-provider-legacy") != std::string::npos);
    CHECK(result.error().hint.find("libssl3") != std::string::npos);
    // The MAC needs no legacy provider, so a wrong password is still one.
    CHECK(test::open_fixture("legacy.pfx", "wrong").error().code == core::ErrorCode::wrong_password);
}

TEST_CASE("legacy provider: 3DES and AES exports do without it", "[legacy-provider]") {
    CHECK(test::opened("tdes.pfx").key_evidence == certificate::KeyEvidence::proven);
    CHECK(test::opened("aes.pfx").key_evidence == certificate::KeyEvidence::proven);
}
