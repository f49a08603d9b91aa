// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/ledger/ledger.hpp"

#include <fmt/format.h>

#include "chain.hpp"
#include "event_rows.hpp"
#include "gpotrust/platform/faults.hpp"
#include "migration.hpp"
#include "schema.hpp"
#include "transaction.hpp"

namespace gpotrust::ledger {

using core::ErrorCode;

/// A new ledger's tables and its first row are one transaction: it stays open from open() to append(), so that a run that packages nothing leaves an
/// empty file and the first package waits for the device once, not twice.
struct Ledger::Database {
    Connection connection;
    std::filesystem::path file;
    bool creating = false;
    std::optional<std::filesystem::path> kept_copy = {};
};

namespace {

core::Result<void> fault_at(platform::Operation operation, const std::filesystem::path& file, const Connection& connection) {
    if (platform::injected_fault(operation, file) == 0) return {};
    return core::fail(error_of(connection, operation == platform::Operation::open ? SQLITE_CANTOPEN : SQLITE_FULL));
}

core::Error does_not_fit(const Connection& connection, std::int64_t sequence) {
    return {ErrorCode::ledger_damaged,
            fmt::format("row {} of the ledger {} does not fit its chain value: it, or the row before, was changed", sequence, connection.shown),
            "compare with a backup copy of the ledger and with the packages on disk: `gpotrust help ledger`",
            {},
            "LEDGER_CHAIN_BROKEN"};
}

core::Result<Connection> empty_ledger_in_memory(std::string shown) {
    GPOTRUST_TRY_ASSIGN(Connection connection, open_connection(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY));
    connection.shown = std::move(shown);
    GPOTRUST_TRY(create_schema(connection));
    return connection;
}

/// The chain value of the row before, or nothing when that row is gone.
core::Result<std::optional<core::Sha256Digest>> value_before(const Connection& connection, std::int64_t sequence) {
    if (sequence == 1) return std::optional<core::Sha256Digest>(k_chain_start);
    GPOTRUST_TRY_ASSIGN(auto query, select_chain(connection));
    query.bind(sequence - 1);
    GPOTRUST_TRY_ASSIGN(const bool row, query.step());
    if (!row) return std::optional<core::Sha256Digest>();
    return std::optional<core::Sha256Digest>(chain_at(query));
}

bool fits(const Row& row, const core::Sha256Digest& before) {
    return fits_format(row.event, row.format) && chain_value(row.event, before, row.format) == row.event.chain;
}

/// The event of a row, after a look whether it fits the row before it: what an edit of a row that matters would break.
core::Result<Event> proven(const Connection& connection, Row row) {
    GPOTRUST_TRY_ASSIGN(const std::optional<core::Sha256Digest> before, value_before(connection, row.event.sequence));
    if (!before || !fits(row, *before)) return core::fail(does_not_fit(connection, row.event.sequence));
    return std::move(row.event);
}

core::Result<std::optional<Event>> proven_event(const Connection& connection, Statement query) {
    GPOTRUST_TRY_ASSIGN(std::optional<Row> row, first_row(connection, std::move(query)));
    if (!row) return std::optional<Event>();
    GPOTRUST_TRY_ASSIGN(Event event, proven(connection, *std::move(row)));
    return std::optional<Event>(std::move(event));
}

core::Result<std::optional<Event>> proven_event_of(const Connection& connection, std::string_view which, std::string_view slug) {
    GPOTRUST_TRY_ASSIGN(auto query, select_events(connection, which));
    query.bind(slug);
    return proven_event(connection, std::move(query));
}

core::Result<std::optional<Event>> proven_last(const Connection& connection) {
    GPOTRUST_TRY_ASSIGN(auto query, select_events(connection, k_last));
    return proven_event(connection, std::move(query));
}

core::Result<void> begin_creation(const Connection& connection) {
    GPOTRUST_TRY(run(connection, "BEGIN IMMEDIATE"));
    return create_schema(connection);
}

core::Result<Event> append_row(const Connection& connection, Event event, bool begun) {
    GPOTRUST_TRY_ASSIGN(Transaction transaction, Transaction::begin(connection, begun));
    GPOTRUST_TRY_ASSIGN(const std::optional<Event> last, proven_last(connection));
    event.sequence = last ? last->sequence + 1 : 1;
    event.chain = chain_value(event, last ? last->chain : k_chain_start);
    GPOTRUST_TRY(insert_event(connection, event));
    GPOTRUST_TRY(transaction.commit());
    return event;
}

core::Result<void> bring_up(Connection& connection, const std::filesystem::path& file, bool writing,
                            std::optional<std::filesystem::path>& kept_copy) {
    if (writing) {
        GPOTRUST_TRY_ASSIGN(kept_copy, migrate(connection, file));
    } else {
        GPOTRUST_TRY_ASSIGN(connection, migrated_copy(connection));
    }
    return {};
}

}  // namespace

Ledger::Ledger(std::unique_ptr<Database> database) : m_database(std::move(database)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

core::Result<Ledger> Ledger::open(const std::filesystem::path& file, Access access) {
    const bool writing = access == Access::read_write;
    auto database = std::make_unique<Database>();
    database->file = file;
    GPOTRUST_TRY_ASSIGN(database->connection, open_connection(file, writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY));
    GPOTRUST_TRY(fault_at(platform::Operation::open, file, database->connection));
    GPOTRUST_TRY(configure(database->connection));
    GPOTRUST_TRY_ASSIGN(const Schema schema, recognize(database->connection));
    if (schema == Schema::empty && !writing) {
        GPOTRUST_TRY_ASSIGN(database->connection, empty_ledger_in_memory(database->connection.shown));
    } else if (schema == Schema::empty) {
        GPOTRUST_TRY(begin_creation(database->connection));
        database->creating = true;
    } else if (schema == Schema::version_1) {
        GPOTRUST_TRY(bring_up(database->connection, file, writing, database->kept_copy));
    }
    return Ledger(std::move(database));
}

std::optional<std::filesystem::path> Ledger::kept_copy() const { return m_database->kept_copy; }

core::Result<Event> Ledger::append(Event event) {
    GPOTRUST_TRY(fault_at(platform::Operation::write, m_database->file, m_database->connection));
    core::Result<Event> appended = append_row(m_database->connection, std::move(event), m_database->creating);
    if (m_database->creating && !appended) {
        // The tables went with the row: make them again, so that other packages of this run can still be recorded.
        static_cast<void>(begin_creation(m_database->connection));
        return appended;
    }
    m_database->creating = false;
    return appended;
}

core::Result<std::optional<Event>> Ledger::newest(std::string_view slug) const {
    return proven_event_of(m_database->connection, k_newest_of_slug, slug);
}

core::Result<std::optional<Event>> Ledger::newest(const core::Guid& gpo_guid) const {
    GPOTRUST_TRY_ASSIGN(auto query, select_events(m_database->connection, k_newest_of_gpo));
    query.bind(core::BytesView(gpo_guid.octets));
    return proven_event(m_database->connection, std::move(query));
}

core::Result<std::optional<Event>> Ledger::find(std::string_view slug, unsigned revision) const {
    GPOTRUST_TRY_ASSIGN(auto query, select_events(m_database->connection, k_revision_of_slug));
    query.bind(slug).bind(static_cast<std::int64_t>(revision));
    return proven_event(m_database->connection, std::move(query));
}

core::Result<std::optional<core::Guid>> Ledger::owner_of(std::string_view slug) const {
    GPOTRUST_TRY_ASSIGN(const std::optional<Event> event, newest(slug));
    if (!event) return std::optional<core::Guid>();
    return std::optional<core::Guid>(event->gpo_guid);
}

core::Result<std::optional<Event>> Ledger::last() const { return proven_last(m_database->connection); }

core::Result<std::vector<std::string>> Ledger::domains() const { return texts_of(m_database->connection, k_domains); }

core::Result<std::vector<std::string>> Ledger::slugs_like(std::string_view slug) const { return texts_of(m_database->connection, k_slugs_like, slug); }

core::Result<std::vector<TrustState>> Ledger::states() const {
    GPOTRUST_TRY_ASSIGN(const std::vector<std::string> slugs, texts_of(m_database->connection, k_slugs));
    std::vector<TrustState> found;
    for (const std::string& slug : slugs) {
        GPOTRUST_TRY_ASSIGN(std::optional<Event> revision, newest(slug));
        GPOTRUST_TRY_ASSIGN(std::optional<Event> imported, proven_event_of(m_database->connection, k_newest_import_of_slug, slug));
        if (revision) found.push_back({*std::move(revision), std::move(imported)});
    }
    return found;
}

core::Result<std::vector<Event>> Ledger::history(std::string_view slug) const {
    GPOTRUST_TRY_ASSIGN(auto query, select_events(m_database->connection, k_all_of_slug));
    query.bind(slug);
    std::vector<Event> found;
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const bool is_there, query.step());
        if (!is_there) return found;
        GPOTRUST_TRY_ASSIGN(Row row, row_at(m_database->connection, query));
        GPOTRUST_TRY_ASSIGN(Event event, proven(m_database->connection, std::move(row)));
        found.push_back(std::move(event));
    }
}

core::Result<std::vector<Event>> Ledger::events() const {
    GPOTRUST_TRY_ASSIGN(auto query, select_events(m_database->connection, k_all));
    std::vector<Event> found;
    for (;;) {
        GPOTRUST_TRY_ASSIGN(const bool is_there, query.step());
        if (!is_there) return found;
        GPOTRUST_TRY_ASSIGN(Row row, row_at(m_database->connection, query));
        found.push_back(std::move(row.event));
    }
}

core::Result<void> Ledger::for_each_event(const std::function<core::Result<void>(const Event&)>& take) const {
    GPOTRUST_TRY_ASSIGN(auto query, select_events(m_database->connection, k_all));
    core::Sha256Digest before = k_chain_start;
    for (std::int64_t expected = 1;; ++expected) {
        GPOTRUST_TRY_ASSIGN(const bool is_there, query.step());
        if (!is_there) return {};
        GPOTRUST_TRY_ASSIGN(const Row row, row_at(m_database->connection, query));
        if (row.event.sequence != expected || !fits(row, before)) return core::fail(does_not_fit(m_database->connection, expected));
        GPOTRUST_TRY(take(row.event));
        before = row.event.chain;
    }
}

core::Result<void> Ledger::verify_chain() const {
    return for_each_event([](const Event&) { return core::Result<void>(); });
}

}  // namespace gpotrust::ledger
