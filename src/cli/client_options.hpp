// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "gpotrust/trust/clients.hpp"

namespace gpotrust::cli {

/// The --for option; `help` says what it does to the command.
void declare_clients(CommandLine& line, std::vector<std::string>& names, std::string_view help);
/// The rows of the words given, separated by commas or in several --for; each once. Fails with usage for an unknown or empty word and for a family
/// that no package can serve.
[[nodiscard]] core::Result<std::vector<const trust::Client*>> clients_of(const std::vector<std::string>& names);

}  // namespace gpotrust::cli
