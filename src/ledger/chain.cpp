// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "chain.hpp"

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::ledger {
namespace {

/// Names the serialisation: another version of it must not give the same digest.
constexpr std::string_view k_tag = "gpotrust ledger row 1";

class RowOctets {
public:
    void number(std::uint64_t value) {
        core::append_u32_le(m_octets, static_cast<std::uint32_t>(value & 0xFFFFFFFFU));
        core::append_u32_le(m_octets, static_cast<std::uint32_t>(value >> 32U));
    }
    void number(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }
    void time(core::UtcTime value) { number(static_cast<std::int64_t>(value.time_since_epoch().count())); }
    void octets(core::BytesView value) {
        number(static_cast<std::uint64_t>(value.size()));
        core::append(m_octets, value);
    }
    void text(std::string_view value) { octets(core::as_bytes(value)); }

    [[nodiscard]] core::Sha256Digest digest() const { return crypto::sha256(m_octets); }

private:
    core::Bytes m_octets;
};

void add(RowOctets& row, const RecordedCertificate& certificate) {
    row.octets(certificate.sha1.octets);
    row.text(certificate.store);
    row.text(certificate.role);
    row.time(certificate.not_before);
    row.time(certificate.not_after);
}

void add(RowOctets& row, const AcceptedFinding& finding) {
    row.octets(finding.certificate.octets);
    row.text(finding.code);
    row.text(finding.reason);
}

template <class Entry>
void add(RowOctets& row, const std::vector<Entry>& entries) {
    row.number(static_cast<std::uint64_t>(entries.size()));
    for (const Entry& entry : entries) add(row, entry);
}

}  // namespace

core::Sha256Digest chain_value(const Event& event, const core::Sha256Digest& before) {
    RowOctets row;
    row.text(k_tag);
    row.octets(before.octets);
    row.number(event.sequence);
    row.time(event.time);
    row.text(event.kind);
    row.text(event.slug);
    row.text(event.gpo_name);
    row.text(event.domain);
    row.octets(event.gpo_guid.octets);
    row.number(static_cast<std::uint64_t>(event.revision));
    row.octets(event.backup_id.octets);
    row.text(event.scope);
    row.octets(event.content_digest.octets);
    row.octets(event.files_digest.octets);
    row.octets(event.zip_sha256.octets);
    row.text(event.operator_name);
    add(row, event.certificates);
    add(row, event.accepted);
    return row.digest();
}

}  // namespace gpotrust::ledger
