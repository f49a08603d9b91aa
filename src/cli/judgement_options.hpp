// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/name_options.hpp"
#include "cli/session.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {

/// What certificates are judged by: `check` and `package` share these.
struct JudgementOptions {
    std::optional<std::string> profile = {};
    std::vector<std::string> accepted = {};
    bool require_exportable = false;
    std::optional<std::string> thumbprint = {};
    bool all = false;
    NameOptions names = {};
};
void declare_judgement(CommandLine& line, JudgementOptions& options);
/// Fails with usage; warns about findings that cannot be accepted.
[[nodiscard]] core::Result<app::Judgement> judgement_of(const JudgementOptions& options, const Session& session);

}  // namespace gpotrust::cli
