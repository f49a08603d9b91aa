// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/core/secret.hpp"

namespace gpotrust::platform {

/// An environment variable as UTF-8, or nothing when it is not set. A variable that is set to nothing is an empty text.
[[nodiscard]] std::optional<std::string> environment_variable(std::string_view name);
/// The same for passwords: no copy outlives the call but the result (and the environment itself).
[[nodiscard]] std::optional<core::SecretBytes> secret_environment_variable(std::string_view name);

/// The arguments without the program's name, as UTF-8. On Windows the real command line is asked, since argv has lost characters there.
/// Fails with usage when an argument is not UTF-8.
[[nodiscard]] core::Result<std::vector<std::string>> utf8_arguments(int argc, char** argv);

/// The absolute path of the running program, or nothing where the system does not tell (no /proc).
[[nodiscard]] std::filesystem::path program_path();

/// Keeps keys and passwords out of crash dumps: to be called once, before anything secret is read.
void disable_core_dumps();

}  // namespace gpotrust::platform
