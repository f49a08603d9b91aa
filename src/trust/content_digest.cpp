// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <functional>
#include <vector>

#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/trust/base_gpo.hpp"
#include "trust/order.hpp"

namespace gpotrust::trust {
namespace {

// Every field with its length before it, so that no two policies give the same octets.
class Fields {
public:
    void add(core::BytesView octets) {
        core::append_u32_le(m_octets, static_cast<std::uint32_t>(octets.size()));
        core::append(m_octets, octets);
    }
    void add(std::string_view text) { add(core::as_bytes(text)); }
    void add(std::size_t number) { core::append_u32_le(m_octets, static_cast<std::uint32_t>(number)); }
    void add(bool flag) { m_octets.push_back(flag ? 1 : 0); }
    /// Two flags in one octet: the second came later, and a policy without it keeps its digest.
    void add_flags(bool first, bool second) { m_octets.push_back(static_cast<std::uint8_t>((first ? 1U : 0U) | (second ? 2U : 0U))); }
    [[nodiscard]] const core::Bytes& octets() const { return m_octets; }

private:
    core::Bytes m_octets;
};

void add(Fields& fields, const TrustedCertificate& trusted) {
    fields.add(core::BytesView(trusted.certificate.sha256().octets));
    fields.add(to_text(trusted.store));
    fields.add(to_text(trusted.role));
    fields.add(std::string_view(trusted.friendly_name));
    if (trusted.until) fields.add(std::string_view(core::to_iso8601(*trusted.until)));
}

}  // namespace

core::Sha256Digest content_digest(const TrustPolicy& policy) {
    std::vector<std::reference_wrapper<const TrustedCertificate>> sorted(policy.certificates.begin(), policy.certificates.end());
    std::sort(sorted.begin(), sorted.end(), [](const TrustedCertificate& a, const TrustedCertificate& b) { return sorts_before(a, b); });

    Fields fields;
    fields.add(std::string_view("gpotrust trust policy 1"));
    fields.add(std::string_view(policy.identity.name));
    fields.add(std::string_view(policy.identity.domain));
    fields.add(to_text(policy.scope));
    fields.add(std::string_view(policy.comment));
    fields.add(policy.restrict_eku);
    fields.add(policy.peer_usages);
    fields.add_flags(policy.gpmc_style, policy.preferences_in_backup);
    fields.add(sorted.size());
    for (const TrustedCertificate& trusted : sorted) add(fields, trusted);
    for (const std::string& artefact : policy.artefacts) fields.add(std::string_view(artefact));
    if (policy.base != nullptr) fields.add(core::BytesView(policy.base->digest.octets));
    return crypto::sha256(fields.octets());
}

}  // namespace gpotrust::trust
