// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using Ids = std::vector<std::string>;

TEST_CASE("selection: a list is sorted, without doubles, with what every package has") {
    CHECK(artefact::parse_selection("reg").value() == Ids{"certificates", "gpo-backup", "readme", "reg"});
    CHECK(artefact::parse_selection(" REG , lgpo,reg,readme").value() == Ids{"certificates", "gpo-backup", "lgpo", "readme", "reg"});
    CHECK(artefact::parse_selection("gpo-backup").value() == Ids{"certificates", "gpo-backup", "readme"});
    CHECK(artefact::parse_selection("all").value().empty());
}

TEST_CASE("selection: an unknown format is a usage error that names the nearest") {
    for (const auto& [list, hint] :
         std::vector<std::pair<std::string, std::string>>{{"lgop", "did you mean lgpo?"}, {"reg,prefernces", "did you mean preferences?"}}) {
        const auto refused = artefact::parse_selection(list);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == core::ErrorCode::usage);
        CHECK(refused.error().hint == hint);
    }
    for (const char* list : {"", ",", "reg,", "all,reg", "xyzzy"})
        CHECK_FALSE((artefact::parse_selection(list).has_value() && std::string(list) != "all"));
}

TEST_CASE("selection: nothing chosen is everything, and ids of other versions are passed over") {
    CHECK(artefact::chosen_formats({}).size() == artefact::formats().size());
    CHECK(artefact::ids_of(artefact::chosen_formats(Ids{"reg", "carrier-pigeon"})) == Ids{"certificates", "gpo-backup", "readme", "reg"});
}

TEST_CASE("selection: the read-me tells of the formats that are there and of no other") {
    artefact::BuildContext context = context_for(mail_policy(), 1);
    context.formats = {"certificates", "gpo-backup", "readme", "reg"};
    const auto files = format_named("readme").build(mail_policy(), context);
    REQUIRE(files);
    const std::string_view text = core::as_text(file_ending(*files, "README.txt"));
    CHECK(text.find("Registry files for single machines") != std::string_view::npos);
    CHECK(text.find("LGPO.exe") == std::string_view::npos);
}

TEST_CASE("ordinary stores: certificates alone, with their octets, beside the policy's key") {
    const trust::TrustPolicy policy = mail_policy();
    const auto settings = *trust::settings_for(policy, trust::Side::computer);
    const auto store = artefact::ordinary_store_settings(settings);
    REQUIRE(store.size() == 1);
    CHECK(store[0].key ==
          "SOFTWARE\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\" + core::to_hex(policy.certificates[0].certificate.sha1()));
    CHECK(store[0].value == "Blob");
    CHECK(store[0].data == settings[0].data);
}
