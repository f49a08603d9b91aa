// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "gpotrust/core/text.hpp"
#include "gpotrust/trust/trust_policy.hpp"
#include "support/catch.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;
using Catch::Matchers::Contains;

namespace {

std::string guid_of(std::string_view name, std::string_view domain) { return core::to_braced_lower(make_identity(name, domain).value().guid); }

std::string slug_of(std::string_view name) { return make_slug(make_identity(name, "contoso.com").value(), nullptr, nullptr); }

std::string refusal(std::string_view name, std::string_view domain) {
    const auto identity = make_identity(name, domain);
    if (identity) return "accepted";
    CHECK(identity.error().code == core::ErrorCode::usage);
    CHECK_FALSE(identity.error().hint.empty());
    CHECK(core::is_utf8(identity.error().message));
    return identity.error().message;
}

}  // namespace

// python3: uuid.uuid5(uuid.UUID('59828796-95b7-4918-a62d-7bfb73ddc45e'), domain.lower() + '\0' + name.casefold())
TEST_CASE("identity: the GUID is the version 5 UUID of domain and name") {
    CHECK(guid_of("Trust Self Signed Certificate", "") == "{db4d1efb-7bca-5d0a-acdd-feda02ca011b}");
    CHECK(guid_of("Trust Self Signed Certificate", "contoso.com") == "{75f6cb27-ed79-54af-8392-1a4e84e7590b}");
    CHECK(guid_of("Trust Ärger Ω Ж 🔒", "contoso.com") == "{ccf4a990-c351-5719-820c-7236244b28e6}");
}

TEST_CASE("identity: case of name and domain and a trailing dot do not make another GPO") {
    const std::string guid = guid_of("Trust Ärger Ω Ж 🔒", "contoso.com");
    CHECK(guid_of("TRUST ÄRGER ω ж 🔒", "CONTOSO.Com.") == guid);
    CHECK(make_identity("TRUST x", "CONTOSO.Com.").value().name == "TRUST x");
    CHECK(make_identity("TRUST x", "CONTOSO.Com.").value().domain == "contoso.com");
    CHECK(guid_of("Trust Ärger Ω Ж 🔒", "contoso.org") != guid);
    CHECK(guid_of("Trust Arger Ω Ж 🔒", "contoso.com") != guid);
}

TEST_CASE("identity: name and domain cannot be shifted into each other") { CHECK(guid_of("bx", "a") != guid_of("x", "ab")); }

TEST_CASE("identity: any Unicode makes a GPO name, up to 255 UTF-16 units") {
    std::string emoji;
    for (int i = 0; i < 127; ++i) emoji += "🔒";
    CHECK(refusal(emoji + "x", "") == "accepted");
    CHECK_THAT(refusal(emoji + "xy", ""), Contains("256 UTF-16 units"));
    CHECK(refusal(std::string(255, 'x'), "") == "accepted");
    CHECK_THAT(refusal(std::string(256, 'x'), ""), Contains("256"));
    CHECK(refusal("\"quotes\" & ]]> <b> ; [x] \\ / {0}", "") == "accepted");
}

TEST_CASE("identity: names without anything to see or with control characters are refused") {
    CHECK_THAT(refusal("", ""), Contains("empty"));
    CHECK_THAT(refusal("   ", ""), Contains("empty"));
    CHECK_THAT(refusal("\xC2\xA0 \xE3\x80\x80", ""), Contains("empty"));
    CHECK_THAT(refusal("a\nb", ""), Contains("control"));
    CHECK_THAT(refusal(std::string("a\0b", 3), ""), Contains("control"));
    CHECK_THAT(refusal("a\x7F", ""), Contains("control"));
    CHECK_THAT(refusal("a\xC2\x85", ""), Contains("control"));
    CHECK_THAT(refusal("a\xEF\xBF\xBF", ""), Contains("XML"));
    CHECK_THAT(refusal("a\xC3", ""), Contains("UTF-8"));
}

TEST_CASE("identity: domains are DNS names") {
    for (const char* good :
         {"", "contoso.com", "a", "corp.example-1.net", "_msdcs.contoso.com", "xn--mnchen-3ya.example", "1.example", "contoso.com."}) {
        INFO(good);
        CHECK(refusal("x", good) == "accepted");
    }
    for (const std::string& bad :
         {std::string("."), std::string("a..b"), std::string(".a"), std::string("-a.b"), std::string("a-.b"), std::string("a b"),
          std::string("münchen.example"), std::string("a/b"), std::string("10.0.0.1"), std::string("a.b.."), std::string("a\nb"), std::string("\xC3"),
          std::string(64, 'a'), std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(62, 'a')}) {
        INFO(bad);
        CHECK_THAT(refusal("x", bad), Contains("DNS domain name"));
    }
    CHECK(refusal("x", std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(61, 'a')) == "accepted");
}

TEST_CASE("identity: without a domain Microsoft's fields carry a placeholder") {
    CHECK(domain_or_placeholder(make_identity("x", "").value()) == "unknown.invalid");
    CHECK(domain_or_placeholder(make_identity("x", "Contoso.com").value()) == "contoso.com");
}

TEST_CASE("slug: lower-case letters and digits of the name, one hyphen for the rest") {
    CHECK(slug_of("Trust Self Signed Certificate") == "trust-self-signed-certificate");
    CHECK(slug_of("  Mail: (EXCH01) & ]]> v2!  ") == "mail-exch01-v2");
    CHECK(slug_of("Ärger 1") == "rger-1");
    CHECK(slug_of("..\\..\\etc/passwd") == "etc-passwd");
}

TEST_CASE("slug: at most 40 characters, no hyphen at the end") {
    CHECK(slug_of(std::string(60, 'a')) == std::string(40, 'a'));
    CHECK(slug_of(std::string(39, 'a') + " b") == std::string(39, 'a'));
}

TEST_CASE("slug: nothing left, a device name of Windows or a taken slug get digits of the GUID") {
    const auto with_digits = [](std::string_view name, const std::string& base) {
        const GpoIdentity identity = make_identity(name, "contoso.com").value();
        return base + "-" + core::to_braced_lower(identity.guid).substr(1, 8);
    };
    CHECK(slug_of("信頼") == with_digits("信頼", ""));
    for (const char* device : {"CON", "nul", "Aux", "PRN", "com1", "LPT9", "COM0"})
        CHECK(slug_of(device) == with_digits(device, core::ascii_lower(device)));
    CHECK(slug_of("console") == "console");
    CHECK(slug_of("com10") == "com10");

    const std::string long_name(60, 'b');
    const auto taken = [](std::string_view slug, const void* context) { return slug == *static_cast<const std::string*>(context); };
    const std::string other = std::string(40, 'b');
    const std::string slug = make_slug(make_identity(long_name, "contoso.com").value(), taken, &other);
    CHECK(slug == with_digits(long_name, std::string(31, 'b')));
    CHECK(slug.size() == 40);
}

TEST_CASE("identity: the default GPO name tells what the certificate serves") {
    CHECK(default_gpo_name(test::mail_certificate()) == "Trust Self Signed Certificate - mail.example.org");
    CHECK(make_identity(default_gpo_name(test::mail_certificate()), "").has_value());
}
