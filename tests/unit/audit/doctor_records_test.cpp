// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Expectations: [MS-GPREG] 2.2.1 and 3.2.5.1.
#include <algorithm>

#include "gpotrust/registry_policy/registry_pol.hpp"
#include "support/catch.hpp"
#include "unit/audit/doctor_sample.hpp"

using namespace gpotrust;
using registry_policy::Setting;
using registry_policy::ValueType;
using test::Codes;
using test::codes;
using test::dword;
using test::examined;
using test::policy;
using test::text;

namespace {

Codes codes_of(std::vector<Setting> settings) { return codes(examined(policy(std::move(settings)))); }
certificate::Certificate ok() { return test::certificate_file("certificate/ok.cer"); }
std::string stores(std::string_view below) { return std::string("Software\\Policies\\Microsoft\\SystemCertificates").append(below); }

}  // namespace

TEST_CASE("doctor: ordinary records are no finding") {
    CHECK(codes_of({dword("Software\\Policies\\A", "Number", 1),
                    text("Software\\Policies\\A", "Text", "x"),
                    registry_policy::key_only("Software\\B"),
                    {"Software\\C", "List", ValueType::multi_string, {0, 0}},
                    {"Software\\C", "", ValueType::string, {0, 0}}})
              .empty());
}

TEST_CASE("doctor: a damaged file is told with the octet") {
    audit::InspectedItem item = policy({});
    item.error = registry_policy::parse_registry_pol(test::data_file("cli/registry-truncated.pol")).error();
    const auto found = examined(item);
    REQUIRE(codes(found) == Codes{"error POL_DAMAGED"});
    REQUIRE(found[0].place.offset);
    CHECK(found[0].finding.message.find("octet " + std::to_string(*found[0].place.offset)) != std::string::npos);
}

TEST_CASE("doctor: of several files of a GPO the damaged one is named") {
    audit::InspectedItem item = policy({});
    item.path = "/sysvol/{A}";
    item.policies = {{.path = "Machine/Registry.pol"}, {.path = "User/Registry.pol", .side = trust::Side::user}};
    item.policies[1].error = core::Error{core::ErrorCode::malformed_input, "damaged registry.pol at octet 12: x", "", {}};
    const auto found = examined(item);
    REQUIRE(codes(found) == Codes{"error POL_DAMAGED"});
    CHECK(found[0].finding.path == "/sysvol/{A}/User/Registry.pol");
    CHECK(found[0].place.side == trust::Side::user);
    CHECK(found[0].place.offset == 12);
}

TEST_CASE("doctor: a hive in front of the key is an error however it is written, and not in a .reg file") {
    for (const std::string key :
         {"HKEY_LOCAL_MACHINE\\Software\\X", "hklm\\Software\\X", "HKCU:\\Software\\X", "\\HKLM\\Software\\X", "HKEY_USERS"}) {
        INFO(key);
        CHECK(codes_of({dword(key, "V", 1)}) == Codes{"error POL_HIVE_PREFIX"});
    }
    CHECK(codes_of({dword("HKLMX\\Software", "V", 1)}).empty());
    audit::InspectedItem reg = policy({dword("HKEY_USERS\\.DEFAULT\\Software", "V", 1)});
    reg.kind = "reg-file";
    CHECK(codes(examined(reg)).empty());
}

TEST_CASE("doctor: backslashes too many, and no key at all") {
    for (const std::string key : {"\\Software\\X", "Software\\X\\", "Software\\\\X", ""}) {
        INFO(key);
        CHECK(codes_of({dword(key, "V", 1)}) == Codes{"warning POL_KEY_SHAPE"});
    }
}

TEST_CASE("doctor: a value set twice, whatever its case; instructions and key-only records may stand twice") {
    CHECK(codes_of({dword("Software\\X", "Value", 1), dword("SOFTWARE\\x", "vALUE", 2)}) == Codes{"warning POL_DUPLICATE_VALUE"});
    CHECK(codes_of({dword("Software\\X", "A", 1), dword("Software\\X", "B", 1), dword("Software\\Y", "A", 1)}).empty());
    CHECK(codes_of({text("Software\\X", "**delvals.", " "), text("Software\\X", "**delvals.", " ")}).empty());
    CHECK(codes_of({registry_policy::key_only("Software\\X"), registry_policy::key_only("Software\\X")}).empty());
}

TEST_CASE("doctor: the second of two like values points to its own record") {
    const auto found = examined(policy({dword("Software\\X", "Value", 1), dword("Software\\X", "Value", 2)}));
    REQUIRE(found.size() == 1);
    CHECK(found[0].place.offset == 8 + 24 + 2 * 10 + 2 * 5 + 4);
}

TEST_CASE("doctor: numbers and texts of the wrong size") {
    const auto of = [](ValueType type, std::size_t size) { return codes_of({{"Software\\X", "V", type, core::Bytes(size)}}); };
    CHECK(of(ValueType::dword, 8) == Codes{"warning POL_DATA_SIZE"});
    CHECK(of(ValueType::dword, 4).empty());
    CHECK(of(ValueType::qword, 4) == Codes{"warning POL_DATA_SIZE"});
    CHECK(of(ValueType::string, 3) == Codes{"warning POL_DATA_SIZE"});
    CHECK(of(ValueType::multi_string, 2).empty());
    CHECK(of(ValueType::binary, 3).empty());
}

TEST_CASE("doctor: records beyond the specification's limits") {
    CHECK(codes_of({{"Software\\X", "V", ValueType::binary, core::Bytes(65'535)}}).empty());
    CHECK(codes_of({{"Software\\X", "V", ValueType::binary, core::Bytes(65'536)}}) == Codes{"warning POL_VALUE_TOO_LARGE"});
    CHECK(codes_of({dword("Software\\X", std::string(260, 'n'), 1)}) == Codes{"warning POL_VALUE_TOO_LARGE"});
}

TEST_CASE("doctor: instructions that take certificates away") {
    CHECK(codes_of({text(stores("\\TrustedPeople\\Certificates"), "**DeleteKeys", "ABC;DEF")}) == Codes{"warning POL_DELETES_CERTIFICATES"});
    CHECK(codes_of({text(stores("\\TrustedPeople\\Certificates\\ABC"), "**delvals.", " ")}) == Codes{"warning POL_DELETES_CERTIFICATES"});
    CHECK(codes_of({text("Software\\Policies\\Microsoft", "**DeleteKeys", "SystemCertificates")}) == Codes{"warning POL_DELETES_CERTIFICATES"});
    CHECK(codes_of({text("Software", "**deletekeys", "Software\\Policies\\Microsoft\\SystemCertificates\\Root")}) ==
          Codes{"warning POL_DELETES_CERTIFICATES"});
}

TEST_CASE("doctor: instructions that leave certificates alone") {
    CHECK(codes_of({text(stores("\\TrustedPublisher\\Safer"), "**delvals.", " ")}).empty());
    CHECK(codes_of({text(stores("\\AuthRoot"), "**del.DisableRootAutoUpdate", " ")}).empty());
    CHECK(codes_of({text("Software\\Policies\\Microsoft\\SystemCertificatesOther", "**DeleteKeys", "X")}).empty());
    CHECK(codes_of({text("Software\\Policies", "**DeleteKeys", "Microsoft")}).empty());
}

TEST_CASE("doctor: a deletion further up counts when it comes after the policy's own certificates") {
    const Setting above = text("Software\\Policies", "**DeleteKeys", "Microsoft");
    CHECK(codes_of({test::entry("TrustedPeople", ok()), above}) == Codes{"warning POL_DELETES_CERTIFICATES"});
    CHECK(codes_of({above, test::entry("TrustedPeople", ok())}).empty());
}

TEST_CASE("doctor: of very many like findings a hundred are kept, and the last tells of the rest") {
    std::vector<Setting> settings;
    for (int i = 0; i < 350; ++i) settings.push_back(dword("HKLM\\Software\\X" + std::to_string(i), "V", 1));
    const auto found = examined(policy(std::move(settings)));
    REQUIRE(found.size() == audit::k_most_alike);
    CHECK(found.back().finding.message.find("and 250 more of these") != std::string::npos);
}

TEST_CASE("doctor: certificates beyond the limit are told to be left out, and an error without a rule of its own is told") {
    std::vector<Setting> settings;
    for (std::size_t i = 0; i <= audit::k_most_certificates; ++i)
        settings.push_back(test::binary(test::certificate_key("TrustedPeople", std::to_string(i)), "Blob", {}));
    const auto found = examined(policy(std::move(settings)));
    REQUIRE(found.size() == audit::k_most_alike + 1);
    CHECK(std::count_if(found.begin(), found.end(), [](const audit::Diagnosis& d) { return d.finding.code == "GPO_UNREADABLE"; }) == 1);
    audit::InspectedItem item;
    item.path = "/x";
    item.kind = "package";
    item.error = core::Error{core::ErrorCode::file_system, "gone", "", {}};
    CHECK(codes(examined(item)) == Codes{"error GPO_UNREADABLE"});
}
TEST_CASE("doctor: no number of warnings of a code crowds out an error of that code") {
    audit::Diagnoses diagnoses;
    const auto add = [&](core::Severity severity) {
        audit::Diagnosis diagnosis;
        diagnosis.finding.code = "POL_X";
        diagnosis.finding.severity = severity;
        diagnoses.add(std::move(diagnosis));
    };
    for (std::size_t i = 0; i < audit::k_most_alike + 7; ++i) add(core::Severity::warning);
    add(core::Severity::error);
    const auto found = std::move(diagnoses).sorted();
    REQUIRE(found.size() == audit::k_most_alike + 1);
    CHECK(found.front().finding.severity == core::Severity::error);
    CHECK(found.front().finding.message.empty());
    CHECK(found.back().finding.message.find("and 7 more of these") != std::string::npos);
}

