// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Windows only: UTF-16 for ...W functions.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gpotrust::platform {

/// UTF-8 to UTF-16; ill-formed input becomes U+FFFD.
[[nodiscard]] std::wstring widen(std::string_view text);
/// UTF-16 to UTF-8; lone surrogates become U+FFFD.
[[nodiscard]] std::string narrow(std::wstring_view text);
/// The path from the drive or share without ".", ".." and doubled separators; empty when the system refuses. libstdc++ does not know
/// shares: its absolute() and lexically_normal() turn "\\server\share" into a folder of the current drive.
[[nodiscard]] std::wstring full_name(const std::wstring& name);
/// The path for a ...W function. From 240 characters on it is made absolute and gets the prefix that lifts the limit of 260.
[[nodiscard]] std::wstring native_name(const std::filesystem::path& path);

}  // namespace gpotrust::platform
