// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/xml/node.hpp"

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

std::string written(const xml::NodeDocument& document) { return std::string(core::as_text(xml::serialize_nodes(document).value())); }

xml::NodeDocument read(std::string_view text) { return xml::parse_nodes(core::as_bytes(text)).value(); }

}  // namespace

TEST_CASE("nodes: a document comes out as it went in, with declaration, comments, CDATA, white space and line ends") {
    const std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- (c) --><a:b xmlns:a=\"urn:a\" a:x=\"1 &amp; 2\">\r\n  <c><![CDATA[<raw>]]></c> \r\n  "
        "<d/>text<?go on?></a:b>\r\n";
    CHECK(written(read(text)) == text);
    const std::string plain = "<a>\n <b>1 &lt; 2</b>\n</a>";
    CHECK(written(read(plain)) == plain);
}

TEST_CASE("nodes: written twice it is the same, also where a carriage return came as a reference") {
    const std::string once = written(read("<a>\r\n<b>1&#13;&#10;2</b><c d=\"&#13;&#10;\"/></a>"));
    CHECK(written(read(once)) == once);
    CHECK(once.find("d=\"&#13;&#10;\"") != std::string::npos);
}

TEST_CASE("nodes: UTF-16 stays UTF-16") {
    const core::Bytes text = core::utf8_to_utf16le("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<a>\xC3\xA4</a>").value();
    CHECK(xml::serialize_nodes(xml::parse_nodes(text).value()).value() == text);
}

TEST_CASE("nodes: a text is put in the place of the old one, as CDATA where there was some") {
    xml::NodeDocument document = read("<a><b><![CDATA[1]]></b><c>1</c><d/></a>");
    for (xml::Node& node : document.root().children) node.set_text("]]>", true);
    // XML 1.0 2.7: the end mark must not stand inside a section.
    CHECK(written(document) == "<a><b><![CDATA[]]]]><![CDATA[>]]></b><c>]]&gt;</c><d><![CDATA[]]]]><![CDATA[>]]></d></a>");
    CHECK(document.root().child("b")->text() == "]]>");
    document.root().child("c")->set_text("", true);
    CHECK(document.root().child("c")->children.empty());
}

TEST_CASE("nodes: what a reader refuses is refused, and so is what XML cannot carry") {
    CHECK_FALSE(xml::parse_nodes(core::as_bytes("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")).has_value());
    CHECK_FALSE(xml::parse_nodes(core::as_bytes("<a>")).has_value());
    xml::NodeDocument document = read("<a/>");
    document.root().set_text(std::string("\x01", 1), false);
    CHECK(xml::serialize_nodes(document).error().code == core::ErrorCode::usage);
}

TEST_CASE("nodes: every Backup.xml and gpreport.xml of the corpus says the same afterwards, and a second time the same octets") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t count = 0;
    for (const char* name : {"backup.xml", "gpreport.xml"}) {
        for (const auto& file : test::files_ending(corpus / "gpo-backups", name)) {
            const core::Bytes octets = test::file_bytes(file);
            const auto document = xml::parse_nodes(octets, {.octets = 64U << 20U});
            if (!document) continue;  // what cannot be read at all is another test's matter
            INFO(file.generic_string());
            const core::Bytes once = xml::serialize_nodes(*document).value();
            CHECK(xml::serialize_nodes(xml::parse_nodes(once, {.octets = 64U << 20U}).value()).value() == once);
            ++count;
        }
    }
    CHECK(count > 300);
}
