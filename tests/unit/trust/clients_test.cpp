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

TrustPolicy trusting(Store store, Scope scope) { return test::policy_of({{test::mail_certificate(), store, Role::current, "", {}}}, scope); }

TrustPolicy trusting(std::string_view fixture) {
    const auto certificate = certificate::Certificate::parse(test::data_file(fixture)).value();
    return test::policy_of({{certificate, Store::trusted_people, Role::current, "", {}}}, Scope::both);
}

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
    CHECK(outlook_of(both, "efs") == "does-not");    // its usage is missing
    CHECK(outlook_of(both, "winrm") == "does-not");  // Root is missing
    CHECK(outlook_of(both, "msix") == "does-not");   // codeSigning is missing
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

TEST_CASE("outlook: a program is not promised what the certificate cannot give") {
    const TrustPolicy code_signing = trusting("artefact/code-signing.cer");
    CHECK(outlook_of(code_signing, "msix") == "works");
    for (const std::string_view browser : {"edge", "chrome", "node", "dotnet", "winhttp"}) CHECK(outlook_of(code_signing, browser) == "does-not");
    CHECK(outlook_of(code_signing, "wcf") == "works");

    const TrustPolicy issued = trusting("cli/issued.cer");
    CHECK(outlook_of(issued, "chrome") == "does-not");
    CHECK(outlook_of(issued, "dotnet") == "does-not");
}

TEST_CASE("outlook: an ended certificate helps no one who looks at dates") {
    const TrustPolicy mail = trusting(Store::trusted_people, Scope::both);
    const core::UtcTime end = mail.certificates.front().certificate.facts().not_after;
    const auto chrome_at = [&mail](core::UtcTime at) { return outlook(mail, at)[1]; };
    CHECK(chrome_at(end).support == Support::yes);
    CHECK(chrome_at(end + std::chrono::seconds(1)).support == Support::no);
    CHECK(chrome_at(end + std::chrono::seconds(1)).reason == "the certificate has ended");
}

TEST_CASE("outlook: of two certificates one is enough, and a narrowed usage counts") {
    TrustPolicy policy = trusting("artefact/code-signing.cer");
    policy.certificates.push_back({test::mail_certificate(), Store::trusted_people, Role::current, "", {}});
    CHECK(outlook_of(policy, "chrome") == "works");
    CHECK(outlook_of(policy, "msix") == "works");
    policy.restrict_eku = true;
    CHECK(outlook_of(policy, "chrome") == "works");
    CHECK(outlook_of(policy, "msix") == "does-not");
}
