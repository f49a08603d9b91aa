// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gpotrust/core/guid.hpp"
#include "gpotrust/report/ledger_outcome.hpp"

namespace gpotrust::app {

struct LedgerShowRequest {
    std::filesystem::path estate;
    std::optional<std::string> package = {};  ///< slug, GPO name, GPO GUID or path of the newest revision; absent: every row
};

enum class LedgerFormat { json_lines, csv };

struct LedgerExportRequest {
    std::filesystem::path estate;
    LedgerFormat format = LedgerFormat::json_lines;
};

struct LedgerVerifyRequest {
    std::filesystem::path estate;
};

struct LedgerRebuildRequest {
    std::filesystem::path estate;
    bool allow_network_share = false;
};

struct MarkImportedRequest {
    std::filesystem::path estate;
    std::string package;
    core::UtcTime now{};
    std::string operator_name;              ///< who imported it; must not be empty
    std::optional<unsigned> revision = {};  ///< absent: the newest
    std::optional<core::Guid> guid = {};    ///< of the domain's own GPO
    std::string domain = {};                ///< it went into; may be empty
    bool allow_network_share = false;
};

/// The rows of the ledger, or the history of one package. A row that does not fit the chain ends it: what stands before is in the outcome, with the error.
[[nodiscard]] core::Result<report::LedgerShowOutcome> show_ledger(const LedgerShowRequest& request);

/// Writes every row in pieces of whole lines. Fails with ledger_damaged at the first row that does not fit, after all before it were written.
[[nodiscard]] core::Result<void> export_ledger(const LedgerExportRequest& request, const std::function<core::Result<void>(std::string_view)>& write);

/// Walks the chain row by row, then compares every recorded revision with the folder and zip on disk, and looks for revisions that nobody recorded.
[[nodiscard]] core::Result<report::LedgerVerifyOutcome> verify_ledger(const LedgerVerifyRequest& request);

/// Makes a new ledger from the packages on disk where the ledger is missing or damaged; a damaged one is moved aside. Fails with usage when it is sound.
[[nodiscard]] core::Result<report::LedgerRebuildOutcome> rebuild_ledger(const LedgerRebuildRequest& request);

/// Records that a revision was imported into a domain.
[[nodiscard]] core::Result<report::LedgerMarkOutcome> mark_imported(const MarkImportedRequest& request);

}  // namespace gpotrust::app
