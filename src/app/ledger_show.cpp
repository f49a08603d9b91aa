// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/ledger_access.hpp"
#include "app/package_lookup.hpp"
#include "gpotrust/app/ledger_use_cases.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/report/print.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using ledger::Event;

core::Result<void> read_rows(const Estate& estate, const std::optional<std::string>& package, report::LedgerShowOutcome& outcome) {
    if (!package)
        return estate.ledger()->for_each_event([&outcome](const Event& event) {
            outcome.events.push_back(event);
            return core::Result<void>();
        });
    GPOTRUST_TRY_ASSIGN(const Event newest, find_package(estate, *package));
    outcome.slug = newest.slug;
    GPOTRUST_TRY_ASSIGN(outcome.events, estate.ledger()->history(newest.slug));
    return {};
}

}  // namespace

core::Result<report::LedgerShowOutcome> show_ledger(const LedgerShowRequest& request) {
    report::LedgerShowOutcome outcome;
    GPOTRUST_TRY_ASSIGN(const std::filesystem::path root, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(root);
    auto estate = open_to_read_ledger(root);
    auto read = estate ? read_rows(*estate, request.package, outcome) : core::Result<void>(core::fail(estate.error()));
    if (read) return outcome;
    if (core::exit_code_for(read.error().code) == core::ExitCode::usage) return core::fail(std::move(read).error());
    outcome.exit_code = core::exit_code_for(read.error().code);
    outcome.error = std::move(read).error();
    return outcome;
}

core::Result<void> export_ledger(const LedgerExportRequest& request, const std::function<core::Result<void>(std::string_view)>& write) {
    constexpr std::size_t k_piece = 64U << 10U;
    const bool as_csv = request.format == LedgerFormat::csv;
    GPOTRUST_TRY_ASSIGN(const Estate estate, open_to_read_ledger(request.estate));
    std::string piece = as_csv ? report::ledger_csv_head() : std::string();
    const auto add = [&](const Event& event) -> core::Result<void> {
        piece += as_csv ? report::ledger_csv_line(event) : report::ledger_json_line(event);
        if (piece.size() < k_piece) return {};
        GPOTRUST_TRY(write(piece));
        piece.clear();
        return {};
    };
    auto done = estate.ledger()->for_each_event(add);
    GPOTRUST_TRY(write(piece));  // what was sound before a row that is not
    return done;
}

}  // namespace gpotrust::app
