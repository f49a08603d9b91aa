// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "platform/os.hpp"

namespace gpotrust::platform {

[[nodiscard]] Outcome<std::intptr_t> open_lock_file(const fs::path& path);
/// True when the lock is ours now, false when another holds it.
[[nodiscard]] Outcome<bool> try_lock(std::intptr_t file, const fs::path& path);
/// Whether the open file still is the one that has this name.
[[nodiscard]] bool is_still_named(std::intptr_t file, const fs::path& path);
/// Closes a locked file and removes it.
void remove_lock_file(std::intptr_t file, const fs::path& path) noexcept;
/// Gives the lock up and closes the file.
void close_lock_file(std::intptr_t file) noexcept;

}  // namespace gpotrust::platform
