// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "support/golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/catch.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {
namespace {

namespace fs = std::filesystem;

bool updating() {
    const char* wanted = std::getenv("GPOTRUST_UPDATE_GOLDEN");
    return wanted != nullptr && std::string_view(wanted) == "1";
}

void write_tree(const core::FileTree& tree, const fs::path& folder) {
    fs::remove_all(folder);
    for (const auto& [path, content] : tree) {
        const fs::path file = folder / fs::path(path.text());
        fs::create_directories(file.parent_path());
        std::ofstream out(file, std::ios::binary);
        out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
        REQUIRE(out.good());
    }
}

core::FileTree read_tree(const fs::path& folder) {
    core::FileTree tree;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            tree.emplace(core::RelativePath::of(fs::relative(entry.path(), folder).generic_string()), file_bytes(entry.path()));
    }
    return tree;
}

std::string difference(const core::Bytes& made, const core::Bytes& golden) {
    const auto place = std::mismatch(made.begin(), made.end(), golden.begin(), golden.end());
    const auto offset = place.first - made.begin();
    const auto shown = [&](const core::Bytes& bytes) {
        const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, offset - 40);
        const std::ptrdiff_t end = std::min(static_cast<std::ptrdiff_t>(bytes.size()), offset + 40);
        return std::string(bytes.begin() + std::min(begin, end), bytes.begin() + end);
    };
    return "first difference at octet " + std::to_string(offset) + "\n  made:   " + shown(made) + "\n  golden: " + shown(golden);
}

}  // namespace

void compare_with_golden(const core::FileTree& tree, std::string_view name) {
    const fs::path folder = fs::path(GPOTRUST_SOURCE_DIR) / "tests" / "golden" / fs::path(std::string(name));
    if (updating()) return write_tree(tree, folder);
    INFO("golden tree " << name << "; GPOTRUST_UPDATE_GOLDEN=1 writes it anew");
    REQUIRE(fs::is_directory(folder));
    const core::FileTree golden = read_tree(folder);
    for (const auto& [path, content] : golden) {
        INFO(path.text());
        const auto made = tree.find(path);
        if (made == tree.end())
            FAIL_CHECK("not made");
        else if (made->second != content)
            FAIL_CHECK(difference(made->second, content));
    }
    for (const auto& [path, content] : tree) {
        INFO(path.text());
        if (golden.count(path) == 0) FAIL_CHECK("made, but not in the golden tree");
    }
}

}  // namespace gpotrust::test
