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

TEST_CASE("recognise: a .reg file is foreign, also in UTF-16 with a byte-order mark") {
    CHECK(content_of("Windows Registry Editor Version 5.00\r\n") == Content::foreign);
    const std::string utf16("\xFF\xFEW\0i\0n\0d\0o\0w\0s\0 \0R\0e\0g\0i\0s\0t\0r\0y\0 \0E\0d\0i\0t\0o\0r\0", 48);
    CHECK(audit::foreign_kind(core::as_bytes(utf16)) == "a registry export (.reg)");
}

TEST_CASE("recognise: PEM and DER are left to the export reader") {
    CHECK(audit::recognise(test::data_file("cli/mail.pem")) == Content::maybe_export);
    CHECK(audit::recognise(test::data_file("cli/mail.cer")) == Content::maybe_export);
    CHECK(audit::recognise(test::data_file("cli/mail.pfx")) == Content::maybe_export);
}
