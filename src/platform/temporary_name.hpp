// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "platform/os.hpp"

namespace gpotrust::platform {

inline constexpr std::string_view k_temporary_start = ".gpotrust-";
inline constexpr std::string_view k_temporary_end = ".tmp";
inline constexpr std::string_view k_staging_start = ".staging-";

/// Calls `make` with "<start><process>-<number><end>" in a folder, counting up until the name is not taken; returns what it made.
template <class Make>
auto with_free_name(const fs::path& folder, std::string_view start, std::string_view end, Make make) -> decltype(make(folder)) {
    constexpr unsigned k_most_attempts = 1000;
    for (unsigned number = 0;; ++number) {
        const std::string name = std::string(start) + std::to_string(process_number()) + "-" + std::to_string(number) + std::string(end);
        auto made = make(folder / name);
        const bool is_taken = !made.has_value() && made.error() == std::errc::file_exists;
        if (!is_taken || number == k_most_attempts) return made;
    }
}

}  // namespace gpotrust::platform
