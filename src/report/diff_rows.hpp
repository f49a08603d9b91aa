// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// A comparison as people read it: one row for a certificate that stands in both sides, one list of settings.
#pragma once

#include <string>
#include <vector>

#include "gpotrust/report/outcome.hpp"

namespace gpotrust::report {

enum class Sign { added, removed, changed, kept };

/// A certificate of one store, with every side in which the same happens to it.
struct CertificateRow {
    Sign sign = Sign::kept;
    const audit::ComparedCertificate* one = nullptr;
    std::string sides = {};                    ///< "computer", "computer and user", "side unknown"
    std::vector<std::string> properties = {};  ///< what became of its properties, a sentence each
};
/// Added, removed, changed, kept.
[[nodiscard]] std::vector<CertificateRow> certificate_rows(const audit::Difference& difference);

struct SettingRow {
    Sign sign = Sign::added;
    const audit::ComparedSetting* one = nullptr;
    [[nodiscard]] const audit::ScopedSetting& shown() const { return one->after != nullptr ? *one->after : *one->before; }
};
/// By side, kind and key; without the empty keys of certificate stores, which count_skeleton() counts.
[[nodiscard]] std::vector<SettingRow> setting_rows(const audit::Difference& difference);

/// How many of each there are, certificates once for both sides, settings without empty keys of stores.
struct DiffCounts {
    std::size_t certificates_added = 0, certificates_removed = 0, certificates_changed = 0, certificates_kept = 0;
    std::size_t settings_added = 0, settings_changed = 0, settings_lost = 0;
    std::size_t skeleton_added = 0, skeleton_lost = 0;
    std::size_t files_added = 0, files_changed = 0, files_lost = 0;
    std::size_t facts_that_matter = 0;
};
[[nodiscard]] DiffCounts counts_of(const audit::Difference& difference);

}  // namespace gpotrust::report
