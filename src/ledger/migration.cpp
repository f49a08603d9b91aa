// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "migration.hpp"

#include <fmt/format.h>

#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "schema.hpp"
#include "transaction.hpp"

namespace gpotrust::ledger {
namespace {

namespace fs = std::filesystem;

fs::path copy_name(const fs::path& file, unsigned number) {
    const std::string suffix = number == 1 ? ".version-1" : fmt::format(".version-1-{}", number);
    return file.parent_path() / platform::path_from_utf8(platform::path_to_utf8(file.filename()) + suffix);
}

/// A migration that was ended after its copy was made needs no second one.
bool is_same(const fs::path& copy, const core::Bytes& octets) {
    if (!platform::is_file(copy)) return false;
    const auto there = platform::read_file(copy, octets.size());
    return there && *there == octets;
}

core::Result<fs::path> keep_copy(const fs::path& file, const core::Bytes& octets) {
    for (unsigned number = 1;; ++number) {
        fs::path copy = copy_name(file, number);
        if (is_same(copy, octets)) return copy;
        if (platform::exists(copy)) continue;
        GPOTRUST_TRY(platform::write_file_atomically(copy, octets));
        return copy;
    }
}

}  // namespace

core::Result<fs::path> migrate(const Connection& connection, const fs::path& file) {
    // The copy is made inside the transaction: nobody can write between it and the change.
    GPOTRUST_TRY_ASSIGN(Transaction transaction, Transaction::begin(connection, false));
    GPOTRUST_TRY_ASSIGN(const core::Bytes octets, database_octets(connection));
    GPOTRUST_TRY_ASSIGN(fs::path copy, keep_copy(file, octets));
    GPOTRUST_TRY(upgrade_schema(connection));
    GPOTRUST_TRY(transaction.commit());
    return copy;
}

core::Result<Connection> migrated_copy(const Connection& connection) {
    GPOTRUST_TRY_ASSIGN(Connection copy, open_connection(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY));
    copy.shown = connection.shown;
    GPOTRUST_TRY(configure(copy));
    GPOTRUST_TRY(copy_database(connection, copy));
    GPOTRUST_TRY(upgrade_schema(copy));
    return copy;
}

}  // namespace gpotrust::ledger
