// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/extension_list.hpp"

#include "gpotrust/core/text.hpp"
#include "gpotrust/xml/element.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using artefact::gpo_backup::ExtensionGroup;
using artefact::gpo_backup::parse_extension_list;
using artefact::gpo_backup::public_key_extensions;
using artefact::gpo_backup::serialize_extension_list;

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

TEST_CASE("extension list: extensions out of sequence, twice, or in another form are refused with the place") {
    const std::string first(k_real_computer.substr(0, 78));
    const std::string second(k_real_computer.substr(78));
    CHECK(error_of(second + first) == "extension list: extensions do not ascend at character 78");
    CHECK(error_of(first + first) == "extension list: extensions do not ascend at character 78");
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
            CHECK((groups.has_value() && core::ascii_iequals(serialize_extension_list(*groups), list)));
            ++count;
        }
    }
    CHECK(count > 100);
}
