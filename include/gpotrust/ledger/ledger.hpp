// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/core/digest.hpp"
#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/core/utc_time.hpp"

namespace gpotrust::ledger {

/// One certificate of a recorded revision.
struct RecordedCertificate {
    core::Sha1Thumbprint sha1;
    std::string store;  ///< registry name
    std::string role;
    core::UtcTime not_before{};
    core::UtcTime not_after{};
    std::optional<core::UtcTime> until = {};  ///< when a retiring certificate leaves the policy
    std::string subject = {};                 ///< as people read it; empty in rows of schema version 1
    std::vector<std::string> names = {};      ///< DNS names and addresses it serves, in order; empty in rows of schema version 1
    friend bool operator==(const RecordedCertificate&, const RecordedCertificate&) = default;
};

/// A finding taken with --accept, and why.
struct AcceptedFinding {
    core::Sha1Thumbprint certificate;
    std::string code;
    std::string reason;
    friend bool operator==(const AcceptedFinding&, const AcceptedFinding&) = default;
};

/// Kinds of events. Every kind but `imported` stands for a revision whose package lies in the estate.
namespace kind {
inline constexpr std::string_view packaged = "packaged";      ///< a new policy, or an existing one with other options
inline constexpr std::string_view added = "added";            ///< certificates were added (--add)
inline constexpr std::string_view replaced = "replaced";      ///< certificates were put in place of others at once (--replace)
inline constexpr std::string_view renewed = "renewed";        ///< the next certificate came in
inline constexpr std::string_view dropped = "dropped";        ///< what had ended was taken out, and nothing else
inline constexpr std::string_view retired = "retired";        ///< trust was taken away
inline constexpr std::string_view distrusted = "distrusted";  ///< certificates were put into Disallowed
inline constexpr std::string_view adopted = "adopted";        ///< a whole package was found on disk that was not on record
inline constexpr std::string_view rebuilt = "rebuilt";        ///< the files of a revision were made again, in other octets
inline constexpr std::string_view imported = "imported";      ///< somebody says that a revision was imported into a domain
}  // namespace kind

/// What happened to a trust policy: one row, never changed. Rows are chained by SHA-256 (docs/decisions/0002-sqlite-ledger.md says what that proves and what not).
struct Event {
    std::int64_t sequence = 0;  ///< given by the ledger, from 1
    core::UtcTime time{};
    std::string kind;  ///< one of namespace kind
    std::string slug;
    std::string gpo_name;
    std::string domain;
    core::Guid gpo_guid;
    unsigned revision = 0;
    core::Guid backup_id;
    std::string scope;
    core::Sha256Digest content_digest;  ///< trust::content_digest
    core::Sha256Digest files_digest;    ///< SHA-256 of the package's SHA256SUMS
    core::Sha256Digest zip_sha256;
    std::string operator_name;
    std::vector<RecordedCertificate> certificates;
    std::vector<AcceptedFinding> accepted;
    std::optional<core::Guid> target_guid = {};  ///< imported: the GUID of the domain's own GPO, if it was told
    std::string target_domain = {};              ///< imported: the domain it went into; may be empty
    core::Sha256Digest chain;                    ///< given by the ledger: SHA-256 over this row and the row before
    friend bool operator==(const Event&, const Event&) = default;
};

/// Where a trust policy stands: its newest revision, and the newest mark that a revision of it was imported.
struct TrustState {
    Event newest;
    std::optional<Event> imported = {};
};

enum class Access { read_only, read_write };

/// The record of every package made: SQLite with rows in a hash chain. The caller holds the estate's lock when writing.
class Ledger {
public:
    /// Opens, and with read_write creates, the ledger. One of schema version 1 is brought up to version 2, after a copy was kept beside it; read_only reads it through a copy in memory
    /// and leaves the file alone. Errors: ledger_damaged (not a database, foreign schema, newer version), file_system, ledger_locked.
    [[nodiscard]] static core::Result<Ledger> open(const std::filesystem::path& file, Access access);
    /// The copy of a ledger of schema version 1 that open() kept when it brought the ledger up to the newest version; nothing when it did not.
    [[nodiscard]] std::optional<std::filesystem::path> kept_copy() const;
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;
    ~Ledger();

    /// Appends durably; fills in sequence and chain of the returned event.
    [[nodiscard]] core::Result<Event> append(Event event);
    /// What the look-ups below return has proven its own chain value, from the row's content and the value of the row before: they fail with ledger_damaged on a row that
    /// was edited. The whole chain is verify_chain()'s.
    ///
    /// The newest recorded revision of a slug, or nothing.
    [[nodiscard]] core::Result<std::optional<Event>> newest(std::string_view slug) const;
    /// The newest recorded revision of a GPO GUID, or nothing.
    [[nodiscard]] core::Result<std::optional<Event>> newest(const core::Guid& gpo_guid) const;
    /// One recorded revision, or nothing.
    [[nodiscard]] core::Result<std::optional<Event>> find(std::string_view slug, unsigned revision) const;
    /// The GPO GUID a slug belongs to, or nothing.
    [[nodiscard]] core::Result<std::optional<core::Guid>> owner_of(std::string_view slug) const;
    /// A slug and those made of it where it was taken ("mail", "mail-1a2b3c4d"), as far as they are on record, sorted.
    [[nodiscard]] core::Result<std::vector<std::string>> slugs_like(std::string_view slug) const;
    /// The domains there are packages for, sorted; the empty one is the unknown domain.
    [[nodiscard]] core::Result<std::vector<std::string>> domains() const;
    /// Where every trust policy stands, sorted by slug. Costs index look-ups per policy, whatever the length of the history.
    [[nodiscard]] core::Result<std::vector<TrustState>> states() const;
    /// Every event of a slug in order, marks of imports too.
    [[nodiscard]] core::Result<std::vector<Event>> history(std::string_view slug) const;
    /// The newest row of all, or nothing.
    [[nodiscard]] core::Result<std::optional<Event>> last() const;
    /// Hands every event in order to `take`, one at a time, until it fails. Each is proven against the row before it: the first that does not fit is named and ends it.
    [[nodiscard]] core::Result<void> for_each_event(const std::function<core::Result<void>(const Event&)>& take) const;
    /// Every event in order, as the rows stand and without a proof.
    [[nodiscard]] core::Result<std::vector<Event>> events() const;
    /// Recomputes the chain; fails (ledger_damaged) naming the first row that does not fit.
    [[nodiscard]] core::Result<void> verify_chain() const;

private:
    struct Database;
    explicit Ledger(std::unique_ptr<Database> database);
    std::unique_ptr<Database> m_database;
};

}  // namespace gpotrust::ledger
