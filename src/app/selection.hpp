// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Which certificates of an export are meant.
#pragma once

#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::app {

/// Marks the certificates that are meant. Where only the user can say, marks every candidate and returns the question (choice_needed).
[[nodiscard]] std::optional<core::Error> select_certificates(report::AssessedExport& assessed, const Judgement& judgement);

}  // namespace gpotrust::app
