// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "gpotrust/core/text.hpp"
#include "report/blocks.hpp"
#include "report/ledger_rows.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using ledger::Event;

constexpr std::size_t k_cells = 6;
using Cells = std::array<std::string, k_cells>;

std::string until_cell(const Event& event) {
    if (const auto end = end_of(event)) return core::to_date(*end);
    const bool distrusts = !event.certificates.empty();
    return distrusts ? "no trust" : "retired";
}

/// Who did it; of an import also where it went.
std::string who_cell(const Event& event) {
    std::string who = event.operator_name.empty() ? "-" : core::printable(event.operator_name);
    if (!event.target_domain.empty()) who += ", into " + core::printable(event.target_domain);
    if (event.target_guid) who += ", GPO " + core::to_braced_upper(*event.target_guid);
    return who;
}

Cells cells_of(const Event& event) {
    constexpr std::size_t k_to_the_minute = 16;
    std::string when = core::to_iso8601(event.time).substr(0, k_to_the_minute);
    std::replace(when.begin(), when.end(), 'T', ' ');
    return {when, core::printable(event.slug), core::printable(event.kind), std::to_string(event.revision), until_cell(event), who_cell(event)};
}

/// Of one package the column with its name says nothing new.
class Table {
public:
    explicit Table(bool one_package) : m_skipped(one_package ? 1 : k_cells) {}

    void add(Cells cells) {
        for (std::size_t i = 0; i < k_cells; ++i) m_widths[i] = std::max(m_widths[i], shown_width(cells[i]));
        m_rows.push_back(std::move(cells));
    }
    void print(Page& page) const {
        for (std::size_t row = 0; row < m_rows.size(); ++row) page.line(0, {{line_of(m_rows[row]), row == 0 ? Colour::dim : Colour::plain}});
    }

private:
    [[nodiscard]] std::string line_of(const Cells& cells) const {
        std::string line;
        for (std::size_t i = 0; i < k_cells; ++i) {
            if (i == m_skipped) continue;
            line += cells[i];
            if (i + 1 < k_cells) line.append(m_widths[i] - shown_width(cells[i]) + 2, ' ');
        }
        return line;
    }

    std::size_t m_skipped;
    std::array<std::size_t, k_cells> m_widths{};
    std::vector<Cells> m_rows = {};
};

constexpr std::string_view k_not_proven =
    "What the chain does not prove: that no rows are missing at the end, that nobody who can write the file made it anew from the beginning, and "
    "that what was written "
    "was true. The packages on disk are the second witness; keep the last chain value somewhere else to have a third.";

constexpr std::string_view k_not_rebuilt =
    "What packages cannot tell did not come back: marks of imports with who and where, whether a revision was packaged, renewed, retired or made "
    "again (all are adopted "
    "now), and events whose packages are gone. A backup copy of the ledger has them: put it in place of this one, and the next run adopts what it "
    "lacks.";

}  // namespace

std::string to_text(const LedgerShowOutcome& outcome, const TextStyle& style) {
    Page page(style);
    if (outcome.events.empty()) {
        if (!outcome.error) page.line(0, {{"the ledger has no rows yet"}});
        return std::move(page).text();
    }
    Table table(!outcome.slug.empty());
    table.add({"when", "package", "what", "revision", "until", "who"});
    for (const Event& event : outcome.events) table.add(cells_of(event));
    if (!outcome.slug.empty()) page.line(0, {{outcome.slug, Colour::bold}, {"  "}, {outcome.events.back().gpo_name}});
    table.print(page);
    return std::move(page).text();
}

std::string to_text(const LedgerVerifyOutcome& outcome, const TextStyle& style) {
    Page page(style);
    if (outcome.error && outcome.rows == 0) return {};
    const bool sound = outcome.chain_holds && outcome.findings.empty();
    page.line(0, {{outcome.estate, Colour::bold}, {"  "}, sound ? Span{"verifies", Colour::green} : Span{"does not verify", Colour::red}});
    page.field(2, {"chain", Colour::dim}, counted(outcome.rows, "row fits", "rows fit") + (outcome.chain_holds ? "" : ", and the next one does not"));
    if (outcome.last_chain) page.line(2, {{"last value ", Colour::dim}, {core::to_hex(*outcome.last_chain)}});  // to be copied, in one piece
    if (outcome.chain_holds)
        page.field(2, {"packages", Colour::dim},
                   counted(outcome.revisions, "recorded revision", "recorded revisions") + " compared with the disk, " +
                       counted(outcome.findings.size(), "difference", "differences"));
    for (const core::Finding& finding : outcome.findings) {
        page.gap();
        page.line(2, {{finding.path, Colour::bold}});
        findings_block(page, 4, std::span(&finding, 1));
    }
    page.gap();
    page.paragraph(2, k_not_proven);
    return std::move(page).text();
}

std::string to_text(const LedgerRebuildOutcome& outcome, const TextStyle& style) {
    Page page(style);
    if (outcome.moved_to)
        page.field(0, {"moved", Colour::dim}, "the old ledger is " + *outcome.moved_to + ": " + outcome.damage.value_or(core::Error()).message);
    for (const std::string& notice : outcome.notices) page.field(0, {"note", Colour::dim}, notice);
    if (outcome.error) return std::move(page).text();
    page.line(0, {{outcome.estate, Colour::bold}, {"  "}, {"new ledger with " + counted(outcome.rows, "row", "rows"), Colour::green}});
    page.gap();
    page.paragraph(2, k_not_rebuilt);
    return std::move(page).text();
}

std::string to_text(const LedgerMarkOutcome& outcome, const TextStyle& style) {
    Page page(style);
    for (const std::string& notice : outcome.notices) page.field(0, {"note", Colour::dim}, notice);
    if (!outcome.marked) return std::move(page).text();
    const Event& event = *outcome.marked;
    page.line(0, {{event.slug, Colour::bold}, {"  "}, {"revision " + std::to_string(event.revision) + " marked as imported", Colour::green}});
    page.field(2, {"by", Colour::dim}, who_cell(event));
    return std::move(page).text();
}

}  // namespace gpotrust::report
