// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/ledger/findings.hpp"

#include <array>
#include <utility>

namespace gpotrust::ledger {
namespace {

using core::FindingKind;
using core::Severity;

constexpr std::string_view k_source = "docs/decisions/0002-sqlite-ledger.md";

constexpr FindingKind kind_of(std::string_view code, std::string_view message, std::string_view hint) {
    return {.code = code, .severity = Severity::error, .message = message, .hint = hint, .source = k_source, .acceptable = false};
}

// In the order of Discrepancy.
constexpr std::array k_kinds{
    kind_of("LEDGER_CHAIN_BROKEN", "a row of the ledger, or the one before it, was changed after it was written",
            "compare with a backup copy of ledger.db; `gpotrust ledger rebuild` moves the ledger aside and makes a new one from the packages"),
    kind_of("LEDGER_PACKAGE_MISSING", "the ledger has this revision, and neither its folder nor its zip is there",
            "put a copy of the folder or zip back; the newest revision comes back by packaging its exports again"),
    kind_of("LEDGER_FOLDER_MISSING", "the ledger has this revision, and its folder is not there",
            "unpack the zip beside it into a folder of that name; of the newest revision the next run for that GPO does it"),
    kind_of("LEDGER_FOLDER_DIFFERS", "the folder is not the package that the ledger recorded",
            "find out who changed it before anybody imports it; `gpotrust verify` on the folder names the files, the zip may still be right"),
    kind_of("LEDGER_ZIP_MISSING", "the ledger has this revision, and its zip is not there",
            "the next run that writes into the estate makes it again from the folder"),
    kind_of("LEDGER_ZIP_DIFFERS", "the zip is not the one that the ledger recorded",
            "do not hand it on; move it away, and the next run that writes into the estate makes it again from the folder"),
    kind_of("LEDGER_NOT_RECORDED", "this revision is on disk, and the ledger does not have it",
            "if it is whole, the next run that writes into the estate adopts it; if it is not, move it away"),
};

}  // namespace

core::Finding finding_of(Discrepancy discrepancy, std::string_view detail, std::string path) {
    core::Finding finding = core::make_finding(k_kinds.at(static_cast<std::size_t>(discrepancy)), detail);
    finding.path = std::move(path);
    return finding;
}

std::span<const FindingKind> ledger_finding_kinds() { return k_kinds; }

}  // namespace gpotrust::ledger
