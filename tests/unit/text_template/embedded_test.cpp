// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "text_template/embedded.hpp"

#include <algorithm>

#include "gpotrust/text_template/render.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using text_template::k_embedded_file_count;
using text_template::k_embedded_files;

TEST_CASE("embedded files: sorted by path, each once") {
    const auto not_ascending = [](const auto& a, const auto& b) { return a.path >= b.path; };
    CHECK(std::adjacent_find(k_embedded_files, k_embedded_files + k_embedded_file_count, not_ascending) == k_embedded_files + k_embedded_file_count);
}

TEST_CASE("embedded files: every one is found by its path and is the file of templates/ byte for byte") {
    for (std::size_t i = 0; i < k_embedded_file_count; ++i) {
        const auto& file = k_embedded_files[i];
        CAPTURE(file.path);
        CHECK(text_template::embedded(file.path).data() == file.text.data());
        CHECK((core::to_bytes(file.text) == test::data_file("../../templates/" + std::string(file.path))));
    }
}
