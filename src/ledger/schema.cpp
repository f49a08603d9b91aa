// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "schema.hpp"

#include <fmt/format.h>

namespace gpotrust::ledger {
namespace {

using core::ErrorCode;

// Another writer is kept out by the estate's lock; this bounds the wait for a reader.
constexpr int k_busy_milliseconds = 10'000;

// The triggers stop accidents, not an attacker: who can write the file can drop them, and then the chain tells.
// Version 1 as it was released; version 2 is this and the step below, in a new ledger too, so that there is one schema and not two that should be alike.
constexpr const char* k_version_1 = R"sql(
CREATE TABLE event (
    sequence       INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
    time           INTEGER NOT NULL,
    kind           TEXT    NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    slug           TEXT    NOT NULL CHECK (length(slug) BETWEEN 1 AND 60),
    gpo_name       TEXT    NOT NULL CHECK (length(gpo_name) > 0),
    domain         TEXT    NOT NULL,
    gpo_guid       BLOB    NOT NULL CHECK (length(gpo_guid) = 16),
    revision       INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 65535),
    backup_id      BLOB    NOT NULL CHECK (length(backup_id) = 16),
    scope          TEXT    NOT NULL CHECK (scope IN ('computer', 'user', 'both')),
    content_digest BLOB    NOT NULL CHECK (length(content_digest) = 32),
    files_digest   BLOB    NOT NULL CHECK (length(files_digest) = 32),
    zip_sha256     BLOB    NOT NULL CHECK (length(zip_sha256) = 32),
    operator_name  TEXT    NOT NULL,
    chain          BLOB    NOT NULL CHECK (length(chain) = 32)
) STRICT;
CREATE TABLE certificate (
    sequence   INTEGER NOT NULL REFERENCES event (sequence),
    position   INTEGER NOT NULL CHECK (position >= 0),
    sha1       BLOB    NOT NULL CHECK (length(sha1) = 20),
    store      TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    not_before INTEGER NOT NULL,
    not_after  INTEGER NOT NULL,
    PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE accepted (
    sequence    INTEGER NOT NULL REFERENCES event (sequence),
    position    INTEGER NOT NULL CHECK (position >= 0),
    certificate BLOB    NOT NULL CHECK (length(certificate) = 20),
    code        TEXT    NOT NULL CHECK (length(code) > 0),
    reason      TEXT    NOT NULL,
    PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_by_slug ON event (slug, revision, sequence);
CREATE INDEX event_by_gpo ON event (gpo_guid, revision, sequence);
CREATE TRIGGER event_keep BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
CREATE TRIGGER event_fix BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
CREATE TRIGGER certificate_keep BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
CREATE TRIGGER certificate_fix BEFORE UPDATE ON certificate BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
CREATE TRIGGER accepted_keep BEFORE DELETE ON accepted BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
CREATE TRIGGER accepted_fix BEFORE UPDATE ON accepted BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
)sql";

// A mark of an import speaks of a revision and is none: the indices that answer for revisions leave it out, so that the newest one stays a single look-up.
constexpr const char* k_step_to_version_2 = R"sql(
ALTER TABLE event ADD COLUMN format INTEGER NOT NULL DEFAULT 1 CHECK (format IN (1, 2));
ALTER TABLE event ADD COLUMN target_guid BLOB CHECK (target_guid IS NULL OR length(target_guid) = 16);
ALTER TABLE event ADD COLUMN target_domain TEXT NOT NULL DEFAULT '';
ALTER TABLE certificate ADD COLUMN until INTEGER;
ALTER TABLE certificate ADD COLUMN subject TEXT NOT NULL DEFAULT '';
CREATE TABLE name (
    sequence    INTEGER NOT NULL,
    certificate INTEGER NOT NULL,
    position    INTEGER NOT NULL CHECK (position >= 0),
    name        TEXT    NOT NULL,
    PRIMARY KEY (sequence, certificate, position),
    FOREIGN KEY (sequence, certificate) REFERENCES certificate (sequence, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER name_keep BEFORE DELETE ON name BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
CREATE TRIGGER name_fix BEFORE UPDATE ON name BEGIN SELECT RAISE(ABORT, 'rows of the ledger stay'); END;
DROP INDEX event_by_slug;
DROP INDEX event_by_gpo;
CREATE INDEX revision_by_slug ON event (slug, revision, sequence) WHERE kind <> 'imported';
CREATE INDEX revision_by_gpo ON event (gpo_guid, revision, sequence) WHERE kind <> 'imported';
CREATE INDEX import_by_slug ON event (slug, sequence) WHERE kind = 'imported';
CREATE INDEX event_by_slug ON event (slug, sequence);
CREATE INDEX event_by_domain ON event (domain);
)sql";

core::Result<void> mark_version(const Connection& connection) {
    const std::string marks = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", k_application_id, k_schema_version);
    return run(connection, marks.c_str());
}

core::Result<std::int64_t> number(const Connection& connection, const char* fixed_sql) {
    GPOTRUST_TRY_ASSIGN(auto statement, Statement::prepare(connection, fixed_sql));
    GPOTRUST_TRY(statement.step());
    return statement.integer(0);
}

}  // namespace

core::Result<void> configure(const Connection& connection) {
    sqlite3_busy_timeout(connection.handle.get(), k_busy_milliseconds);
    sqlite3_db_config(connection.handle.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection.handle.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return run(connection, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;");
}

core::Result<Schema> recognize(const Connection& connection) {
    GPOTRUST_TRY_ASSIGN(const std::int64_t application, number(connection, "PRAGMA application_id"));
    GPOTRUST_TRY_ASSIGN(const std::int64_t version, number(connection, "PRAGMA user_version"));
    if (application == 0 && version == 0) {
        GPOTRUST_TRY_ASSIGN(const std::int64_t objects, number(connection, "SELECT count(*) FROM sqlite_master"));
        if (objects == 0) return Schema::empty;
    }
    if (application != k_application_id)
        return core::fail(ErrorCode::ledger_damaged, connection.shown + " is a database of another program, not a ledger",
                          "name another estate with --estate, or move that file away");
    if (version == 1) return Schema::version_1;
    if (version != k_schema_version)
        return core::fail(
            ErrorCode::ledger_damaged,
            fmt::format("the ledger {} has version {}; this program knows versions 1 to {}", connection.shown, version, k_schema_version),
            version > k_schema_version ? "use the newer gpotrust that wrote it" : "put a backup copy of the ledger in its place");
    return Schema::ours;
}

core::Result<void> create_schema(const Connection& connection) {
    GPOTRUST_TRY(run(connection, k_version_1));
    return upgrade_schema(connection);
}

core::Result<void> upgrade_schema(const Connection& connection) {
    GPOTRUST_TRY(run(connection, k_step_to_version_2));
    return mark_version(connection);
}

}  // namespace gpotrust::ledger
