// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {

/// Which names a certificate must serve: those clients connect to, and those an Exchange server's roles ask for.
struct NameOptions {
    std::vector<std::string> names = {};
    std::vector<std::string> roles = {};
    std::optional<std::string> server = {};
    std::vector<std::string> published = {};
    std::vector<std::string> accepted_domains = {};
    bool require_names = false;
};
void declare_names(CommandLine& line, NameOptions& options);
/// Fails with usage: what is no name, an unknown role, a role without its server, a part that no role asks for.
[[nodiscard]] core::Result<void> set_names(const NameOptions& options, app::Judgement& judgement);

}  // namespace gpotrust::cli
