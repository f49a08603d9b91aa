// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The zips come from tests/data/archive/make_zips.py.
#include <chrono>
#include <string>

#include "gpotrust/archive/zip.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

core::Error refusal(const core::Bytes& zip, const archive::ZipLimits& limits = {}) {
    const auto read = archive::read_zip(zip, limits);
    REQUIRE_FALSE(read);
    return read.error();
}

}  // namespace

TEST_CASE("read_zip: a deflated zip with folders and a comment is read") {
    const auto tree = archive::read_zip(test::data_file("archive/deflated.zip"));
    REQUIRE(tree);
    REQUIRE(tree->size() == 2);
    std::string lines;
    for (int i = 0; i < 20; ++i) lines += "the same line\n";
    CHECK(tree->at(core::RelativePath::of("folder/text.txt")) == core::to_bytes(lines));
    const core::Bytes& other = tree->at(core::RelativePath::of("other.bin"));
    REQUIRE(other.size() == 256);
    CHECK(other[255] == 255);
}

TEST_CASE("read_zip: a zip without entries is an empty tree") {
    const auto tree = archive::read_zip(test::data_file("archive/no-entries.zip"));
    REQUIRE(tree);
    CHECK(tree->empty());
}

TEST_CASE("read_zip: hostile and damaged zips are refused with a reason") {
    struct Case {
        const char* file;
        const char* reason;
    };
    const Case sample =
        GENERATE(Case{"name-traversal", "../evil.txt"}, Case{"name-inner-traversal", "a/../../evil.txt"}, Case{"name-absolute", "/etc/evil"},
                 Case{"name-backslash", "a\\b.txt"}, Case{"name-drive", "C:evil.txt"}, Case{"name-device", "device name"},
                 Case{"name-trailing-dot", "ends in a dot"}, Case{"name-control", "control character"}, Case{"name-nul", "holds a NUL"},
                 Case{"name-latin1", "not well-formed UTF-8"}, Case{"twice", ""}, Case{"twice-by-case", "\"DIR/A.txt\" appears twice"},
                 Case{"file-and-folder", "\"A/b.txt\" lies below another entry that is a file"},
                 Case{"folder-and-file", "\"a\" is a file and a folder at once"}, Case{"symlink", "\"link\" is a link or another special file"},
                 Case{"fifo", "\"pipe\" is a link or another special file"}, Case{"folder-with-content", "is a folder with content"},
                 Case{"bomb", "\"zeros\" unpacks to more than 200 times"}, Case{"encrypted", "\"a.txt\" is encrypted"},
                 Case{"wrong-checksum", "\"a.txt\" is damaged"}, Case{"two-names", "damaged"}, Case{"overlap", "share the octets from 0 on"},
                 Case{"two-ends", "two end records"}, Case{"too-many-announced", "more than the 1 entries"},
                 Case{"leading-octets", "directory does not fill"});
    CAPTURE(sample.file);
    const core::Error error = refusal(test::data_file(std::string("archive/") + sample.file + ".zip"));
    const bool is_beyond_limits = std::string_view(sample.file) == "bomb";
    CHECK(error.code == (is_beyond_limits ? core::ErrorCode::unsupported_input : core::ErrorCode::malformed_input));
    CHECK_THAT(error.message, Catch::Contains(sample.reason));
}

TEST_CASE("read_zip: a packing method this program does not read is unsupported, not damaged") {
    const core::Error error = refusal(test::data_file("archive/bzip2.zip"));
    CHECK(error.code == core::ErrorCode::unsupported_input);
    CHECK_THAT(error.message, Catch::Contains("\"a.txt\" is packed with method 12"));
}

TEST_CASE("read_zip: limits bound entries, octets and ratio") {
    const core::Bytes zip = test::data_file("archive/deflated.zip");  // 280 and 256 octets, 3 entries
    CHECK_THAT(refusal(zip, {2, 10'000, 200}).message, Catch::Contains("too many entries: 3, and at most 2"));
    CHECK_THAT(refusal(zip, {3, 535, 200}).message, Catch::Contains("\"other.bin\" exceeds the limit of 535"));
    CHECK_THAT(refusal(zip, {3, 536, 5}).message, Catch::Contains("\"folder/text.txt\" unpacks to more than 5 times"));
    CHECK(archive::read_zip(zip, {3, 536, 200}));
    CHECK(archive::read_zip(test::data_file("archive/bomb.zip"), {1, 1U << 20U, 2000}));
}

TEST_CASE("read_zip: every truncation is refused") {
    const core::Bytes zip = test::data_file("archive/canonical.zip");
    for (std::size_t size = 0; size < zip.size(); ++size) CHECK_FALSE(archive::read_zip(core::BytesView(zip).first(size)));
}

TEST_CASE("read_zip: a flipped octet in a content is always seen") {
    core::Bytes zip = test::data_file("archive/canonical.zip");
    for (const std::size_t offset : {35U, 36U, 37U, 38U, 39U}) {
        zip[offset] ^= 0x40U;
        CHECK_THAT(refusal(zip).message, Catch::Contains("\"a.txt\" is damaged"));
        zip[offset] ^= 0x40U;
    }
}

TEST_CASE("read_zip: thousands of forged end records cost nothing") {
    core::Bytes zip;
    for (int i = 0; i < 2900; ++i) {
        core::append(zip, core::as_bytes(std::string_view("PK\5\6\0\0\0\0\xFF\xFF\xFF\xFF", 12)));
        core::append_u32_le(zip, 0);
        core::append_u32_le(zip, static_cast<std::uint32_t>(zip.size() - 16));
        core::append_u16_le(zip, static_cast<std::uint16_t>(22 * (2899 - i)));
    }
    const auto before = std::chrono::steady_clock::now();
    CHECK_THAT(refusal(zip).message, Catch::Contains("too many end records"));
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(1));
}
