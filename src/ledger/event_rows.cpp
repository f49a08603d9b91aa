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
    "operator_name, chain, format, target_guid, target_domain FROM event";

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

/// Adds the names to the certificates they belong to; one query for all, since most have one or two.
core::Result<void> add_names(const Connection& connection, std::int64_t sequence, std::vector<RecordedCertificate>& certificates) {
    GPOTRUST_TRY_ASSIGN(auto query,
                        Statement::prepare(connection, "SELECT certificate, name FROM name WHERE sequence = ? ORDER BY certificate, position"));
    query.bind(sequence);
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const bool row, query.step());
        if (!row) return {};
        const std::int64_t certificate = query.integer(0);
        const bool is_known = certificate >= 0 && static_cast<std::uint64_t>(certificate) < certificates.size();
        if (is_known) certificates[static_cast<std::size_t>(certificate)].names.push_back(query.text(1));
    }
}

core::Result<std::vector<RecordedCertificate>> certificates_of(const Connection& connection, std::int64_t sequence) {
    GPOTRUST_TRY_ASSIGN(auto query, Statement::prepare(connection,
                                                       "SELECT sha1, store, role, not_before, not_after, until, subject FROM certificate "
                                                       "WHERE sequence = ? ORDER BY position"));
    query.bind(sequence);
    std::vector<RecordedCertificate> found;
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const bool row, query.step());
        if (!row) break;
        const auto until = query.is_null(5) ? std::optional<core::UtcTime>() : time_of(query.integer(5));
        found.push_back({fixed_at<core::Sha1Thumbprint>(query, 0),
                         query.text(1),
                         query.text(2),
                         time_of(query.integer(3)),
                         time_of(query.integer(4)),
                         until,
                         query.text(6),
                         {}});
    }
    GPOTRUST_TRY(add_names(connection, sequence, found));
    return found;
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

core::Result<void> insert_names(const Connection& connection, const Event& event) {
    GPOTRUST_TRY_ASSIGN(auto insert, Statement::prepare(connection, "INSERT INTO name (sequence, certificate, position, name) VALUES (?, ?, ?, ?)"));
    std::int64_t of = 0;
    for (const RecordedCertificate& certificate : event.certificates) {
        std::int64_t position = 0;
        for (const std::string& name : certificate.names) GPOTRUST_TRY(insert.bind(event.sequence).bind(of).bind(position++).bind(name).execute());
        ++of;
    }
    return {};
}

core::Result<void> insert_certificates(const Connection& connection, const Event& event) {
    GPOTRUST_TRY_ASSIGN(auto insert, Statement::prepare(connection,
                                                        "INSERT INTO certificate (sequence, position, sha1, store, role, not_before, not_after, "
                                                        "subject, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    std::int64_t position = 0;
    for (const RecordedCertificate& certificate : event.certificates) {
        insert.bind(event.sequence).bind(position++).bind(core::BytesView(certificate.sha1.octets)).bind(certificate.store).bind(certificate.role);
        insert.bind(seconds_of(certificate.not_before)).bind(seconds_of(certificate.not_after)).bind(certificate.subject);
        certificate.until ? insert.bind(seconds_of(*certificate.until)) : insert.bind_null();
        GPOTRUST_TRY(insert.execute());
    }
    return insert_names(connection, event);
}

core::Result<void> insert_accepted(const Connection& connection, const Event& event) {
    GPOTRUST_TRY_ASSIGN(
        auto insert, Statement::prepare(connection, "INSERT INTO accepted (sequence, position, certificate, code, reason) VALUES (?, ?, ?, ?, ?)"));
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

core::Result<Row> row_at(const Connection& connection, const Statement& row) {
    Row found;
    Event& event = found.event;
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
    found.format = row.integer(15) == static_cast<std::int64_t>(RowFormat::first) ? RowFormat::first : RowFormat::second;
    if (!row.is_null(16)) event.target_guid = fixed_at<core::Guid>(row, 16);
    event.target_domain = row.text(17);
    GPOTRUST_TRY_ASSIGN(event.certificates, certificates_of(connection, event.sequence));
    GPOTRUST_TRY_ASSIGN(event.accepted, accepted_of(connection, event.sequence));
    return found;
}

core::Result<std::optional<Row>> first_row(const Connection& connection, Statement query) {
    GPOTRUST_TRY_ASSIGN(const bool is_there, query.step());
    if (!is_there) return std::optional<Row>();
    GPOTRUST_TRY_ASSIGN(Row row, row_at(connection, query));
    return std::optional<Row>(std::move(row));
}

namespace {

core::Result<std::vector<std::string>> all_texts(Statement query) {
    std::vector<std::string> found;
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const bool row, query.step());
        if (!row) return found;
        found.push_back(query.text(0));
    }
}

}  // namespace

core::Result<std::vector<std::string>> texts_of(const Connection& connection, std::string_view fixed_sql) {
    GPOTRUST_TRY_ASSIGN(auto query, Statement::prepare(connection, fixed_sql));
    return all_texts(std::move(query));
}

core::Result<std::vector<std::string>> texts_of(const Connection& connection, std::string_view fixed_sql, std::string_view text) {
    GPOTRUST_TRY_ASSIGN(auto query, Statement::prepare(connection, fixed_sql));
    query.bind(text);
    return all_texts(std::move(query));
}

core::Result<void> insert_event(const Connection& connection, const Event& event) {
    GPOTRUST_TRY_ASSIGN(auto insert,
                        Statement::prepare(connection,
                                           "INSERT INTO event (sequence, time, kind, slug, gpo_name, domain, gpo_guid, revision, backup_id, "
                                           "scope, content_digest, files_digest, zip_sha256, operator_name, chain, format, target_domain, "
                                           "target_guid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(event.sequence).bind(seconds_of(event.time)).bind(event.kind).bind(event.slug).bind(event.gpo_name).bind(event.domain);
    insert.bind(core::BytesView(event.gpo_guid.octets)).bind(static_cast<std::int64_t>(event.revision)).bind(core::BytesView(event.backup_id.octets));
    insert.bind(event.scope).bind(core::BytesView(event.content_digest.octets)).bind(core::BytesView(event.files_digest.octets));
    insert.bind(core::BytesView(event.zip_sha256.octets)).bind(event.operator_name).bind(core::BytesView(event.chain.octets));
    insert.bind(static_cast<std::int64_t>(k_row_format)).bind(event.target_domain);
    event.target_guid ? insert.bind(core::BytesView(event.target_guid->octets)) : insert.bind_null();
    GPOTRUST_TRY(insert.execute());
    GPOTRUST_TRY(insert_certificates(connection, event));
    return insert_accepted(connection, event);
}

}  // namespace gpotrust::ledger
