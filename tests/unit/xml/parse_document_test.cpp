// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <chrono>
#include <filesystem>
#include <string>

#include "gpotrust/xml/element.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

core::Result<xml::Element> parse(std::string_view text, const xml::ReadLimits& limits = {}) {
    return xml::parse_document(core::as_bytes(text), limits);
}

core::Error failure(std::string_view text, const xml::ReadLimits& limits = {}) {
    const auto parsed = parse(text, limits);
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

core::Bytes utf16(std::u16string_view text, bool big_endian) {
    core::Bytes octets;
    for (const char16_t unit : text) {
        const auto high = static_cast<std::uint8_t>(unit >> 8U);
        const auto low = static_cast<std::uint8_t>(unit & 0xFFU);
        octets.push_back(big_endian ? high : low);
        octets.push_back(big_endian ? low : high);
    }
    return octets;
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

}  // namespace

TEST_CASE("XML: elements, attributes and text arrive in document order") {
    const auto root = parse("<?xml version='1.0'?><!-- c --><bkp:r b='2' a=\"1&lt;&#x41;&#66;\"><x>1</x><y/><x>2</x></bkp:r>\n");
    REQUIRE(root);
    CHECK(root->name == "bkp:r");
    REQUIRE(root->attributes.size() == 2);
    CHECK(root->attributes[0].first == "b");
    CHECK(*root->attribute("a") == "1<AB");
    CHECK(root->attribute("c") == nullptr);
    REQUIRE(root->children.size() == 3);
    CHECK(root->child("x")->text == "1");
    CHECK(root->child("z") == nullptr);
    CHECK(root->children[2].text == "2");
}

TEST_CASE("XML: text and CDATA are joined, a split CDATA end is whole again") {
    CHECK(parse("<a> x<![CDATA[<&>]]]]><![CDATA[>]]>&amp;</a>")->text == " x<&>]]>&");
    CHECK(parse("<a> <![CDATA[]]> </a>")->text == "  ");
    CHECK(parse("<a>\r\n1\r2\n</a>")->text == "\n1\n2\n");
}

// Searched from each of them to the end of the document for the next '&', this would be 6 * 10^12 octets: minutes.
TEST_CASE("XML: eight megabytes of attributes and texts without a reference are read in one pass") {
    std::string element = "<e";
    for (char letter = 'a'; letter <= 'z'; ++letter) element.append(" ").append(1, letter).append("=''");
    const std::string text = "<r>" + repeated(element + ">x</e>", 60'000) + "</r>";
    REQUIRE(text.size() > 8'000'000);
    const auto start = std::chrono::steady_clock::now();
    CHECK(parse(text).has_value());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(300));
}

TEST_CASE("XML: indentation between child elements is no text") {
    const auto root = parse("<a>\n  <b/>\n</a>");
    REQUIRE(root);
    CHECK(root->text.empty());
    CHECK(parse("<a>\n  <b/>x</a>")->text == "\n  x");
}

TEST_CASE("XML: UTF-8 with mark, UTF-16 of both orders, with and without mark") {
    CHECK(parse("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xC3\xA9</a>")->text == "\xC3\xA9");
    for (const bool big_endian : {false, true}) {
        for (const char16_t* text : {u"\uFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?><a>\u00E9\U0001F512</a>",
                                     u"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>\u00E9\U0001F512</a>"}) {
            const auto root = xml::parse_document(utf16(text, big_endian));
            REQUIRE(root);
            CHECK(root->text == "\xC3\xA9\xF0\x9F\x94\x92");
        }
    }
}

TEST_CASE("XML: encodings that are not read, or not what the file says") {
    CHECK(failure("<?xml version=\"1.0\" encoding=\"windows-1252\"?><a/>").code == core::ErrorCode::unsupported_input);
    CHECK_THAT(failure("<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>").message, Catch::Contains("stored as UTF-8"));
    const auto wide = xml::parse_document(utf16(u"\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>", false));
    REQUIRE_FALSE(wide);
    CHECK_THAT(wide.error().message, Catch::Contains("stored as UTF-16"));
}

TEST_CASE("XML: ill-formed octets and forbidden characters are named by their offset") {
    CHECK_THAT(failure("<a>\xC3(</a>").message, Catch::Contains("UTF-8 at octet 3"));
    CHECK_THAT(failure("\xEF\xBB\xBF<a>\xFF</a>").message, Catch::Contains("octet 6"));
    CHECK_THAT(failure("<a>\xED\xA0\x80</a>").message, Catch::Contains("octet 3"));
    CHECK_THAT(failure("<a>\x01</a>").message, Catch::Contains("forbids at octet 3"));
    CHECK_THAT(failure(std::string_view("<a>\0</a>", 8)).message, Catch::Contains("forbids at octet 3"));
    CHECK_THAT(failure("<a>\xEF\xBF\xBF</a>").message, Catch::Contains("forbids at octet 3"));
    const auto lone = xml::parse_document(utf16(std::u16string_view(u"\xFEFF<a>\xD800</a>"), false));
    REQUIRE_FALSE(lone);
    CHECK_THAT(lone.error().message, Catch::Contains("octet 8"));
    const auto odd = xml::parse_document(core::as_bytes(std::string_view("\xFF\xFE<\0a", 5)));
    REQUIRE_FALSE(odd);
}

TEST_CASE("XML: faults of markup are named by their offset in the file") {
    struct Case {
        const char* document;
        const char* offset;
    };
    const Case sample =
        GENERATE(Case{"", "octet 0:"}, Case{"   ", "octet 3:"}, Case{"<a>", "octet 3:"}, Case{"<a></b>", "octet"}, Case{"<a/><b/>", "octet 4:"},
                 Case{"</a>", "octet 0:"}, Case{"<a/>x", "octet 4:"}, Case{"x<a/>", "octet 0:"}, Case{"<a>&nbsp;</a>", "octet 3:"},
                 Case{"<a>&</a>", "octet 3:"}, Case{"<a>&amp</a>", "octet 3:"}, Case{"<a>&#0;</a>", "octet 3:"}, Case{"<a>&#x1F;</a>", "octet 3:"},
                 Case{"<a>&#xD800;</a>", "octet 3:"}, Case{"<a>&#xFFFF;</a>", "octet 3:"}, Case{"<a>&#x110000;</a>", "octet 3:"},
                 Case{"<a>&#99999999999;</a>", "octet 3:"}, Case{"<a>&#-5;</a>", "octet 3:"}, Case{"<a>&#;</a>", "octet 3:"},
                 Case{"<a b=\"&x;\"/>", "octet 6:"}, Case{"<a b=\"<\"/>", "octet 6:"}, Case{"<a b=c/>", "octet 5:"}, Case{"<a b/>", "octet 4:"},
                 Case{"<a b=\"1\"c=\"2\"/>", "octet 8:"}, Case{"<a b=\"1/>", "octet 5:"}, Case{"<a <b/>", "octet 3:"}, Case{"<a><</a>", "octet 4:"},
                 Case{"<a>]]></a>", "octet 3:"}, Case{"<a><![CDATA[x</a>", "octet 3:"}, Case{"<![CDATA[x]]><a/>", "octet 0:"},
                 Case{"<a><!-- -- --></a>", "octet 8:"}, Case{"<a><!-- </a>", "octet 3:"}, Case{"<?pi <a/>", "octet 0:"}, Case{"<a></a", "octet 6:"},
                 Case{"<1/>", "octet 1:"}, Case{"<a b='1' b='2'/>", "attribute twice"}, Case{"\xEF\xBB\xBF<a>&x;</a>", "octet 6:"});
    CAPTURE(sample.document);
    const core::Error error = failure(sample.document);
    CHECK(error.code == core::ErrorCode::malformed_input);
    CHECK_THAT(error.message, Catch::Contains(sample.offset));
}

TEST_CASE("XML: offsets count the octets of a UTF-16 file") {
    const auto parsed = xml::parse_document(utf16(u"\uFEFF<a>\u00E9\U0001F512&x;</a>", false));
    REQUIRE_FALSE(parsed);
    CHECK_THAT(parsed.error().message, Catch::Contains("octet 14:"));  // 2 + 2 * (3 + 1 + 2)
}

TEST_CASE("XML: document types, and with them entity bombs and external entities, are refused") {
    CHECK_THAT(failure("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>").message, Catch::Contains("octet 0: a DOCTYPE"));
    CHECK_THAT(failure("<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>").message, Catch::Contains("octet 22: a DOCTYPE"));
    CHECK_THAT(failure("<a><!ELEMENT b></a>").message, Catch::Contains("DOCTYPE"));
}

TEST_CASE("XML: limits of size, depth, elements and attributes hold, and deep nesting does not eat the stack") {
    CHECK_THAT(failure("<a></a>", {6, 64, 10}).message, Catch::Contains("at most 6"));
    CHECK(parse("<a></a>", {7, 64, 10}));
    CHECK_THAT(failure("<a><b><c/></b></a>", {100, 2, 10}).message, Catch::Contains("more than 2 deep"));
    CHECK(parse("<a><b><c/></b></a>", {100, 3, 10}));
    CHECK_THAT(failure("<a><b/><b/></a>", {100, 3, 2}).message, Catch::Contains("more than 2 elements"));
    CHECK_THAT(failure(repeated("<a>", 1'000'000)).message, Catch::Contains("more than 64 deep"));
    CHECK_THAT(failure(repeated("<a>", 1'000'000) + repeated("</a>", 1'000'000)).message, Catch::Contains("octet 192: elements more than 64 deep"));
    CHECK_THAT(failure("<r>" + repeated("<a/>", 1'000'000) + "</r>").message, Catch::Contains("more than 500000 elements"));
    std::string attributes;
    for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=''";
    CHECK_THAT(failure("<a" + attributes + "/>").message, Catch::Contains("more than 256 attributes"));
}

TEST_CASE("XML: megabytes of hostile text end in time") {
    const std::size_t size = 4U << 20U;
    const auto before = std::chrono::steady_clock::now();
    CHECK_FALSE(parse("<a>" + repeated("&", size)));
    CHECK_FALSE(parse("<a b='" + repeated("]]", size / 2)));
    CHECK_FALSE(parse("<a>" + repeated("<!--x-->", size / 8)));
    CHECK_FALSE(parse("<a>" + repeated("<!-", size / 3)));
    CHECK(parse("<a>" + repeated("&amp;", size / 5) + "</a>"));
    CHECK(std::chrono::steady_clock::now() - before <
          std::chrono::seconds(120));  // sanitizers included; a release build needs a fraction of a second
}

TEST_CASE("XML: every document of the backups in the corpus is read") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t count = 0;
    for (const char* ending : {".xml", ".cmtx", ".migtable"}) {
        for (const auto& path : test::files_ending(corpus / "gpo-backups", ending)) {
            // Samba's generalised backups hold entities without declaring them, to be replaced as text before they are XML.
            if (path.string().find("generalized-gpo-backup") != std::string::npos) continue;
            CAPTURE(path.string());
            const auto root = xml::parse_document(test::file_bytes(path));
            if (!root) FAIL(root.error().message);
            ++count;
        }
    }
    CHECK(count >= 700);
}
