// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/blocks.hpp"
#include "report/words.hpp"

namespace gpotrust::report {

std::string to_text(const CheckOutcome& outcome, core::UtcTime now, const TextStyle& style) {
    Page page(style);
    for (const AssessedExport& assessed : outcome.exports) {
        page.gap();
        export_block(page, assessed, now);
    }
    return std::move(page).text();
}

}  // namespace gpotrust::report
