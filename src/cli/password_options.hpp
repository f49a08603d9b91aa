// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/command_line.hpp"
#include "gpotrust/app/use_cases.hpp"

namespace gpotrust::cli {

/// Where the password of an export comes from; at most one of them.
struct PasswordOptions {
    std::optional<std::string> file = {};
    std::optional<std::string> variable = {};
    std::optional<std::string> descriptor = {};
};
void declare_passwords(CommandLine& line, PasswordOptions& options);
/// Nothing is read yet. The source is read once, however many exports ask. Fails with usage.
[[nodiscard]] core::Result<app::Passwords> passwords_of(const PasswordOptions& options);

}  // namespace gpotrust::cli
