// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/clients.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;

namespace {

const Client& client(std::string_view id) {
    const auto all = clients();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Client& c) { return c.id == id; });
    REQUIRE(found != all.end());
    return *found;
}

std::string both_sides(std::string_view id) {
    return std::string(to_text(client(id).computer)) + " " + std::string(to_text(client(id).user)) + " " +
           std::string(to_text(client(id).confidence));
}

std::string outlook_of(const TrustPolicy& policy, std::string_view id) {
    for (const ClientOutlook& line : outlook(policy)) {
        if (line.client->id == id) return std::string(to_text(line.support));
    }
    return "absent";
}

TrustPolicy trusting(Store store, Scope scope) { return test::policy_of({{test::plain_certificate(), store, Role::current, "", {}}}, scope); }

}  // namespace

TEST_CASE("clients: the table says what the evidence says") {
    CHECK(both_sides("chrome") == "works does-not source-read");
    CHECK(both_sides("edge") == "works does-not source-read");
    CHECK(both_sides("node") == "works does-not documented");
    CHECK(both_sides("msix") == "works does-not documented");
    CHECK(both_sides("dotnet") == "works does-not observed");
    CHECK(both_sides("winhttp") == "expected unverified documented");
    CHECK(both_sides("outlook") == "expected unverified observed");
    CHECK(both_sides("wcf") == "works works documented");
    CHECK(both_sides("winrm") == "works not-applicable observed");
    CHECK(both_sides("efs") == "not-applicable works documented");
    CHECK(both_sides("firefox") == "does-not does-not source-read");
    CHECK(both_sides("wsus") == "does-not not-applicable documented");
    CHECK(both_sides("sql") == "unverified does-not unverified");
    CHECK(both_sides("publisher") == "does-not does-not observed");
    CHECK(both_sides("rdp") == "unverified unverified unverified");
    CHECK(both_sides("smartcard") == "does-not not-applicable unverified");
    CHECK(both_sides("curl-openssl") == "does-not not-applicable observed");
    for (const char* id : {"ldaps", "nps", "curl", "java", "python", "go"}) CHECK(client(id).confidence == Confidence::unverified);
}

TEST_CASE("clients: every row can be named and printed, and every claim has a source") {
    std::set<std::string_view> ids;
    for (const Client& row : clients()) {
        INFO(row.id);
        CHECK(ids.insert(row.id).second);
        CHECK(std::all_of(row.id.begin(), row.id.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }));
        CHECK_FALSE(row.title.empty());
        CHECK_FALSE(row.condition.empty());
        CHECK(core::printable(row.condition) == row.condition);
        CHECK((row.confidence == Confidence::unverified || !row.source.empty()));
        // Nothing works that nobody has shown.
        if (row.confidence == Confidence::unverified) CHECK((row.computer != Support::yes && row.user != Support::yes));
    }
    CHECK(ids.size() >= 23);
}

TEST_CASE("outlook: the best of the sides that the policy covers") {
    const TrustPolicy both = trusting(Store::trusted_people, Scope::both);
    CHECK(outlook(both).size() == clients().size());
    CHECK(outlook_of(both, "chrome") == "works");
    CHECK(outlook_of(both, "winhttp") == "expected");
    CHECK(outlook_of(both, "efs") == "works");
    CHECK(outlook_of(both, "winrm") == "does-not");  // Root is missing
    CHECK(outlook_of(both, "firefox") == "does-not");
    CHECK(outlook_of(both, "wsus") == "does-not");
    CHECK(outlook_of(both, "sql") == "unverified");

    const TrustPolicy user = trusting(Store::trusted_people, Scope::user);
    CHECK(outlook_of(user, "chrome") == "does-not");
    CHECK(outlook_of(user, "winhttp") == "unverified");
    CHECK(outlook_of(user, "wcf") == "works");
    CHECK(outlook_of(user, "winrm") == "not-applicable");

    const TrustPolicy computer = trusting(Store::trusted_people, Scope::computer);
    CHECK(outlook_of(computer, "chrome") == "works");
    CHECK(outlook_of(computer, "efs") == "not-applicable");
}

TEST_CASE("outlook: nothing is said about other stores") {
    for (const ClientOutlook& line : outlook(trusting(Store::root, Scope::computer))) CHECK(line.support == Support::unverified);
    for (const ClientOutlook& line : outlook(test::policy_of({}))) CHECK(line.support == Support::unverified);
}
