// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <string>

#include "gpotrust/core/utc_time.hpp"
#include "gpotrust/trust/trust_policy.hpp"
#include "support/catch.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;

namespace {

TrustPolicy two_certificates() {
    return test::policy_of({{test::mail_certificate(), Store::trusted_people, Role::retiring, "old", {}},
                            {test::plain_certificate(), Store::trusted_people, Role::current, "new", {}}});
}

}  // namespace

TEST_CASE("content digest: everything that decides what clients do changes it") {
    const std::vector<void (*)(TrustPolicy&)> changes = {
        [](TrustPolicy&) {},
        [](TrustPolicy& p) { p.identity.name += "x"; },
        [](TrustPolicy& p) { p.identity.domain = "contoso.org"; },
        [](TrustPolicy& p) { p.scope = Scope::computer; },
        [](TrustPolicy& p) { p.comment = "x"; },
        [](TrustPolicy& p) { p.restrict_eku = true; },
        [](TrustPolicy& p) { p.peer_usages = true; },
        [](TrustPolicy& p) { p.gpmc_style = true; },
        [](TrustPolicy& p) { p.preferences_in_backup = true; },
        [](TrustPolicy& p) { p.certificates.pop_back(); },
        [](TrustPolicy& p) { p.certificates[0].store = Store::disallowed; },
        [](TrustPolicy& p) { p.certificates[0].role = Role::current; },
        [](TrustPolicy& p) { p.certificates[0].friendly_name = "older"; },
        [](TrustPolicy& p) { p.certificates[0].certificate = p.certificates[1].certificate; },
        // Text moved from one field into its neighbour.
        [](TrustPolicy& p) {
            p.identity.domain = p.identity.name.back() + p.identity.domain;
            p.identity.name.pop_back();
        },
    };
    std::set<core::Sha256Digest> seen;
    for (const auto change : changes) {
        TrustPolicy policy = two_certificates();
        change(policy);
        seen.insert(content_digest(policy));
    }
    CHECK(seen.size() == changes.size());
}

TEST_CASE("content digest: order and the GUID's spelling do not count, the end of a retiring certificate does") {
    TrustPolicy policy = two_certificates();
    const auto digest = content_digest(policy);
    std::reverse(policy.certificates.begin(), policy.certificates.end());
    CHECK(content_digest(policy) == digest);
    CHECK(content_digest(normalize(policy).value()) == digest);
    policy.certificates[1].until = core::parse_utc_time("2027-01-01").value();
    const auto with_end = content_digest(policy);
    CHECK(with_end != digest);
    policy.certificates[1].until = core::parse_utc_time("2027-01-02").value();
    CHECK(content_digest(policy) != with_end);
}

// A change here makes every existing package look changed: python3, hashlib.sha256 over the fields of content_digest.cpp, lengths as '<I'.
TEST_CASE("content digest: its octets stay over versions of the program") {
    TrustPolicy policy = test::policy_of({{test::plain_certificate(), Store::trusted_people, Role::current, "Müller", {}}});
    policy.comment = "c";
    policy.gpmc_style = true;
    CHECK(core::to_hex(content_digest(policy)) == "FB25187001AC09CA47268B199BC0BB583A83C3D163C8B69C80B430246C887DAA");
}
