// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/report/print.hpp"
#include "report/page.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

/// How many there were, what changes, how many there are then.
struct Counts {
    std::size_t before = 0;
    std::size_t after = 0;

    [[nodiscard]] std::string text() const {
        const auto change = static_cast<long long>(after) - static_cast<long long>(before);
        return fmt::format("{:>6} {:>7} {:>6}", before, change == 0 ? std::string("0") : fmt::format("{:+}", change), after);
    }
};

void side_row(Page& page, const MergedSide& side) {
    const Counts certificates{side.certificates_before, side.foreign_certificates + side.certificates};
    const Counts settings{side.settings_before, side.foreign_settings + side.written - std::min(side.certificates, side.written)};
    page.line(2, {{fmt::format("{:<10}", trust::to_text(side.side))},
                  {certificates.text() + "    " + settings.text()},
                  {side.disabled ? "  disabled" : "", Colour::yellow}});
}

std::string_view words(const trust::TakenOver& taken) {
    if (taken.what == trust::Takeover::removed) return "was put there by the revision before, and goes where this one does not have it";
    return taken.same ? "was there already, and is this policy's from now on"
                      : "was there already with other properties, which go; it is this policy's from now on";
}

}  // namespace

std::string merge_text(const MergeSummary& summary, const trust::TrustPolicy& policy, const TextStyle& style) {
    Page page(style);
    page.line(0, {{"Merging into "}, {summary.gpo_name, Colour::bold}, {", backed up " + summary.backup_time + "Z"}});
    if (!summary.path.empty()) page.field(2, {"from", Colour::dim}, summary.path, 10);
    page.line(2, {{"          certificates             settings", Colour::dim}});
    page.line(2, {{"             GPO  policy  after       GPO  policy  after", Colour::dim}});
    for (const MergedSide& side : summary.sides) side_row(page, side);
    if (summary.foreign_files > 0)
        page.field(2, {"files", Colour::dim}, counted(summary.foreign_files, "other file", "other files") + " of the GPO, kept as they are", 10);
    for (const trust::TakenOver& taken : summary.taken) {
        if (taken.what == trust::Takeover::removed && !policy.certificates.empty()) continue;
        const std::string key = taken.setting.key.substr(taken.setting.key.rfind('\\') + 1);
        page.field(2, {trust::to_text(taken.side), Colour::dim}, fmt::format("{} {}", key, words(taken)), 10);
    }
    return std::move(page).text();
}

}  // namespace gpotrust::report
