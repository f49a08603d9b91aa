// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/policy_findings.hpp"

#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using trust::Role;
using trust::Store;

namespace {

certificate::Certificate fixture(std::string_view name) {
    return certificate::Certificate::parse(test::data_file("certificate/" + std::string(name))).value();
}

trust::TrustPolicy policy(Store first, Store second, std::string_view other = "ok.cer") {
    trust::TrustPolicy made;
    made.certificates = {{fixture("ok.cer"), first, Role::current, "", {}}, {fixture(other), second, Role::current, "", {}}};
    return made;
}

std::size_t findings(const trust::TrustPolicy& made) {
    std::size_t number = 0;
    for (const trust::TrustedCertificate& entry : made.certificates) {
        for (const core::Finding& finding : trust::findings_about(made, entry)) {
            CHECK(finding.code == "CERT_DISALLOWED_OVERLAP");
            CHECK(finding.severity == core::Severity::info);
            ++number;
        }
    }
    return number;
}

}  // namespace

TEST_CASE("policy findings: a certificate that is trusted and distrusted is told on both entries") {
    CHECK(findings(policy(Store::trusted_people, Store::disallowed)) == 2);
    CHECK(findings(policy(Store::disallowed, Store::root)) == 2);
}

TEST_CASE("policy findings: two stores of trust, and another certificate's distrust, are no contradiction") {
    CHECK(findings(policy(Store::trusted_people, Store::root)) == 0);
    CHECK(findings(policy(Store::trusted_people, Store::disallowed, "other.cer")) == 0);
}
