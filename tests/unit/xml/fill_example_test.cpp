// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "gpotrust/xml/element.hpp"
#include "gpotrust/xml/example_document.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using core::Slots;

namespace {

constexpr xml::WriteStyle k_plain{xml::Encoding::utf8, false, false};

core::Result<std::string> fill(std::string_view example, const Slots& slots = {}, const xml::WriteStyle& style = k_plain) {
    GPOTRUST_TRY_ASSIGN(const core::Bytes octets, xml::fill_example(example, slots, style));
    return std::string(core::as_text(octets));
}

core::Error failure(std::string_view example, const Slots& slots = {}) {
    const auto filled = fill(example, slots);
    REQUIRE_FALSE(filled);
    return filled.error();
}

Slots texts(std::map<std::string, std::string> values) { return {std::move(values), {}, {}}; }

}  // namespace

TEST_CASE("example: Backup.xml's first line comes out as Microsoft writes it") {
    const std::string_view line =
        R"(<?xml version="1.0" encoding="utf-8"?><!-- Copyright (c) Microsoft Corporation.  All rights reserved. --><GroupPolicyBackupScheme bkp:version="2.0" )"
        R"(bkp:type="GroupPolicyBackupTemplate" xmlns:bkp="http://www.microsoft.com/GroupPolicy/GPOOperations" xmlns="http://www.microsoft.com/GroupPolicy/GPOOperations">)"
        "\n    <GroupPolicyObject><FilePaths/><WMIFilter/></GroupPolicyObject> \n</GroupPolicyBackupScheme>\n";
    CHECK(fill(line, {}, {xml::Encoding::utf8, false, true}) == std::string(line));
}

TEST_CASE("example: a document without declaration stays without, and all on one line") {
    const std::string manifest =
        R"(<Backups xmlns="urn:m" xmlns:mfst="urn:m" mfst:version="1.0"><BackupInst><Comment><![CDATA[]]></Comment></BackupInst></Backups>)";
    CHECK(fill(manifest) == manifest);
    CHECK(fill(manifest + "\n") == manifest);
    CHECK(fill(manifest + "\n", {}, {}) == manifest + "\r\n");
    CHECK(fill(manifest, {}, {}) == manifest + "\r\n");
    CHECK(fill(manifest + " \n\n", {}, {}) == manifest + "\r\n");
}

TEST_CASE("example: white space, comments, instructions and self-closed elements stay as they are") {
    const std::string document =
        "<?xml version=\"1.0\"?>\n<!-- head -->\n<?pi do?>\n<a>\n\t<b/> <c> </c>\n  text <!-- in --> more\n</a>\n<!-- tail -->";
    CHECK(fill(document) == document);
}

TEST_CASE("example: every line end becomes CR LF when asked") {
    CHECK(fill("<a>\n <b/>\r\n</a>\n", {}, {xml::Encoding::utf8, true, true}) == "<a>\r\n <b/>\r\n</a>\r\n");
}

TEST_CASE("example: slots fill attributes, text and CDATA, with the escaping each needs") {
    const Slots slots = texts({{"v", "<\"R&D\" 'x'>"}});
    const auto filled = fill("<a b=\"[@{v}]\">@{v}<c><![CDATA[@{v}]]></c></a>", slots);
    REQUIRE(filled);
    CHECK_THAT(*filled, Catch::Contains("<![CDATA[<\"R&D\" 'x'>]]>"));
    CHECK_THAT(*filled, Catch::Contains("b=\"[&lt;&quot;R&amp;D&quot;"));
    CHECK_THAT(*filled, Catch::Contains("&lt;\"R&amp;D\" 'x'&gt;<c>"));
    const auto read = xml::parse_document(core::as_bytes(*filled));
    REQUIRE(read);
    CHECK(*read->attribute("b") == "[<\"R&D\" 'x'>]");
    CHECK(read->text == "<\"R&D\" 'x'>");
}

TEST_CASE("example: a CDATA section is split where a value holds its end, and only there") {
    CHECK(fill("<a><![CDATA[@{v}]]></a>", texts({{"v", "x]]>y"}})) == "<a><![CDATA[x]]]]><![CDATA[>y]]></a>");
    CHECK(fill("<a><![CDATA[@{v}]]></a>", texts({{"v", "[{A}{B}]"}})) == "<a><![CDATA[[{A}{B}]]]></a>");
    CHECK(fill("<a><![CDATA[@{v}>]]></a>", texts({{"v", "]]"}})) == "<a><![CDATA[]]]]><![CDATA[>]]></a>");
    CHECK(fill("<a><![CDATA[@{v}]]></a>", texts({{"v", ""}})) == "<a><![CDATA[]]></a>");
}

TEST_CASE("example: text may name several slots and values are not searched for slots") {
    CHECK(fill("<a>@{x}@{y} @ {z} @{x}</a>", texts({{"x", "@{y}"}, {"y", "2"}})) == "<a>@{y}2 @ {z} @{y}</a>");
}

TEST_CASE("example: any Unicode a name may hold comes through, in UTF-8 and in UTF-16") {
    const Slots slots = texts({{"v", "\xD0\xAF \xF0\x9F\x94\x92 \xC3\xA9"}});
    CHECK(fill("<a>@{v}</a>", slots) == "<a>\xD0\xAF \xF0\x9F\x94\x92 \xC3\xA9</a>");
    const auto wide =
        xml::fill_example("<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<a>@{v}</a>\n", slots, {xml::Encoding::utf16le_bom, true, false});
    REQUIRE(wide);
    std::u16string expected = u"\uFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<a>\u042F \U0001F512 \u00E9</a>";
    core::Bytes octets;
    for (const char16_t unit : expected) core::append_u16_le(octets, static_cast<std::uint16_t>(unit));
    CHECK(*wide == octets);
}

TEST_CASE("example: line ends in values survive in attributes and become the document's in text") {
    CHECK(fill("<a b=\"@{v}\"/>", texts({{"v", "1\r\n2\n3\t"}}), {xml::Encoding::utf8, true, false}) == "<a b=\"1&#13;&#10;2&#10;3&#09;\"/>");
    CHECK(fill("<a>@{v}</a>", texts({{"v", "1\r\n2\n3\r4"}}), {xml::Encoding::utf8, true, false}) == "<a>1\r\n2\r\n3\r\n4</a>");
    CHECK(fill("<a><![CDATA[@{v}]]></a>", texts({{"v", "1\r\n2\n3\r4"}})) == "<a><![CDATA[1\n2\n3\n4]]></a>");
}

TEST_CASE("example: an element is repeated for every entry, with the white space before it") {
    const std::string_view example = "<r xmlns:slot=\"urn:slot\" v=\"@{o}\">\n  <e slot:each=\"l\" n=\"@{n}\"><o>@{o}</o></e>\n</r>";
    const auto entry = [](const char* n) { return texts({{"n", n}}); };
    CHECK(fill(example, {{{"o", "x"}}, {}, {{"l", {entry("1"), entry("2")}}}}) ==
          "<r v=\"x\">\n  <e n=\"1\"><o>x</o></e>\n  <e n=\"2\"><o>x</o></e>\n</r>");
    CHECK(fill(example, {{{"o", "x"}}, {}, {{"l", {}}}}) == "<r v=\"x\">\n</r>");
}

TEST_CASE("example: lists nest and inner names hide outer ones") {
    const std::string_view example = "<r><a slot:each=\"l\" v=\"@{v}\"><b slot:each=\"m\">@{v}</b></a></r>";
    const Slots inner{{}, {}, {{"l", {Slots{{{"v", "1"}}, {}, {{"m", {texts({{"v", "2"}}), texts({{"v", "3"}})}}}}}}}};
    CHECK(fill(example, inner) == "<r><a v=\"1\"><b>2</b><b>3</b></a></r>");
}

TEST_CASE("example: if and unless keep or drop an element with the white space before it") {
    const std::string_view example = "<r>\n  <a slot:if=\"f\">@{x}</a>\n  <b slot:unless=\"f\"/>\n  <c/>\n</r>";
    CHECK(fill(example, {{{"x", "1"}}, {{"f", true}}, {}}) == "<r>\n  <a>1</a>\n  <c/>\n</r>");
    CHECK(fill(example, {{{"x", "1"}}, {{"f", false}}, {}}) == "<r>\n  <b/>\n  <c/>\n</r>");
}

TEST_CASE("example: a condition on a repeated element is asked for every entry") {
    const Slots slots{{}, {}, {{"l", {Slots{{{"n", "1"}}, {{"f", true}}, {}}, Slots{{{"n", "2"}}, {{"f", false}}, {}}}}}};
    CHECK(fill("<r><e slot:each=\"l\" slot:if=\"f\">@{n}</e></r>", slots) == "<r><e>1</e></r>");
}

TEST_CASE("example: an element without content is self-closed, one with an empty value is not") {
    CHECK(fill("<a><b/><c>@{v}</c></a>", texts({{"v", ""}})) == "<a><b/><c></c></a>");
}

TEST_CASE("example: missing and unused values are our faults") {
    CHECK(failure("<a>@{x}</a>").code == core::ErrorCode::internal);
    CHECK_THAT(failure("<a>@{x}</a>").message, Catch::Contains("\"x\", which nobody gives"));
    CHECK_THAT(failure("<a b=\"@{x}\"/>").message, Catch::Contains("\"x\""));
    CHECK_THAT(failure("<a><b slot:if=\"f\"/></a>").message, Catch::Contains("flag \"f\""));
    CHECK_THAT(failure("<a><b slot:each=\"l\"/></a>").message, Catch::Contains("list \"l\""));
    CHECK_THAT(failure("<a/>", texts({{"x", ""}})).message, Catch::Contains("never uses the value \"x\""));
    CHECK_THAT(failure("<a><b slot:each=\"l\"/></a>", {{}, {}, {{"l", {texts({{"x", ""}})}}}}).message, Catch::Contains("l[0].x"));
    CHECK_THAT(failure("<a><!-- @{x} --></a>", texts({{"x", ""}})).message, Catch::Contains("never uses"));
    CHECK(fill("<a><b slot:if=\"f\" c=\"@{x}\"><d slot:each=\"l\">@{y}</d></b></a>", {{{"x", ""}}, {{"f", false}}, {{"l", {texts({{"y", ""}})}}}}) ==
          "<a/>");
}

TEST_CASE("example: malformed examples are our faults") {
    for (const char* example : {"", "<a>", "<a></b>", "text", "<a/><b/>", "<a>@{x</a>", "<!DOCTYPE a><a/>", "<a slot:each=\"l\"/>",
                                "<a slot:if=\"f\"/>", "<a>&nbsp;</a>", "<a>\xFF</a>", "<?pi \x02?><a/>"}) {
        CAPTURE(example);
        CHECK(failure(example).code == core::ErrorCode::internal);
    }
}

TEST_CASE("example: values XML cannot carry are the user's to change") {
    const std::string nul("a\0b", 3);
    for (const std::string& value : {nul, std::string("\x1B[0m"), std::string("\x0B"), std::string("\xEF\xBF\xBE"), std::string("\xEF\xBF\xBF"),
                                     std::string("\xED\xA0\x80"), std::string("\xC3")}) {
        const core::Error error = failure("<a>@{v}</a>", texts({{"v", value}}));
        CHECK(error.code == core::ErrorCode::usage);
        CHECK_THAT(error.message, Catch::Contains("\"v\""));
    }
    CHECK(fill("<a>@{v}</a>", texts({{"v", "\x7F\xC2\x85\xEF\xBF\xBD"}})) == "<a>\x7F\xC2\x85\xEF\xBF\xBD</a>");
}

TEST_CASE("example: Microsoft's own documents come out octet for octet when taken as examples") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t same = 0;
    for (const char* name : {"Backup.xml", "bkupInfo.xml", "manifest.xml"}) {
        for (const auto& path : test::files_ending(corpus / "gpo-backups", name)) {
            const core::Bytes octets = test::file_bytes(path);
            const std::string_view text = core::as_text(octets);
            if (text.find("<?xml version='") == 0) continue;  // Python's quotes: not Microsoft's writer
            CAPTURE(path.string());
            const bool crlf = text.find("\r\n") != std::string_view::npos;
            CHECK(fill(text, {}, {xml::Encoding::utf8, crlf, text.back() == '\n'}) == std::string(text));
            ++same;
        }
    }
    CHECK(same >= 400);
}
