// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include "gpotrust/platform/paths.hpp"

namespace gpotrust::ledger {
namespace {

using core::ErrorCode;

/// A journal lies beside the ledger that only who may write can roll back.
bool is_unfinished_write(int code) { return code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY; }

ErrorCode meaning_of(int code) {
    if (is_unfinished_write(code)) return ErrorCode::ledger_locked;
    switch (code & 0xFF) {  // the low octet of an extended result code is the plain one
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return ErrorCode::ledger_locked;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
            return ErrorCode::ledger_damaged;
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_NOLFS:
            return ErrorCode::file_system;
        default:
            return ErrorCode::internal;
    }
}

std::string hint_for(ErrorCode meaning) {
    switch (meaning) {
        case ErrorCode::ledger_locked:
            return "another program holds the ledger; try again when it has ended";
        case ErrorCode::ledger_damaged:
            return "put a backup copy of the ledger in its place; the packages themselves are not affected";
        case ErrorCode::file_system:
            return "check free space and permissions of the estate folder and of the ledger in it";
        default:
            return {};
    }
}

}  // namespace

core::Error error_of(const Connection& connection, int code) {
    if (is_unfinished_write(code))
        return core::Error{ErrorCode::ledger_locked,
                           "the ledger " + connection.shown + " was left in the middle of a write by a run that was ended",
                           "the next `gpotrust package` into this estate repairs it, --dry-run does not; then try again",
                           {}};
    const ErrorCode meaning = meaning_of(code);
    std::string told = "the ledger " + connection.shown + " cannot be used: " + sqlite3_errstr(code);
    // errstr() says what kind of failure it is, errmsg() sometimes which table or why; both are SQLite's own words.
    if (connection.handle != nullptr) {
        const std::string detail = sqlite3_errmsg(connection.handle.get());
        if (detail != sqlite3_errstr(code) && detail != "not an error") told += " (" + detail + ")";
    }
    return core::Error{meaning, std::move(told), hint_for(meaning), {}};
}

core::Result<Connection> open_connection(const std::filesystem::path& file, int flags) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(platform::path_to_utf8(file).c_str(), &opened, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    Connection connection{std::unique_ptr<sqlite3, CloseConnection>(opened), platform::shown(file)};
    if (code != SQLITE_OK) return core::fail(error_of(connection, code));
    return connection;
}

core::Result<void> run(const Connection& connection, const char* fixed_sql) {
    const int code = sqlite3_exec(connection.handle.get(), fixed_sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return core::fail(error_of(connection, code));
    return {};
}

core::Result<void> copy_database(const Connection& from, const Connection& to) {
    sqlite3_backup* const copying = sqlite3_backup_init(to.handle.get(), "main", from.handle.get(), "main");
    if (copying == nullptr) return core::fail(error_of(to, sqlite3_errcode(to.handle.get())));
    constexpr int k_all_pages = -1;
    const int step = sqlite3_backup_step(copying, k_all_pages);
    const int finish = sqlite3_backup_finish(copying);
    if (step != SQLITE_DONE) return core::fail(error_of(from, finish == SQLITE_OK ? step : finish));
    return {};
}

core::Result<core::Bytes> database_octets(const Connection& connection) {
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> octets(sqlite3_serialize(connection.handle.get(), "main", &size, 0), sqlite3_free);
    if (octets == nullptr) return core::fail(error_of(connection, SQLITE_NOMEM));
    return core::Bytes(octets.get(), octets.get() + size);
}

IdleStatements::~IdleStatements() {
    for (const auto& [text, shelf] : m_shelves) {
        for (sqlite3_stmt* statement : shelf) sqlite3_finalize(statement);
    }
}

IdleStatements::Shelf& IdleStatements::shelf(std::string_view text) {
    const auto found = m_shelves.find(text);
    return found != m_shelves.end() ? found->second : m_shelves[std::string(text)];
}

void ShelveStatement::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    shelf->push_back(statement);
}

core::Result<Statement> Statement::prepare(const Connection& connection, std::string_view fixed_sql) {
    IdleStatements::Shelf& shelf = connection.idle->shelf(fixed_sql);
    if (!shelf.empty()) {
        sqlite3_stmt* const idle = shelf.back();
        shelf.pop_back();
        return Statement(connection, idle, shelf);
    }
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(connection.handle.get(), fixed_sql.data(), static_cast<int>(fixed_sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &handle, nullptr);
    if (code == SQLITE_ERROR)  // our texts are right, so the tables they name are not ours
        return core::fail(ErrorCode::ledger_damaged,
                          "the ledger " + connection.shown + " lacks a table or column: " + sqlite3_errmsg(connection.handle.get()),
                          hint_for(ErrorCode::ledger_damaged));
    if (code != SQLITE_OK) return core::fail(error_of(connection, code));
    return Statement(connection, handle, shelf);
}

void Statement::check(int code) {
    if (m_bind_result == SQLITE_OK) m_bind_result = code;
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(m_handle.get(), ++m_bound, value));
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    const char* const start = text.data() == nullptr ? "" : text.data();  // a null pointer would bind NULL
    check(sqlite3_bind_text64(m_handle.get(), ++m_bound, start, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(core::BytesView octets) {
    check(sqlite3_bind_blob64(m_handle.get(), ++m_bound, octets.data(), octets.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind_null() {
    check(sqlite3_bind_null(m_handle.get(), ++m_bound));
    return *this;
}

core::Result<bool> Statement::step() {
    if (m_bind_result != SQLITE_OK) return core::fail(error_of(*m_connection, m_bind_result));
    const int code = sqlite3_step(m_handle.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) return core::fail(error_of(*m_connection, code));
    return code == SQLITE_ROW;
}

core::Result<void> Statement::execute() {
    GPOTRUST_TRY(step());
    sqlite3_reset(m_handle.get());
    m_bound = 0;
    return {};
}

std::string Statement::text(int column) const {
    const void* const start = sqlite3_column_blob(m_handle.get(), column);  // the octets of a TEXT, with any NUL in it
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_handle.get(), column));
    return start == nullptr ? std::string() : std::string(static_cast<const char*>(start), size);
}

core::BytesView Statement::octets(int column) const {
    const void* const start = sqlite3_column_blob(m_handle.get(), column);
    return {static_cast<const std::uint8_t*>(start), static_cast<std::size_t>(sqlite3_column_bytes(m_handle.get(), column))};
}

}  // namespace gpotrust::ledger
