// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "gpotrust/renewal/estate_file.hpp"

namespace gpotrust::app {

/// An estate file that was read: for `apply`, and for the schedules and contacts of `status` and `remind` (renewal::reminding_for).
struct FoundEstateFile {
    renewal::EstateFile file;
    std::filesystem::path path;    ///< absolute
    std::filesystem::path folder;  ///< where its relative paths begin
};

/// Reads the file that was named, else trust-estate.toml in the estate; nothing where that is not there. Fails with file_system when it cannot be read, with malformed_input, naming the file, when it is not
/// understood.
[[nodiscard]] core::Result<std::optional<FoundEstateFile>> find_estate_file(const std::optional<std::filesystem::path>& named,
                                                                            const std::filesystem::path& estate);

}  // namespace gpotrust::app
