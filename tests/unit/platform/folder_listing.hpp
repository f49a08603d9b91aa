// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {

/// Everything below a folder as UTF-8 paths with '/', sorted; by std::filesystem, not by the code under test.
inline std::vector<std::string> listing(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const auto name = entry.path().lexically_relative(folder).generic_u8string();
        names.emplace_back(name.begin(), name.end());
    }
    std::sort(names.begin(), names.end());
    return names;
}

inline std::string contents(const std::filesystem::path& path) { return std::string(core::as_text(file_bytes(path))); }

/// Counts operations and fails the one with the wanted number (from 1).
struct FailNth {
    int wanted;
    int error;
    int* count;
    template <class Operation>
    int operator()(Operation, const std::filesystem::path&) const {
        return ++*count == wanted ? error : 0;
    }
};

}  // namespace gpotrust::test
