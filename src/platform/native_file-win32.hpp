// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <cstdint>
#include <system_error>

namespace gpotrust::platform {

/// The portable classes keep a HANDLE as a number; INVALID_HANDLE_VALUE is -1.
[[nodiscard]] inline HANDLE native_file(std::intptr_t file) { return reinterpret_cast<HANDLE>(file); }
[[nodiscard]] inline std::intptr_t portable_file(HANDLE file) { return reinterpret_cast<std::intptr_t>(file); }

/// What GetLastError() numbers mean, as far as messages and decisions need it.
[[nodiscard]] std::error_code meaning_of(DWORD error);

}  // namespace gpotrust::platform
