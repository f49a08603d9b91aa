// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "gpotrust/audit/source.hpp"

namespace gpotrust::app {

/// A folder on disk. `root` is absolute; it may itself be a symbolic link, those below are left out.
class DiskSource final : public audit::Source {
public:
    explicit DiskSource(std::filesystem::path root) : m_root(std::move(root)) {}
    [[nodiscard]] core::Result<std::vector<audit::Entry>> list(const std::string& folder) const override;
    [[nodiscard]] core::Result<core::Bytes> read(const std::string& file, std::size_t limit) const override;
    [[nodiscard]] std::string shown(const std::string& path) const override;

private:
    [[nodiscard]] std::filesystem::path below_root(const std::string& path) const;
    std::filesystem::path m_root;
};

}  // namespace gpotrust::app
