// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/renew.hpp"

#include "gpotrust/trust/rotation.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using renewal::Change;
using trust::Role;
using trust::Store;
using trust::TrustPolicy;

namespace {

certificate::Certificate fixture(std::string_view name) {
    return certificate::Certificate::parse(test::data_file("renewal/" + std::string(name) + ".cer")).value();
}

core::UtcTime day(std::string_view text) { return core::parse_utc_time(text).value(); }

TrustPolicy policy(const std::vector<std::pair<std::string, Store>>& entries) {
    TrustPolicy made;
    made.identity = trust::make_identity("Trust mail", "contoso.com").value();
    made.scope = trust::Scope::computer;
    for (const auto& [name, store] : entries) made.certificates.push_back({fixture(name), store, Role::current, "as it was", {}});
    return trust::normalize(made).value();
}

core::Result<Change> renewed(const TrustPolicy& before, std::string_view next, renewal::RenewOptions options) {
    const std::vector<renewal::NextCertificate> list = {{fixture(next), "the next"}};
    return renewal::renew(before, list, options);
}

const trust::TrustedCertificate* entry_of(const TrustPolicy& made, std::string_view name, Store store = Store::trusted_people) {
    const certificate::Certificate wanted = fixture(name);
    for (const trust::TrustedCertificate& entry : made.certificates)
        if (entry.certificate == wanted && entry.store == store) return &entry;
    return nullptr;
}

std::vector<std::string> codes(const Change& change) {
    std::vector<std::string> found;
    for (const auto& [sha1, findings] : change.findings)
        for (const core::Finding& finding : findings) found.push_back(finding.code);
    return found;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("renew: a certificate that is not yet valid comes in as next, and the one in use stays until the overlap after that is over") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}});
    const Change change = renewed(before, "mail-2027", {.now = day("2026-11-22")}).value();
    REQUIRE(change.policy.certificates.size() == 2);
    CHECK(change.policy.identity == before.identity);
    CHECK(entry_of(change.policy, "mail-2027")->role == Role::next);
    CHECK(entry_of(change.policy, "mail-2027")->friendly_name == "the next");
    CHECK(entry_of(change.policy, "mail-2026")->role == Role::retiring);
    CHECK(entry_of(change.policy, "mail-2026")->friendly_name == "as it was");
    CHECK(entry_of(change.policy, "mail-2026")->until == day("2027-01-14"));  // 2026-12-15 and 30 days
    CHECK(change.retiring.size() == 1);
    CHECK(change.dropped.empty());
    CHECK(codes(change).empty());
}

TEST_CASE("renew: the overlap ends with the replaced certificate's own end at the latest") {
    const Change change = renewed(policy({{"mail-2026", Store::trusted_people}}), "mail-2027", {.now = day("2027-01-01")}).value();
    CHECK(entry_of(change.policy, "mail-2027")->role == Role::current);
    CHECK(entry_of(change.policy, "mail-2026")->until == day("2027-01-15"));
}

TEST_CASE("renew: what had ended already leaves at once and is told") {
    const Change change = renewed(policy({{"mail-2026", Store::trusted_people}}), "mail-2027", {.now = day("2027-02-01")}).value();
    CHECK(change.policy.certificates.size() == 1);
    REQUIRE(change.dropped.size() == 1);
    CHECK(change.dropped.front().certificate == fixture("mail-2026"));
    CHECK(change.policy.withdrawn == std::vector<trust::WithdrawnCertificate>{{fixture("mail-2026").sha1(), Store::trusted_people}});
}

TEST_CASE("renew: without an overlap the replaced one leaves at once, but not before the next one is valid") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}});
    const Change change = renewed(before, "mail-2027", {.now = day("2027-01-01"), .overlap = std::chrono::days(0)}).value();
    CHECK(change.policy.certificates.size() == 1);
    CHECK(change.dropped.size() == 1);
    const auto too_early = renewed(before, "mail-2027", {.now = day("2026-11-22"), .overlap = std::chrono::days(0)});
    REQUIRE_FALSE(too_early.has_value());
    CHECK(too_early.error().code == core::ErrorCode::usage);
}

TEST_CASE("renew: the next certificate goes into every store of the one it replaces, and leaves the others alone") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}, {"mail-2026", Store::root}, {"intranet-2026", Store::trusted_people}});
    const Change change = renewed(before, "mail-2027", {.now = day("2027-01-01")}).value();
    CHECK(entry_of(change.policy, "mail-2027", Store::root) != nullptr);
    CHECK(entry_of(change.policy, "mail-2027", Store::trusted_people) != nullptr);
    CHECK(entry_of(change.policy, "mail-2026", Store::root)->role == Role::retiring);
    CHECK(entry_of(change.policy, "intranet-2026")->role == Role::current);
    CHECK(change.policy.certificates.size() == 5);
}

TEST_CASE("renew: a wildcard covers the names below it, and is not covered by them") {
    CHECK(renewed(policy({{"mail-2026", Store::trusted_people}}), "wildcard-2027", {.now = day("2027-01-01")}).has_value());
    const auto narrower = renewed(policy({{"wildcard-2027", Store::trusted_people}}), "mail-2027", {.now = day("2027-01-01")});
    REQUIRE_FALSE(narrower.has_value());
    CHECK(narrower.error().code == core::ErrorCode::choice_needed);
}

TEST_CASE("renew: where names do not tell what is replaced it is never guessed") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}});
    const auto unclear = renewed(before, "mail-2027-fewer", {.now = day("2027-01-01")});
    REQUIRE_FALSE(unclear.has_value());
    CHECK(unclear.error().code == core::ErrorCode::choice_needed);
    CHECK_THAT(unclear.error().hint, Catch::Contains(core::to_hex(fixture("mail-2026").sha1())));

    const Change said = renewed(before, "mail-2027-fewer", {.now = day("2027-01-01"), .replaces = {fixture("mail-2026").sha1()}}).value();
    CHECK(codes(said) == Codes{"CERT_RENEWAL_LOSES_NAMES"});
    CHECK_THAT(said.findings.begin()->second.front().message, Catch::Contains("autodiscover.contoso.com"));

    const auto wrong = renewed(before, "mail-2027", {.now = day("2027-01-01"), .replaces = {fixture("intranet-2026").sha1()}});
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code == core::ErrorCode::usage);
}

TEST_CASE("renew: certificates without names are told apart by their subject") {
    const Change change = renewed(policy({{"code-2026", Store::trusted_publisher}}), "code-2027", {.now = day("2027-01-01")}).value();
    CHECK(entry_of(change.policy, "code-2026", Store::trusted_publisher)->role == Role::retiring);
    CHECK(entry_of(change.policy, "code-2027", Store::trusted_publisher)->role == Role::current);
    CHECK_FALSE(renewed(policy({{"mail-2026", Store::trusted_people}}), "code-2027", {.now = day("2027-01-01")}).has_value());
}

TEST_CASE("renew: a worse certificate is told, each fault by its code") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}});
    CHECK(codes(renewed(before, "mail-2027-weak", {.now = day("2027-01-01")}).value()) == Codes{"CERT_RENEWAL_WEAKER"});
    CHECK(codes(renewed(before, "mail-2026-short", {.now = day("2026-07-01")}).value()) == Codes{"CERT_RENEWAL_ENDS_EARLIER"});
    CHECK(codes(renewed(before, "mail-2027-client", {.now = day("2027-01-01")}).value()) == Codes{"CERT_RENEWAL_LOSES_USAGES"});
    for (const core::FindingKind& kind : renewal::renewal_finding_kinds()) {
        CHECK(kind.severity == core::Severity::error);
        CHECK(kind.acceptable);
    }
}

TEST_CASE("renew: a second run changes nothing, and a later one drops what has ended") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}});
    const Change first = renewed(before, "mail-2027", {.now = day("2026-11-22")}).value();
    const Change second = renewed(first.policy, "mail-2027", {.now = day("2026-11-23")}).value();
    CHECK(trust::content_digest(second.policy) == trust::content_digest(first.policy));
    CHECK(entry_of(second.policy, "mail-2026")->until == entry_of(first.policy, "mail-2026")->until);

    const Change later = renewal::without_ended(first.policy, day("2027-01-14")).value();
    CHECK(later.policy.certificates.size() == 1);
    CHECK(entry_of(later.policy, "mail-2027")->role == Role::current);
    CHECK(later.dropped.size() == 1);
    const Change earlier = renewal::without_ended(first.policy, day("2027-01-13")).value();
    CHECK(earlier.policy.certificates.size() == 2);
}

TEST_CASE("renew: a retiring certificate comes back by naming what it replaces") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}});
    const Change forth = renewed(before, "mail-2027", {.now = day("2026-12-20")}).value();
    const auto back = renewed(forth.policy, "mail-2026", {.now = day("2026-12-21"), .replaces = {fixture("mail-2027").sha1()}});
    REQUIRE(back.has_value());
    CHECK(entry_of(back->policy, "mail-2026")->role == Role::current);
    CHECK_FALSE(entry_of(back->policy, "mail-2026")->until.has_value());
    CHECK(entry_of(back->policy, "mail-2027")->role == Role::retiring);
    CHECK(codes(*back) == Codes{"CERT_RENEWAL_ENDS_EARLIER"});
}

TEST_CASE("retire: everything leaves and is remembered as withdrawn; one certificate alone leaves the rest") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}, {"mail-2026", Store::root}, {"intranet-2026", Store::trusted_people}});
    const Change all = renewal::retire(before, {.now = day("2026-11-22")}).value();
    CHECK(all.policy.certificates.empty());
    CHECK(all.dropped.size() == 3);
    CHECK(all.policy.withdrawn.size() == 3);
    const Change one = renewal::retire(before, {.now = day("2026-11-22"), .only = {fixture("mail-2026").sha1()}}).value();
    REQUIRE(one.policy.certificates.size() == 1);
    CHECK(one.policy.certificates.front().certificate == fixture("intranet-2026"));
    CHECK_FALSE(renewal::retire(before, {.now = day("2026-11-22"), .only = {fixture("mail-2027").sha1()}}).has_value());
}

TEST_CASE("distrust: a certificate goes into Disallowed once, and can never be the next one again") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}, {"mail-2026", Store::root}, {"mail-2027", Store::trusted_people}});
    const Change change = renewal::retire(before, {.now = day("2027-01-01"), .distrust = true, .only = {fixture("mail-2026").sha1()}}).value();
    REQUIRE(change.policy.certificates.size() == 2);
    CHECK(entry_of(change.policy, "mail-2026", Store::disallowed)->role == Role::distrusted);
    CHECK(entry_of(change.policy, "mail-2027")->role == Role::current);
    CHECK_FALSE(renewed(change.policy, "mail-2026", {.now = day("2027-01-02")}).has_value());
    const Change again = renewal::retire(change.policy, {.now = day("2027-01-01"), .distrust = true, .only = {fixture("mail-2026").sha1()}}).value();
    CHECK(trust::content_digest(again.policy) == trust::content_digest(change.policy));
}

TEST_CASE("rotation: import, reach, switch and drop follow from the policy and the day it was made") {
    const TrustPolicy before = policy({{"mail-2026", Store::trusted_people}});
    CHECK_FALSE(trust::rotation_of(before, day("2026-11-22")).has_value());
    const Change ahead = renewed(before, "mail-2027", {.now = day("2026-11-22")}).value();
    const auto days = trust::rotation_of(ahead.policy, day("2026-11-22"));
    REQUIRE(days.has_value());
    CHECK(days->reached == day("2026-11-22T02:00:00Z"));
    CHECK(days->switch_from == day("2026-12-15"));
    CHECK(days->switch_before == day("2027-01-14"));
    CHECK(days->dropped_after == day("2027-01-14"));
    const Change late = renewed(before, "mail-2027", {.now = day("2027-01-10")}).value();
    CHECK(trust::rotation_of(late.policy, day("2027-01-10"))->switch_from == day("2027-01-10T02:00:00Z"));
}

TEST_CASE("renew: certificates that come in together never replace each other") {
    const std::vector<renewal::NextCertificate> both = {{fixture("mail-2027"), ""}, {fixture("mail-2027-weak"), ""}};
    const Change change = renewal::renew(policy({{"mail-2026", Store::trusted_people}}), both, {.now = day("2027-01-01")}).value();
    CHECK(entry_of(change.policy, "mail-2027")->role == Role::current);
    CHECK(entry_of(change.policy, "mail-2027-weak")->role == Role::current);
    CHECK(entry_of(change.policy, "mail-2026")->role == Role::retiring);
}

TEST_CASE("renew: of two servers with the same names it asks which one changes") {
    const TrustPolicy two = policy({{"mail-2026", Store::trusted_people}, {"mail-2026-short", Store::trusted_people}});
    const auto unclear = renewed(two, "mail-2027", {.now = day("2026-12-20")});
    REQUIRE_FALSE(unclear.has_value());
    CHECK(unclear.error().code == core::ErrorCode::choice_needed);
    const Change said = renewed(two, "mail-2027", {.now = day("2026-12-20"), .replaces = {fixture("mail-2026-short").sha1()}}).value();
    CHECK(entry_of(said.policy, "mail-2026")->role == Role::current);
    CHECK(entry_of(said.policy, "mail-2026-short")->role == Role::retiring);
}

TEST_CASE("renew: a time in which clients would trust nothing is told") {
    const TrustPolicy before = policy({{"mail-2026-short", Store::trusted_people}});  // until 2026-12-31
    CHECK(codes(renewed(before, "mail-2027", {.now = day("2026-11-22")}).value()).empty());
    const TrustPolicy ends_before = policy({{"mail-2027", Store::trusted_people}});
    CHECK(codes(renewed(ends_before, "mail-2027-weak", {.now = day("2026-11-22")}).value()) == Codes{"CERT_RENEWAL_WEAKER"});
    TrustPolicy early = before;
    early.certificates.front().certificate = fixture("early");
    CHECK(codes(renewed(early, "mail-2027", {.now = day("2026-11-22")}).value()) == Codes{"CERT_RENEWAL_GAP"});
    CHECK(codes(renewed(early, "mail-2027", {.now = day("2026-12-16")}).value()).empty());
}

TEST_CASE("distrust: also of a certificate that stands in both stores, and of one whose overlap is over; nothing left is an error") {
    TrustPolicy both = policy({{"mail-2026", Store::trusted_people}, {"mail-2026", Store::disallowed}});
    both.certificates.front().role = Role::distrusted;  // sorted by store name: Disallowed
    const Change change = renewal::retire(both, {.now = day("2026-11-22"), .distrust = true}).value();
    REQUIRE(change.policy.certificates.size() == 1);
    CHECK(change.policy.certificates.front().store == Store::disallowed);

    const Change renewal =
        renewed(policy({{"mail-2026", Store::trusted_people}}), "mail-2027", {.now = day("2026-12-16"), .overlap = std::chrono::days(5)}).value();
    const Change late = renewal::retire(renewal.policy, {.now = day("2027-01-02"), .distrust = true, .only = {fixture("mail-2026").sha1()}}).value();
    CHECK(entry_of(late.policy, "mail-2026", Store::disallowed) != nullptr);
    CHECK(entry_of(late.policy, "mail-2027")->role == Role::current);

    CHECK_FALSE(renewal::retire(policy({}), {.now = day("2026-11-22"), .distrust = true}).has_value());
    CHECK(renewal::retire(change.policy, {.now = day("2026-11-22")}).value().policy.certificates.size() == 1);
}
