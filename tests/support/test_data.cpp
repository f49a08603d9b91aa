// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "support/test_data.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

namespace gpotrust::test {

namespace fs = std::filesystem;

core::Bytes file_bytes(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    INFO("file " << path.generic_string());
    REQUIRE(in.good());
    return core::Bytes(std::istreambuf_iterator<char>(in), {});
}

core::Bytes project_file(std::string_view name) { return file_bytes(fs::path(GPOTRUST_SOURCE_DIR) / fs::path(std::string(name))); }

core::Bytes data_file(std::string_view name) { return file_bytes(fs::path(GPOTRUST_SOURCE_DIR) / "tests" / "data" / fs::path(std::string(name))); }

std::optional<fs::path> corpus() {
    if (const char* named = std::getenv("GPOTRUST_TEST_CORPUS"); named != nullptr && fs::is_directory(named)) return fs::path(named);
    fs::path beside = fs::path(GPOTRUST_SOURCE_DIR).parent_path() / "shared" / "corpus";
    if (fs::is_directory(beside)) return beside;
    return std::nullopt;
}

std::vector<fs::path> files_ending(const fs::path& folder, std::string_view ending) {
    std::vector<fs::path> found;
    const std::string wanted = core::ascii_lower(ending);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        if (core::ascii_lower(entry.path().filename().generic_string()).ends_with(wanted)) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

TemporaryFolder::TemporaryFolder() {
    std::random_device seed;
    m_path = fs::temp_directory_path() / ("gpotrust-test-" + std::to_string(seed()) + std::to_string(seed()));
    fs::create_directories(m_path);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

}  // namespace gpotrust::test
