// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "event_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gpotrust::ledger {
namespace {

using core::ErrorCode;

constexpr std::string_view k_columns =
    "SELECT sequence, time, kind, slug, gpo_name, domain, gpo_guid, revision, backup_id, scope, content_digest, files_digest, zip_sha256, "
    "operator_name, chain FROM event";

core::UtcTime time_of(std::int64_t seconds) { return core::UtcTime(std::chrono::seconds(seconds)); }
std::int64_t seconds_of(core::UtcTime time) { return static_cast<std::int64_t>(time.time_since_epoch().count()); }

/// Copies octets of a fixed size; a column of another size leaves zeros, which the chain then shows.
template <class Fixed>
Fixed fixed_at(const Statement& row, int column) {
    Fixed value;
    const core::BytesView octets = row.octets(column);
    if (octets.size() == value.octets.size()) std::copy(octets.begin(), octets.end(), value.octets.begin());
    return value;
}

core::Result<std::vector<RecordedCertificate>> certificates_of(const Connection& connection, std::int64_t sequence) {
    GPOTRUST_TRY_ASSIGN(
        auto query,
        Statement::prepare(connection, "SELECT sha1, store, role, not_before, not_after FROM certificate WHERE sequence = ? ORDER BY position"));
    query.bind(sequence);
    std::vector<RecordedCertificate> found;
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const bool row, query.step());
        if (!row) return found;
        found.push_back(
            {fixed_at<core::Sha1Thumbprint>(query, 0), query.text(1), query.text(2), time_of(query.integer(3)), time_of(query.integer(4))});
    }
}

core::Result<std::vector<AcceptedFinding>> accepted_of(const Connection& connection, std::int64_t sequence) {
    GPOTRUST_TRY_ASSIGN(auto query,
                        Statement::prepare(connection, "SELECT certificate, code, reason FROM accepted WHERE sequence = ? ORDER BY position"));
    query.bind(sequence);
    std::vector<AcceptedFinding> found;
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const bool row, query.step());
        if (!row) return found;
        found.push_back({fixed_at<core::Sha1Thumbprint>(query, 0), query.text(1), query.text(2)});
    }
}

core::Result<void> insert_certificates(const Connection& connection, const Event& event) {
    GPOTRUST_TRY_ASSIGN(auto insert, Statement::prepare(connection, "INSERT INTO certificate VALUES (?, ?, ?, ?, ?, ?, ?)"));
    std::int64_t position = 0;
    for (const RecordedCertificate& certificate : event.certificates) {
        insert.bind(event.sequence).bind(position++).bind(core::BytesView(certificate.sha1.octets)).bind(certificate.store).bind(certificate.role);
        GPOTRUST_TRY(insert.bind(seconds_of(certificate.not_before)).bind(seconds_of(certificate.not_after)).execute());
    }
    return {};
}

core::Result<void> insert_accepted(const Connection& connection, const Event& event) {
    GPOTRUST_TRY_ASSIGN(auto insert, Statement::prepare(connection, "INSERT INTO accepted VALUES (?, ?, ?, ?, ?)"));
    std::int64_t position = 0;
    for (const AcceptedFinding& finding : event.accepted) {
        insert.bind(event.sequence).bind(position++).bind(core::BytesView(finding.certificate.octets)).bind(finding.code).bind(finding.reason);
        GPOTRUST_TRY(insert.execute());
    }
    return {};
}

}  // namespace

core::Result<Statement> select_events(const Connection& connection, std::string_view which) {
    return Statement::prepare(connection, std::string(k_columns).append(which));
}

core::Result<Statement> select_chain(const Connection& connection) {
    return Statement::prepare(connection, std::string("SELECT chain FROM event").append(k_at_sequence));
}

core::Sha256Digest chain_at(const Statement& row) { return fixed_at<core::Sha256Digest>(row, 0); }

core::Result<Event> event_at(const Connection& connection, const Statement& row) {
    Event event;
    event.sequence = row.integer(0);
    event.time = time_of(row.integer(1));
    event.kind = row.text(2);
    event.slug = row.text(3);
    event.gpo_name = row.text(4);
    event.domain = row.text(5);
    event.gpo_guid = fixed_at<core::Guid>(row, 6);
    const std::int64_t revision = row.integer(7);
    if (revision < 1 || revision > 65'535)
        return core::fail(ErrorCode::ledger_damaged,
                          fmt::format("row {} of the ledger {} has the impossible revision {}", event.sequence, connection.shown, revision),
                          "put a backup copy of the ledger in its place");
    event.revision = static_cast<unsigned>(revision);
    event.backup_id = fixed_at<core::Guid>(row, 8);
    event.scope = row.text(9);
    event.content_digest = fixed_at<core::Sha256Digest>(row, 10);
    event.files_digest = fixed_at<core::Sha256Digest>(row, 11);
    event.zip_sha256 = fixed_at<core::Sha256Digest>(row, 12);
    event.operator_name = row.text(13);
    event.chain = fixed_at<core::Sha256Digest>(row, 14);
    GPOTRUST_TRY_ASSIGN(event.certificates, certificates_of(connection, event.sequence));
    GPOTRUST_TRY_ASSIGN(event.accepted, accepted_of(connection, event.sequence));
    return event;
}

core::Result<std::optional<Event>> first_event(const Connection& connection, Statement query) {
    GPOTRUST_TRY_ASSIGN(const bool row, query.step());
    if (!row) return std::optional<Event>();
    GPOTRUST_TRY_ASSIGN(Event event, event_at(connection, query));
    return std::optional<Event>(std::move(event));
}

core::Result<void> insert_event(const Connection& connection, const Event& event) {
    GPOTRUST_TRY_ASSIGN(auto insert, Statement::prepare(connection, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(event.sequence).bind(seconds_of(event.time)).bind(event.kind).bind(event.slug).bind(event.gpo_name).bind(event.domain);
    insert.bind(core::BytesView(event.gpo_guid.octets)).bind(static_cast<std::int64_t>(event.revision)).bind(core::BytesView(event.backup_id.octets));
    insert.bind(event.scope).bind(core::BytesView(event.content_digest.octets)).bind(core::BytesView(event.files_digest.octets));
    GPOTRUST_TRY(insert.bind(core::BytesView(event.zip_sha256.octets)).bind(event.operator_name).bind(core::BytesView(event.chain.octets)).execute());
    GPOTRUST_TRY(insert_certificates(connection, event));
    return insert_accepted(connection, event);
}

}  // namespace gpotrust::ledger
