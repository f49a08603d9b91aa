// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>

namespace gpotrust::test {

/// Makes a file or folder look as if it had last been written that long ago. Throws when the system refuses.
void set_age(const std::filesystem::path& path, std::chrono::seconds age);

}  // namespace gpotrust::test
