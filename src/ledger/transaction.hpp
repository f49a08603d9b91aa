// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "statement.hpp"

namespace gpotrust::ledger {

/// A write transaction that is rolled back unless it was committed.
class Transaction {
public:
    /// With `begun` the transaction is open already.
    [[nodiscard]] static core::Result<Transaction> begin(const Connection& connection, bool begun) {
        if (!begun) GPOTRUST_TRY(run(connection, "BEGIN IMMEDIATE"));
        return Transaction(connection);
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction(Transaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction() {
        if (m_connection != nullptr) static_cast<void>(run(*m_connection, "ROLLBACK"));
    }
    [[nodiscard]] core::Result<void> commit() {
        GPOTRUST_TRY(run(*m_connection, "COMMIT"));
        m_connection = nullptr;
        return {};
    }

private:
    explicit Transaction(const Connection& connection) : m_connection(&connection) {}
    const Connection* m_connection;
};

}  // namespace gpotrust::ledger
