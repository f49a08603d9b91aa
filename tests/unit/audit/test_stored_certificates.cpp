// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/stored_certificates.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using audit::store_place;

TEST_CASE("stored certificates: policy, plain and enterprise store keys name a store, in any case") {
    const auto policy = store_place("Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\ABC");
    REQUIRE(policy);
    CHECK(policy->store == "TrustedPeople");
    CHECK(policy->key_name == "ABC");
    CHECK(store_place("SOFTWARE\\microsoft\\systemcertificates\\Root\\CERTIFICATES\\abc"));
    CHECK(store_place("Software\\Microsoft\\EnterpriseCertificates\\NTAuth\\Certificates\\ABC")->store == "NTAuth");
}

TEST_CASE("stored certificates: other keys name none") {
    CHECK_FALSE(store_place(""));
    CHECK_FALSE(store_place("Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates"));
    CHECK_FALSE(store_place("Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople\\CRLs\\ABC"));
    CHECK_FALSE(store_place("Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\ABC\\more"));
    CHECK_FALSE(store_place("Software\\Policies\\Microsoft\\Windows\\TrustedPeople\\Certificates\\ABC"));
}

TEST_CASE("stored certificates: a Blob that is no REG_BINARY is damage, a value of another name is none of them") {
    audit::ScopedSetting scoped;
    scoped.setting = {"Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\ABC", "Blob", registry_policy::ValueType::string, {1, 2}};
    const auto stored = audit::stored_certificate(scoped);
    REQUIRE(stored);
    REQUIRE(stored->error);
    CHECK(stored->error->text().find("REG_SZ") != std::string::npos);
    scoped.setting.value = "Other";
    CHECK_FALSE(audit::stored_certificate(scoped));
}
