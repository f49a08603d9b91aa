// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "gpotrust/core/result.hpp"
#include "gpotrust/core/secret.hpp"

namespace gpotrust::platform {

namespace fs = std::filesystem;

enum class Stream { input, output, error };

[[nodiscard]] bool is_terminal(Stream stream);
/// The width of the terminal at standard output or error; 80 when neither is one.
[[nodiscard]] int terminal_columns();
/// Writes UTF-8 at once, unbuffered and without changing line ends; a Windows console gets UTF-16. False when not all of it could be written.
bool write_text(Stream stream, std::string_view text);

/// Longest secret any source may give, in octets.
inline constexpr std::size_t k_longest_secret = 4096;

/// Asks on the terminal without echo, not on the standard streams. Ctrl-C and other signals restore the terminal before they take effect.
/// Fails with password_needed when standard input is no terminal or the input ends. An empty answer is an empty secret.
[[nodiscard]] core::Result<core::SecretBytes> prompt_secret(std::string_view prompt);
/// The first line of a file, without its line end (LF or CR LF) and without a UTF-8 byte-order mark. Fails with password_needed when it cannot be read or
/// when group or others may read it (POSIX; pipes are taken as they are), with malformed_input when it is too long, UTF-16 or holds a NUL.
[[nodiscard]] core::Result<core::SecretBytes> read_secret_file(const fs::path& path);
/// The first line from an open descriptor, read octet by octet so that what follows stays for others. Fails as read_secret_file() does.
[[nodiscard]] core::Result<core::SecretBytes> read_secret_descriptor(int descriptor);

}  // namespace gpotrust::platform
