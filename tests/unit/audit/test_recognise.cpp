// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/recognise.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using audit::Content;

namespace {

Content content_of(std::string_view text) { return audit::recognise(core::as_bytes(text)); }

}  // namespace

TEST_CASE("recognise: a registry.pol and a zip are known by their first octets") {
    CHECK(content_of(std::string_view("PReg\x01\0\0\0", 8)) == Content::registry_policy);
    CHECK(content_of("PK\x03\x04rest") == Content::zip);
    CHECK(content_of("PK\x05\x06") == Content::zip);
    CHECK(content_of("PK") == Content::maybe_export);
    CHECK(content_of("") == Content::maybe_export);
}

TEST_CASE("recognise: a .reg file is known, also in UTF-16 with a byte-order mark, and preferences by their root") {
    CHECK(content_of("Windows Registry Editor Version 5.00\r\n") == Content::reg_file);
    CHECK(content_of("REGEDIT4\n") == Content::reg_file);
    CHECK(content_of("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<RegistrySettings clsid=\"\">") == Content::preferences);
    CHECK(content_of("<?xml version=\"1.0\"?><Groups/>") == Content::foreign);
    const std::string utf16("\xFF\xFEW\0i\0n\0d\0o\0w\0s\0 \0R\0e\0g\0i\0s\0t\0r\0y\0 \0E\0d\0i\0t\0o\0r\0", 48);
    CHECK(content_of(utf16) == Content::reg_file);
}

TEST_CASE("recognise: PEM and DER are left to the export reader") {
    CHECK(audit::recognise(test::data_file("cli/mail.pem")) == Content::maybe_export);
    CHECK(audit::recognise(test::data_file("cli/mail.cer")) == Content::maybe_export);
    CHECK(audit::recognise(test::data_file("cli/mail.pfx")) == Content::maybe_export);
}
