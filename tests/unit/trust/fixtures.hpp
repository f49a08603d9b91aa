// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gpotrust/trust/trust_policy.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {

/// RSA 2048, with SubjectKeyIdentifier (tests/data/trust/README.md).
inline certificate::Certificate mail_certificate() { return certificate::Certificate::parse(data_file("trust/mail.cer")).value(); }
/// EC P-256, without SubjectKeyIdentifier.
inline certificate::Certificate plain_certificate() { return certificate::Certificate::parse(data_file("trust/plain.cer")).value(); }

inline trust::TrustPolicy policy_of(std::vector<trust::TrustedCertificate> certificates, trust::Scope scope = trust::Scope::both) {
    trust::TrustPolicy policy;
    policy.identity = trust::make_identity("Trust Self Signed Certificate", "contoso.com").value();
    policy.scope = scope;
    policy.certificates = std::move(certificates);
    return policy;
}

}  // namespace gpotrust::test
