// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/archive/zip.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

core::FileTree sample_tree() {
    core::FileTree tree;
    tree.emplace(core::RelativePath::of("empty"), core::Bytes{});
    tree.emplace(core::RelativePath::of("b/\xC3\xA9.txt"), core::to_bytes("world\n"));
    tree.emplace(core::RelativePath::of("a.txt"), core::to_bytes("hello"));
    return tree;
}

std::string complaint(core::BytesView zip, const core::FileTree& tree) {
    const auto checked = archive::check_canonical(zip, tree);
    return checked ? "" : checked.error().message;
}

}  // namespace

TEST_CASE("canonical zip: every octet is the one of APPNOTE's layout") {
    const auto zip = archive::make_canonical_zip(sample_tree());
    REQUIRE(zip);
    CHECK(*zip == test::data_file("archive/canonical.zip"));
}

TEST_CASE("canonical zip: a tree without files is an end record alone") {
    const auto zip = archive::make_canonical_zip({});
    REQUIRE(zip);
    CHECK(*zip == test::data_file("archive/no-entries.zip"));
}

TEST_CASE("canonical zip: entries are sorted by the octets of their paths") {
    core::FileTree tree;
    for (const char* name : {"b", "B", "a/z", "a.txt", "a"}) tree.emplace(core::RelativePath::of(name), core::Bytes{});
    const auto zip = archive::make_canonical_zip(tree);
    REQUIRE(zip);
    std::string names;
    const std::string_view text = core::as_text(*zip);
    for (auto at = text.find("PK\1\2"); at != std::string_view::npos; at = text.find("PK\1\2", at + 4)) {
        names += std::string(text.substr(at + 46, core::read_u16_le(core::BytesView(*zip).subspan(at + 28)))) + " ";
    }
    CHECK(names == "B a a.txt a/z b ");
}

TEST_CASE("canonical zip: what was packed is read back") {
    const core::FileTree tree = sample_tree();
    const auto zip = archive::make_canonical_zip(tree);
    REQUIRE(zip);
    const auto read = archive::read_zip(*zip);
    REQUIRE(read);
    CHECK(*read == tree);
}

TEST_CASE("canonical zip: content of every octet and of several blocks survives") {
    core::FileTree tree;
    core::Bytes content;
    for (std::size_t i = 0; i < 300'000; ++i) content.push_back(static_cast<std::uint8_t>(i * i >> 7U));
    tree.emplace(core::RelativePath::of("gpo-backup/{31B2F340-016D-11D2-945F-00C04FB984F9}/registry.pol"), content);
    const auto zip = archive::make_canonical_zip(tree);
    REQUIRE(zip);
    const auto read = archive::read_zip(*zip);
    REQUIRE(read);
    CHECK(*read == tree);
}

TEST_CASE("check_canonical: the canonical zip passes") { CHECK(complaint(test::data_file("archive/canonical.zip"), sample_tree()).empty()); }

TEST_CASE("check_canonical: the first differing octet is named with the entry it lies in") {
    const core::Bytes good = test::data_file("archive/canonical.zip");
    struct Change {
        std::size_t offset;
        const char* place;
    };
    // Offsets as `xxd canonical.zip` shows them: 0 header of a.txt, 35 "hello", 40 header of b/..., 119 directory, 275 end record.
    const Change change =
        GENERATE(Change{10, "octet 10 differs, in the header of \"a.txt\""}, Change{36, "octet 36 differs, in the content of \"a.txt\""},
                 Change{46, "octet 46 differs, in the header of \"b/\xC3\xA9.txt\""},
                 Change{119, "octet 119 differs, in the directory entry of \"a.txt\""}, Change{296, "octet 296 differs, in the end record"});
    core::Bytes changed = good;
    changed[change.offset] ^= 0x20U;
    CHECK_THAT(complaint(changed, sample_tree()), Catch::Contains(change.place));
}

TEST_CASE("check_canonical: no flipped octet goes unseen") {
    const core::FileTree tree = sample_tree();
    core::Bytes zip = test::data_file("archive/canonical.zip");
    for (std::uint8_t& octet : zip) {
        octet ^= 1U;
        CHECK_FALSE(complaint(zip, tree).empty());
        octet ^= 1U;
    }
}

TEST_CASE("check_canonical: a zip cut short, lengthened, prefixed or repacked is named") {
    const core::FileTree tree = sample_tree();
    core::Bytes zip = test::data_file("archive/canonical.zip");
    CHECK_THAT(complaint(core::BytesView(zip).first(37), tree), Catch::Contains("it ends at octet 37, inside the content of \"a.txt\""));
    CHECK_THAT(complaint(core::BytesView(zip).first(35), tree), Catch::Contains("it ends at octet 35, inside the content of \"a.txt\""));
    CHECK_THAT(complaint({}, tree), Catch::Contains("it ends at octet 0"));
    zip.push_back(0);
    CHECK_THAT(complaint(zip, tree), Catch::Contains("1 octets follow its end at octet 297"));
    zip.pop_back();
    zip.insert(zip.begin(), 'M');
    CHECK_THAT(complaint(zip, tree), Catch::Contains("octet 0 differs"));
    const core::Bytes foreign = test::data_file("archive/deflated.zip");
    const auto unpacked = archive::read_zip(foreign);
    REQUIRE(unpacked);
    CHECK_FALSE(complaint(foreign, *unpacked).empty());
}
