// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/trust_policy.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;
using Catch::Matchers::Contains;

namespace {

std::string refusal(TrustPolicy policy) {
    const auto normal = normalize(std::move(policy));
    if (normal) return "accepted";
    CHECK(normal.error().code == core::ErrorCode::usage);
    CHECK_FALSE(normal.error().hint.empty());
    return normal.error().message;
}

TrustedCertificate in(Store store, Role role = Role::current) { return {test::mail_certificate(), store, role, "", {}}; }

}  // namespace

TEST_CASE("trust policy: words are spelled as Windows and the reports spell them") {
    CHECK(to_text(Scope::both) == "both");
    CHECK(to_text(Side::user) == "user");
    CHECK(to_text(Store::trusted_people) == "TrustedPeople");
    CHECK(to_text(Store::trusted_publisher) == "TrustedPublisher");
    CHECK(to_text(Store::intermediate) == "CA");
    CHECK(to_text(Role::distrusted) == "distrusted");
    CHECK(title(Store::trusted_people) == "Trusted People");
    CHECK(title(Store::disallowed) == "Untrusted Certificates");
}

TEST_CASE("trust policy: every word reads back, in any case") {
    for (const Scope scope : {Scope::computer, Scope::user, Scope::both}) CHECK(parse_scope(to_text(scope)).value() == scope);
    for (const Store store : {Store::trusted_people, Store::trusted_publisher, Store::root, Store::intermediate, Store::disallowed}) {
        CHECK(parse_store(to_text(store)).value() == store);
        CHECK_FALSE(title(store).empty());
    }
    for (const Role role : {Role::current, Role::next, Role::retiring, Role::distrusted}) CHECK(parse_role(to_text(role)).value() == role);
    CHECK(parse_store("trustedpeople").value() == Store::trusted_people);
}

TEST_CASE("trust policy: a mistyped word names the nearest one") {
    const auto refused = parse_store("TrustedPepole");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == core::ErrorCode::usage);
    CHECK_THAT(refused.error().hint, Contains("TrustedPeople"));
    CHECK_THAT(parse_scope("machines").error().hint, Contains("computer, user, both"));
    CHECK_FALSE(parse_role(""));
}

TEST_CASE("trust policy: which sides a scope covers") {
    CHECK(includes(Scope::both, Side::computer));
    CHECK(includes(Scope::both, Side::user));
    CHECK(includes(Scope::computer, Side::computer));
    CHECK_FALSE(includes(Scope::computer, Side::user));
    CHECK_FALSE(includes(Scope::user, Side::computer));
    CHECK(includes(Scope::user, Side::user));
}

TEST_CASE("trust policy: certificates are sorted by store name, then thumbprint") {
    const auto mail = test::mail_certificate();    // SHA-1 60129B...
    const auto plain = test::plain_certificate();  // SHA-1 5E4A87...
    const TrustPolicy policy = normalize(test::policy_of({{mail, Store::trusted_people, Role::current, "", {}},
                                                          {plain, Store::trusted_people, Role::next, "", {}},
                                                          {mail, Store::disallowed, Role::distrusted, "", {}}}))
                                   .value();
    CHECK(policy.certificates[0].store == Store::disallowed);
    CHECK(policy.certificates[1].certificate == plain);
    CHECK(policy.certificates[2].certificate == mail);
}

TEST_CASE("trust policy: the same certificate twice in one store is refused, in two stores it is fine") {
    CHECK_THAT(refusal(test::policy_of({in(Store::trusted_people), in(Store::trusted_people, Role::next)})),
               Contains("twice") && Contains("60129BD1"));
    CHECK(refusal(test::policy_of({in(Store::trusted_people), in(Store::trusted_publisher)})) == "accepted");
}

TEST_CASE("trust policy: Root and CA have no user side") {
    for (const Store store : {Store::root, Store::intermediate}) {
        CHECK_THAT(refusal(test::policy_of({in(store)}, Scope::both)), Contains("user side"));
        CHECK_THAT(refusal(test::policy_of({in(store)}, Scope::user)), Contains("user side"));
        CHECK(refusal(test::policy_of({in(store)}, Scope::computer)) == "accepted");
    }
    CHECK(refusal(test::policy_of({in(Store::disallowed), in(Store::trusted_publisher)}, Scope::user)) == "accepted");
}

TEST_CASE("trust policy: a distrusted certificate belongs into Disallowed") {
    CHECK_THAT(refusal(test::policy_of({in(Store::trusted_people, Role::distrusted)})), Contains("distrusted"));
    CHECK(refusal(test::policy_of({in(Store::disallowed, Role::distrusted)})) == "accepted");
}

TEST_CASE("trust policy: at most 1,024 certificates, and none at all takes trust away") {
    CHECK(refusal(test::policy_of({})) == "accepted");
    CHECK_THAT(refusal(test::policy_of(std::vector<TrustedCertificate>(1025, in(Store::trusted_people)))), Contains("1025"));
    CHECK_THAT(refusal(test::policy_of(std::vector<TrustedCertificate>(1024, in(Store::trusted_people)))), Contains("twice"));
}

TEST_CASE("trust policy: peer usages need a computer side") {
    TrustPolicy policy = test::policy_of({in(Store::trusted_people)}, Scope::user);
    policy.peer_usages = true;
    CHECK_THAT(refusal(policy), Contains("computer side"));
    policy.scope = Scope::both;
    CHECK(refusal(policy) == "accepted");
}

TEST_CASE("trust policy: comments have lines but no other control characters") {
    TrustPolicy policy = test::policy_of({});
    policy.comment = "Ticket 4711\r\n\tby the mail team 🔒";
    CHECK(refusal(policy) == "accepted");
    for (const std::string& bad : {std::string("a\0b", 3), std::string("\x1B[2J"), std::string("\xC3"), std::string("\xEF\xBF\xBE")}) {
        policy.comment = bad;
        CHECK_THAT(refusal(policy), Contains("comment"));
    }
}
