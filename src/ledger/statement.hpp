// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The one place that talks to SQLite: connections and prepared statements as owned values, result codes as errors.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::ledger {

struct CloseConnection {
    void operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
};

/// Statements that are prepared and not in use, by their text: reading an event takes five, and preparing them costs more than running them.
class IdleStatements {
public:
    using Shelf = std::vector<sqlite3_stmt*>;

    IdleStatements() = default;
    IdleStatements(const IdleStatements&) = delete;
    IdleStatements& operator=(const IdleStatements&) = delete;
    ~IdleStatements();
    /// The statements of one text; the reference stays valid.
    [[nodiscard]] Shelf& shelf(std::string_view text);

private:
    std::map<std::string, Shelf, std::less<>> m_shelves = {};
};

/// An open database and the name it has in messages.
struct Connection {
    std::unique_ptr<sqlite3, CloseConnection> handle = {};
    std::string shown = {};
    std::unique_ptr<IdleStatements> idle = std::make_unique<IdleStatements>();  ///< behind the handle: it goes first
};

/// Puts a statement back, without what it was bound to and without its locks.
struct ShelveStatement {
    IdleStatements::Shelf* shelf = nullptr;
    void operator()(sqlite3_stmt* statement) const noexcept;
};

/// Opens with SQLITE_OPEN_* flags.
[[nodiscard]] core::Result<Connection> open_connection(const std::filesystem::path& file, int flags);
/// All pages of a database into an empty one.
[[nodiscard]] core::Result<void> copy_database(const Connection& from, const Connection& to);
/// The file's octets as the open database has them, through its own locks: reading the file beside them would give them up (POSIX drops a process's locks with any descriptor).
[[nodiscard]] core::Result<core::Bytes> database_octets(const Connection& connection);
/// What a result code of this connection means: ledger_locked, ledger_damaged, file_system or internal.
[[nodiscard]] core::Error error_of(const Connection& connection, int code);
/// Runs fixed statements that return nothing (schema, pragmas, transactions); never with values in the text.
[[nodiscard]] core::Result<void> run(const Connection& connection, const char* fixed_sql);

/// A prepared statement; its connection must outlive it. Values are bound and columns read by position from 0; bound text and octets must live until the next step.
class Statement {
public:
    [[nodiscard]] static core::Result<Statement> prepare(const Connection& connection, std::string_view fixed_sql);

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);
    Statement& bind(core::BytesView octets);
    Statement& bind_null();

    /// True when there is a row, false at the end.
    [[nodiscard]] core::Result<bool> step();
    /// Steps a statement that returns no rows, and makes it ready to be bound again.
    [[nodiscard]] core::Result<void> execute();

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(m_handle.get(), column); }
    [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL; }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] core::BytesView octets(int column) const;

private:
    Statement(const Connection& connection, sqlite3_stmt* handle, IdleStatements::Shelf& shelf)
        : m_connection(&connection), m_handle(handle, {&shelf}) {}
    void check(int code);

    const Connection* m_connection;
    std::unique_ptr<sqlite3_stmt, ShelveStatement> m_handle;
    int m_bound = 0;
    int m_bind_result = SQLITE_OK;
};

}  // namespace gpotrust::ledger
