// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/plan.hpp"

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using Catch::Contains;
using renewal::Action;
using renewal::EstateFile;
using renewal::Offer;
using renewal::PlannedTrust;

namespace {

core::UtcTime at(const char* text) { return *core::parse_utc_time(text); }
const core::UtcTime k_now = at("2026-06-01");

core::Sha1Thumbprint thumb(char letter) {
    core::Sha1Thumbprint thumbprint;
    thumbprint.octets.fill(static_cast<std::uint8_t>(letter));
    return thumbprint;
}

ledger::RecordedCertificate entry(char letter, const char* role, const char* until = nullptr, const char* not_after = "2027-01-01") {
    ledger::RecordedCertificate recorded;
    recorded.sha1 = thumb(letter);
    recorded.store = std::string_view(role) == "distrusted" ? "Disallowed" : "TrustedPeople";
    recorded.role = role;
    recorded.not_before = at("2025-01-01");
    recorded.not_after = at(not_after);
    if (until != nullptr) recorded.until = at(until);
    return recorded;
}

ledger::TrustState on_record(const std::string& name, std::vector<ledger::RecordedCertificate> certificates) {
    ledger::TrustState state;
    state.newest.slug = core::ascii_lower(name);
    state.newest.gpo_name = name;
    state.newest.gpo_guid = trust::make_identity(name, "")->guid;
    state.newest.revision = 3;
    state.newest.certificates = std::move(certificates);
    return state;
}

EstateFile file_of(const std::string& more = "exports = 'a'") { return *renewal::parse_estate_file("[[trust]]\ngpo_name = 'Mail'\n" + more + "\n"); }

PlannedTrust planned(const EstateFile& file, const Offer& offer, const std::vector<ledger::RecordedCertificate>& certificates) {
    const std::vector<ledger::TrustState> states = {on_record("Mail", certificates)};
    const auto plan = renewal::make_plan(&file, {&offer, 1}, states, k_now);
    REQUIRE(plan.size() == 1);
    CHECK(plan.front().listed == std::size_t{0});
    return plan.front();
}

Offer offer_of(const std::string& letters) {
    Offer offer;
    for (const char letter : letters) offer.certificates.push_back(thumb(letter));
    return offer;
}

}  // namespace

TEST_CASE("plan: a trust that is not on record is packaged") {
    const EstateFile file = file_of();
    const Offer offer = offer_of("BA");
    const auto plan = renewal::make_plan(&file, {&offer, 1}, {}, k_now);
    REQUIRE(plan.size() == 1);
    CHECK(plan[0].action == Action::package);
    CHECK(plan[0].identity.name == "Mail");
    CHECK(plan[0].arriving == std::vector{thumb('A'), thumb('B')});
    CHECK(plan[0].slug.empty());
    CHECK_FALSE(plan[0].revision);
}

TEST_CASE("plan: the certificates on record are no reason to do anything, in whatever role") {
    CHECK(planned(file_of(), offer_of("A"), {entry('A', "current")}).action == Action::unchanged);
    CHECK(planned(file_of(), offer_of("A"), {entry('A', "next")}).action == Action::unchanged);
    // Fewer exports than on record: nothing is ever dropped for that.
    CHECK(planned(file_of(), offer_of("A"), {entry('A', "current"), entry('B', "current")}).action == Action::unchanged);
}

TEST_CASE("plan: another certificate in place of one in use is a renewal") {
    const PlannedTrust row = planned(file_of(), offer_of("BC"), {entry('A', "current"), entry('C', "current")});
    CHECK(row.action == Action::renew);
    CHECK(row.arriving == std::vector{thumb('B')});
    CHECK(row.missing == std::vector{thumb('A')});
    CHECK(row.slug == "mail");
    CHECK(row.revision == 3U);
}

TEST_CASE("plan: another certificate beside those in use is added") {
    CHECK(planned(file_of(), offer_of("AB"), {entry('A', "current")}).action == Action::add);
    // One on its way out is not in use, and need not be named any more.
    CHECK(planned(file_of(), offer_of("AB"), {entry('A', "current"), entry('C', "retiring", "2026-07-01")}).action == Action::add);
}

TEST_CASE("plan: a listed certificate on its way out stays beside all those in use") {
    const PlannedTrust row = planned(file_of(), offer_of("AB"), {entry('A', "retiring", "2026-07-01"), entry('B', "current")});
    CHECK(row.action == Action::add);
    CHECK(row.arriving.empty());
    CHECK(row.staying == std::vector{thumb('A')});
    CHECK_THAT(row.reason, Contains("stays"));
    // Its day has come and it is there still.
    CHECK(planned(file_of(), offer_of("AB"), {entry('A', "retiring", "2026-05-01"), entry('B', "current")}).action == Action::add);
    // In another store it is in use: nothing is to be done.
    CHECK(planned(file_of(), offer_of("A"), {entry('A', "retiring", "2026-07-01"), entry('A', "current")}).action == Action::unchanged);
}

TEST_CASE("plan: a file that lists what was replaced and not what is in use is told so at once") {
    const PlannedTrust row = planned(file_of(), offer_of("A"), {entry('A', "retiring", "2026-07-01"), entry('B', "current")});
    CHECK(row.action == Action::fail);
    REQUIRE(row.error);
    CHECK(row.error->code == core::ErrorCode::unfit);
    CHECK_THAT(row.reason, Contains(core::to_hex(thumb('A'))) && Contains(core::to_hex(thumb('B'))));
    CHECK(planned(file_of(), offer_of("AC"), {entry('A', "retiring", "2026-07-01"), entry('B', "current")}).action == Action::fail);
}

TEST_CASE("plan: what has ended is dropped, in its last second not yet") {
    CHECK(planned(file_of(), offer_of("B"), {entry('A', "retiring", "2026-06-01"), entry('B', "current")}).action == Action::drop);
    CHECK(planned(file_of(), offer_of("B"), {entry('A', "retiring", "2026-06-01T00:00:01Z"), entry('B', "current")}).action == Action::unchanged);
    const PlannedTrust renewed = planned(file_of(), offer_of("C"), {entry('A', "retiring", "2026-06-01"), entry('B', "current")});
    CHECK(renewed.action == Action::renew);
    CHECK(renewed.holds_ended);
}

TEST_CASE("plan: a renewal that is due and has no export is told") {
    CHECK_THAT(planned(file_of(), offer_of("A"), {entry('A', "current", nullptr, "2026-07-01")}).reason,
               Contains("renewal is due") && Contains("2026-07-01"));
    CHECK_THAT(planned(file_of(), offer_of("A"), {entry('A', "current", nullptr, "2026-05-01")}).reason, Contains("expired on 2026-05-01"));
    CHECK_THAT(planned(file_of("exports = 'a'\nrenew_before = 10"), offer_of("A"), {entry('A', "current", nullptr, "2026-07-01")}).reason,
               !Contains("due"));
}

TEST_CASE("plan: retirement is made once, and distrust after it") {
    const EstateFile retired = file_of("retired = true");
    const EstateFile distrusted = file_of("distrust = true");
    CHECK(planned(retired, {}, {entry('A', "current"), entry('B', "retiring", "2026-07-01")}).action == Action::retire);
    CHECK(planned(retired, {}, {}).action == Action::unchanged);
    CHECK(planned(distrusted, {}, {entry('A', "current")}).action == Action::distrust);
    CHECK(planned(distrusted, {}, {entry('A', "distrusted")}).action == Action::unchanged);
    CHECK(planned(distrusted, {}, {entry('A', "distrusted"), entry('B', "current")}).action == Action::distrust);
    // Retired alone does not take a distrust back.
    CHECK(planned(retired, {}, {entry('A', "distrusted")}).action == Action::unchanged);
    CHECK(planned(retired, {}, {entry('A', "distrusted"), entry('B', "current")}).action == Action::retire);
}

TEST_CASE("plan: a certificate that is distrusted in one entry and trusted in another is not distrusted") {
    const std::vector<ledger::RecordedCertificate> both = {entry('A', "distrusted"), entry('A', "current")};
    CHECK(planned(file_of("distrust = true"), {}, both).action == Action::distrust);
    CHECK(planned(file_of("retired = true"), {}, both).action == Action::retire);
}

TEST_CASE("plan: distrust that has no certificate to hold to is a failure") {
    const EstateFile file = file_of("domain = 'contoso.com'\ndistrust = true");
    std::vector<ledger::TrustState> states = {on_record("Mail", {})};
    states[0].newest.domain = "contoso.com";
    states[0].newest.gpo_guid = file.trusts[0].identity.guid;
    for (const auto& recorded : {states, std::vector<ledger::TrustState>()}) {
        const auto plan = renewal::make_plan(&file, {}, recorded, k_now);
        REQUIRE(plan.size() == 1);
        CHECK(plan[0].action == Action::fail);
        REQUIRE(plan[0].error);
        CHECK(plan[0].error->code == core::ErrorCode::unfit);
        CHECK_THAT(plan[0].error->hint, Contains("package --add --store Disallowed --gpo-name \"Mail\" --domain contoso.com EXPORT"));
    }
}

TEST_CASE("plan: what has ended is dropped although the rest fails, and the failure is told") {
    Offer offer;
    offer.error = core::Error{core::ErrorCode::wrong_password, "no", {}, {}};
    const PlannedTrust row = planned(file_of(), offer, {entry('A', "retiring", "2026-06-01"), entry('B', "current")});
    CHECK(row.action == Action::drop);
    REQUIRE(row.error);
    CHECK(row.error->code == core::ErrorCode::wrong_password);
    CHECK_THAT(row.reason, Contains("has reached its end") && Contains("no"));
}

TEST_CASE("plan: a retired trust without a package needs none") {
    const EstateFile file = file_of("retired = true");
    const auto plan = renewal::make_plan(&file, {}, {}, k_now);
    REQUIRE(plan.size() == 1);
    CHECK(plan[0].action == Action::unchanged);
    CHECK_THAT(plan[0].reason, Contains("no package"));
}

TEST_CASE("plan: a retired trust that the file trusts again is packaged") {
    CHECK(planned(file_of(), offer_of("A"), {}).action == Action::package);
    CHECK(planned(file_of("exports = 'a'\nretired = false"), offer_of("A"), {}).action == Action::package);
}

TEST_CASE("plan: a distrusted certificate does not come back") {
    const PlannedTrust row = planned(file_of(), offer_of("A"), {entry('A', "distrusted")});
    CHECK(row.action == Action::fail);
    REQUIRE(row.error);
    CHECK(row.error->code == core::ErrorCode::unfit);
    CHECK(planned(file_of("exports = 'a'\nstores = 'Disallowed'"), offer_of("A"), {entry('A', "distrusted")}).action == Action::unchanged);
}

TEST_CASE("plan: exports that cannot be used fail their trust alone") {
    const EstateFile file = *renewal::parse_estate_file(
        "[[trust]]\ngpo_name = 'A'\nexports = 'a'\n[[trust]]\ngpo_name = 'B'\nexports = 'b'\n[[trust]]\ngpo_name = 'C'\nretired = true\n");
    std::vector<Offer> offers = {{}, offer_of("B"), {}};
    offers[0].error = offers[2].error = core::Error{core::ErrorCode::wrong_password, "no", {}, {}};
    const std::vector<ledger::TrustState> states = {on_record("C", {entry('C', "current")})};
    const auto plan = renewal::make_plan(&file, offers, states, k_now);
    REQUIRE(plan.size() == 3);
    CHECK(plan[0].action == Action::fail);
    CHECK(plan[0].error->code == core::ErrorCode::wrong_password);
    CHECK(plan[1].action == Action::package);
    CHECK(plan[2].action == Action::retire);
}

TEST_CASE("plan: what is on record and not in the file is named, and never retired") {
    const EstateFile file = file_of();
    const Offer offer = offer_of("A");
    const std::vector<ledger::TrustState> states = {on_record("Intranet", {entry('I', "current")}), on_record("Mail", {entry('A', "current")}),
                                                    on_record("Printer", {entry('P', "retiring", "2026-05-01"), entry('Q', "current")})};
    const auto plan = renewal::make_plan(&file, {&offer, 1}, states, k_now);
    REQUIRE(plan.size() == 3);
    CHECK(plan[0].identity.name == "Mail");
    CHECK(plan[1].identity.name == "Intranet");
    CHECK(plan[1].action == Action::unchanged);
    CHECK_FALSE(plan[1].listed);
    CHECK_THAT(plan[1].reason, Contains("not in the file"));
    CHECK(plan[2].action == Action::drop);
    CHECK_THAT(plan[2].reason, Contains("not in the file") && Contains("has reached its end"));
}

TEST_CASE("plan: without a file only what has ended is dropped") {
    const std::vector<ledger::TrustState> states = {on_record("Mail", {entry('A', "current")}),
                                                    on_record("Printer", {entry('P', "retiring", "2026-05-01"), entry('Q', "current")})};
    const auto plan = renewal::make_plan(nullptr, {}, states, k_now);
    REQUIRE(plan.size() == 2);
    CHECK(plan[0].action == Action::unchanged);
    CHECK_THAT(plan[0].reason, !Contains("file"));
    CHECK(plan[1].action == Action::drop);
}
