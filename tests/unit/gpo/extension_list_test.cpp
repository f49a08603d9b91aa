// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/extension_list.hpp"

#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/extension_names.hpp"
#include "gpotrust/xml/element.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using gpo::ExtensionGroup;
using gpo::parse_extension_list;
using gpo::public_key_extensions;
using gpo::serialize_extension_list;

namespace {

// nsacyber/Windows-Secure-Host-Baseline, GPO "DoD Root Certificates"
constexpr std::string_view k_real_computer =
    "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]"
    "[{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]";

std::string error_of(std::string_view text) {
    const auto parsed = parse_extension_list(text);
    return parsed ? "" : parsed.error().text();
}

/// Every extension list of a Backup.xml.
std::vector<std::string> lists_of(const std::filesystem::path& file) {
    const auto root = xml::parse_document(test::file_bytes(file));
    const xml::Element* gpo = root ? root->child("GroupPolicyObject") : nullptr;
    const xml::Element* settings = gpo != nullptr ? gpo->child("GroupPolicyCoreSettings") : nullptr;
    if (settings == nullptr) return {};
    std::vector<std::string> lists;
    for (const std::string_view name : {"MachineExtensionGuids", "UserExtensionGuids"}) {
        if (const xml::Element* list = settings->child(name); list != nullptr && list->text.find('[') != std::string::npos)
            lists.push_back(list->text);
    }
    return lists;
}

}  // namespace

TEST_CASE("extension list: the computer side is what a real GPO with certificates has, the user side its first bracket") {
    CHECK(serialize_extension_list(public_key_extensions(true)) == k_real_computer);
    CHECK(serialize_extension_list(public_key_extensions(false)) == k_real_computer.substr(0, 78));
}

TEST_CASE("extension list: reading and writing are inverse, and the empty list is empty") {
    const auto groups = parse_extension_list(k_real_computer);
    REQUIRE(groups.has_value());
    REQUIRE(groups->size() == 2);
    CHECK(groups->front().tools.size() == 1);
    CHECK(serialize_extension_list(*groups) == k_real_computer);
    CHECK(parse_extension_list("")->empty());
    const auto from_lower = parse_extension_list(core::ascii_lower(k_real_computer));
    CHECK((from_lower.has_value() && *from_lower == *groups));
}

TEST_CASE("extension list: extensions out of sequence or twice are found, and another form is refused with the place") {
    const std::string first(k_real_computer.substr(0, 78));
    const std::string second(k_real_computer.substr(78));
    const auto stray = [](const std::string& text) {
        const auto groups = parse_extension_list(text);
        return groups && gpo::first_out_of_sequence(*groups) == &groups->at(1);
    };
    CHECK(stray(second + first));
    CHECK(stray(first + first));
    CHECK_FALSE(stray(first + second));
    CHECK(error_of("[]") == "extension list: GUID in braces expected at character 1");
    CHECK(error_of(first + " " + second) == "extension list: '[' expected at character 78");
    CHECK(error_of(first.substr(0, 77)) == "extension list: ']' expected at character 77");
    CHECK(error_of("[{35378EAC-683F-11D2-A89A-00C04FBBCFA}]") == "extension list: not a GUID in braces at character 1");
    CHECK(error_of("[35378EAC-683F-11D2-A89A-00C04FBBCFA2]") == "extension list: GUID in braces expected at character 1");
}

TEST_CASE("extension list: every list of every real backup is read, in sequence, and written back") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t count = 0;
    for (const auto& file : test::files_ending(corpus / "gpo-backups", "backup.xml")) {
        for (const std::string& list : lists_of(file)) {
            INFO(file.generic_string() << "\n" << list);
            const auto groups = parse_extension_list(list);
            CHECK((groups.has_value() && gpo::first_out_of_sequence(*groups) == nullptr));
            CHECK((groups.has_value() && core::ascii_iequals(serialize_extension_list(*groups), list)));
            ++count;
        }
    }
    CHECK(count > 100);
}

TEST_CASE("extension list: what is merged in stands in order, and nothing twice") {
    const auto groups = *parse_extension_list(
        "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]"
        "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]");
    const auto merged = gpo::merged_extensions(groups, public_key_extensions(true));
    CHECK(serialize_extension_list(merged) ==
          "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]"
          "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]"
          "[{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}{53D6AB1D-2488-11D1-A28C-00C04FB94F17}]");
    CHECK(gpo::merged_extensions(merged, public_key_extensions(true)) == merged);
}

TEST_CASE("extension names: Microsoft's words where there are any") {
    const auto name_of = [](std::string_view guid) { return gpo::name_of_extension(core::parse_guid(guid).value()); };
    CHECK(name_of("{35378eac-683f-11d2-a89a-00c04fbbcfa2}") == "Registry");
    CHECK(name_of("{53D6AB1D-2488-11D1-A28C-00C04FB94F17}") == "Certificates");
    CHECK(name_of("{00000000-0000-0000-0000-000000000000}") == "Preferences");
    CHECK(name_of("{F3CCC681-B74C-4060-9F26-CD84525DCA2A}") == "Audit policy");
    CHECK(name_of("{12345678-1234-1234-1234-123456789ABC}").empty());
}
