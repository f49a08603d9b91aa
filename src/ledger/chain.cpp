// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "chain.hpp"

#include <algorithm>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::ledger {
namespace {

/// Names the serialisation: another version of it must not give the same digest.
constexpr std::string_view k_tag_1 = "gpotrust ledger row 1";
constexpr std::string_view k_tag_2 = "gpotrust ledger row 2";

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

void add(RowOctets& row, const RecordedCertificate& certificate, RowFormat format) {
    row.octets(certificate.sha1.octets);
    row.text(certificate.store);
    row.text(certificate.role);
    row.time(certificate.not_before);
    row.time(certificate.not_after);
    if (format == RowFormat::first) return;
    row.number(static_cast<std::uint64_t>(certificate.until ? 1 : 0));
    if (certificate.until) row.time(*certificate.until);
    row.text(certificate.subject);
    row.number(static_cast<std::uint64_t>(certificate.names.size()));
    for (const std::string& name : certificate.names) row.text(name);
}

void add(RowOctets& row, const AcceptedFinding& finding, RowFormat) {
    row.octets(finding.certificate.octets);
    row.text(finding.code);
    row.text(finding.reason);
}

template <class Entry>
void add(RowOctets& row, const std::vector<Entry>& entries, RowFormat format) {
    row.number(static_cast<std::uint64_t>(entries.size()));
    for (const Entry& entry : entries) add(row, entry, format);
}

}  // namespace

core::Sha256Digest chain_value(const Event& event, const core::Sha256Digest& before, RowFormat format) {
    RowOctets row;
    row.text(format == RowFormat::first ? k_tag_1 : k_tag_2);
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
    add(row, event.certificates, format);
    add(row, event.accepted, format);
    if (format == RowFormat::first) return row.digest();
    row.octets(event.target_guid ? core::BytesView(event.target_guid->octets) : core::BytesView());
    row.text(event.target_domain);
    return row.digest();
}

bool fits_format(const Event& event, RowFormat format) {
    if (format != RowFormat::first) return true;
    const auto has_more = [](const RecordedCertificate& certificate) {
        return certificate.until || !certificate.subject.empty() || !certificate.names.empty();
    };
    const bool more = std::any_of(event.certificates.begin(), event.certificates.end(), has_more);
    return !more && !event.target_guid && event.target_domain.empty();
}

}  // namespace gpotrust::ledger
