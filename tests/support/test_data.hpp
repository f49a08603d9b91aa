// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::test {

/// A file below tests/data. Fails the running test when it is missing.
[[nodiscard]] core::Bytes data_file(std::string_view name);
/// A file of the project, below its root.
[[nodiscard]] core::Bytes project_file(std::string_view name);
/// A file anywhere. Fails the running test when it is missing.
[[nodiscard]] core::Bytes file_bytes(const std::filesystem::path& path);

/// The shared corpus beside the project (../shared/corpus), or nothing. Tests that need it end with SKIP_WITHOUT_CORPUS.
[[nodiscard]] std::optional<std::filesystem::path> corpus();
/// All regular files below a folder whose name ends so (case-insensitive), sorted.
[[nodiscard]] std::vector<std::filesystem::path> files_ending(const std::filesystem::path& folder, std::string_view ending);

/// A folder of its own for one test, removed at its end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

}  // namespace gpotrust::test

/// Ends the test with a printed reason when the corpus is not beside the project.
#define GPOTRUST_NEED_CORPUS(name)                                 \
    const auto gpotrust_corpus_found = ::gpotrust::test::corpus(); \
    if (!gpotrust_corpus_found) {                                  \
        WARN("skipped: no ../shared/corpus beside the project");   \
        return;                                                    \
    }                                                              \
    const std::filesystem::path& name = *gpotrust_corpus_found
