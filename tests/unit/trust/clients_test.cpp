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

std::string in_store(std::string_view id, Store store) {
    const StoreClaim* claim = claim_of(client(id), store);
    if (claim == nullptr) return "nothing known";
    return std::string(to_text(claim->computer)) + " " + std::string(to_text(claim->user)) + " " + std::string(to_text(claim->confidence));
}

std::string both_sides(std::string_view id) { return in_store(id, Store::trusted_people); }

ClientOutlook line_of(const TrustPolicy& policy, std::string_view id) {
    for (const ClientOutlook& line : outlook(policy)) {
        if (line.client->id == id) return line;
    }
    return {};
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
    CHECK(both_sides("service-fabric") == "unverified unverified unverified");
    for (const char* id : {"ldaps", "nps", "curl", "java", "python", "go"})
        CHECK(claim_of(client(id), Store::trusted_people)->confidence == Confidence::unverified);
}

TEST_CASE("clients: other stores, where the evidence speaks of them") {
    CHECK(in_store("chrome", Store::root) == "works not-applicable source-read");
    CHECK(in_store("node", Store::root) == "works not-applicable documented");
    CHECK(in_store("wsus", Store::root) == "works not-applicable documented");
    CHECK(in_store("sql", Store::root) == "expected not-applicable documented");
    CHECK(in_store("publisher", Store::trusted_publisher) == "works works observed");
    CHECK(in_store("publisher", Store::root) == "does-not not-applicable observed");
    CHECK(in_store("firefox", Store::root) == "nothing known");  // whether Root suffices for CA:FALSE is unconfirmed
    CHECK(in_store("chrome", Store::disallowed) == "works works source-read");
    CHECK(in_store("node", Store::disallowed) == "does-not does-not documented");
    for (const char* id : {"rdp", "ldaps", "nps"}) CHECK(in_store(id, Store::root) == "unverified not-applicable unverified");
    for (const Client& row : clients()) CHECK(in_store(row.id, Store::intermediate) == "nothing known");
}

TEST_CASE("clients: every row can be named and printed, and every claim has a source") {
    std::set<std::string_view> words;
    for (const Client& row : clients()) {
        INFO(row.id);
        CHECK(words.insert(row.id).second);
        CHECK(std::all_of(row.id.begin(), row.id.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }));
        for (const std::string_view alias : aliases_of(row)) {
            CHECK(words.insert(alias).second);
            CHECK_FALSE(alias.empty());
        }
        CHECK((!row.name.empty() && row.name.size() <= 32));
        for (const std::string_view text : {row.title, row.condition, row.evidence}) {
            CHECK_FALSE(text.empty());
            CHECK(core::printable(text) == text);
        }
        for (const std::string_view source : sources_of(row)) CHECK_FALSE(source.empty());
    }
    CHECK(clients().size() == 25);
}

TEST_CASE("clients: nothing is claimed that nobody has shown, and every claim has a source") {
    for (const Client& row : clients()) {
        INFO(row.id);
        REQUIRE_FALSE(row.claims.empty());
        CHECK(row.claims.begin()->store == Store::trusted_people);
        std::set<Store> stores;
        for (const StoreClaim& claim : row.claims) {
            CHECK(stores.insert(claim.store).second);
            const auto promises = [](Support support) { return support == Support::yes || support == Support::expected; };
            if (claim.confidence == Confidence::unverified) CHECK_FALSE((promises(claim.computer) || promises(claim.user)));
            if (claim.confidence != Confidence::unverified) CHECK_FALSE(row.sources.empty());
            // A policy cannot fill these on the user side.
            if (claim.store == Store::root || claim.store == Store::intermediate) CHECK(claim.user == Support::not_applicable);
        }
    }
}

TEST_CASE("clients: what --for chooses is what the row says helps, or it says what helps instead") {
    for (const Client& row : clients()) {
        INFO(row.id);
        CHECK(is_served(row) == row.instead.empty());
        CHECK(is_served(row) == refusal_of(row).empty());
        if (!is_served(row)) continue;
        const Store first = *row.preset.stores.begin();
        const auto helps = [&](Side side) {
            const Support support = support_in(row, first, side);
            return includes(row.preset.scope, side) && support != Support::no && support != Support::not_applicable;
        };
        CHECK((helps(Side::computer) || helps(Side::user)));
        const bool backed = std::find(row.preset.stores.begin(), row.preset.stores.end(), Store::root) != row.preset.stores.end();
        CHECK((!claim_of(row, first)->with_root || backed));
        if (backed) CHECK(row.preset.scope == Scope::computer);
        CHECK(std::none_of(row.preset.stores.begin(), row.preset.stores.end(), [](Store store) { return store == Store::disallowed; }));
    }
}

TEST_CASE("clients: the usages to judge follow from the demands") {
    using certificate::Usage;
    CHECK(usages_of(client("chrome")) == std::vector{Usage::tls_server});
    CHECK(usages_of(client("msix")) == std::vector{Usage::code_signing});
    CHECK(usages_of(client("publisher")) == std::vector{Usage::code_signing});
    CHECK(usages_of(client("winrm")) == std::vector{Usage::tls_client});
    CHECK(usages_of(client("efs")) == std::vector{Usage::file_encryption});
    CHECK(usages_of(client("wcf")).empty());
}

TEST_CASE("clients: every demand is told once") {
    std::set<std::string_view> ids;
    unsigned seen = 0;
    for (const DemandWords& words : demand_words()) {
        CHECK(ids.insert(words.id).second);
        CHECK_FALSE(words.text.empty());
        CHECK((seen & static_cast<unsigned>(words.demand)) == 0);
        seen |= static_cast<unsigned>(words.demand);
    }
    for (const Client& row : clients()) {
        CHECK((static_cast<unsigned>(row.demand) & ~seen) == 0);
        for (const StoreClaim& claim : row.claims) CHECK((static_cast<unsigned>(claim.also) & ~seen) == 0);
    }
}

TEST_CASE("clients: found by id and alias in any case, and an unknown one names the nearest") {
    CHECK(find_client("MSIX").value()->id == "msix");
    CHECK(find_client("sideloading").value()->id == "msix");
    CHECK(find_client("pwsh").value()->id == "dotnet");
    const auto wrong = find_client("firefix");
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code == core::ErrorCode::usage);
    CHECK(wrong.error().hint.find("firefox") != std::string::npos);
    CHECK(find_client("").error().code == core::ErrorCode::usage);
    CHECK(find_client("somethingelse").error().hint.find("explain") != std::string::npos);
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

TEST_CASE("outlook: in another store only what is known of that store, the rest is unverified") {
    const TrustPolicy root = trusting(Store::root, Scope::computer);
    CHECK(outlook_of(root, "chrome") == "works");
    CHECK(outlook_of(root, "wsus") == "works");
    CHECK(outlook_of(root, "winhttp") == "expected");
    CHECK(outlook_of(root, "winrm") == "does-not");         // Trusted People is missing
    CHECK(outlook_of(root, "publisher") == "does-not");     // TrustedPublisher is missing
    CHECK(outlook_of(root, "curl-openssl") == "does-not");  // keyCertSign is missing
    for (const std::string_view id : {"dotnet", "wcf", "firefox", "rdp", "ldaps", "nps", "java", "go"}) CHECK(outlook_of(root, id) == "unverified");
    CHECK(line_of(root, "chrome").confidence == Confidence::source_read);
    CHECK(line_of(root, "dotnet").confidence == Confidence::unverified);
    for (const ClientOutlook& line : outlook(trusting(Store::intermediate, Scope::computer))) {
        if (line.support != Support::no) CHECK(line.support == Support::unverified);
        if (line.support == Support::no) CHECK_FALSE(line.reason.empty());  // only for what the certificate lacks
    }
    for (const ClientOutlook& line : outlook(test::policy_of({}))) CHECK(line.support == Support::unverified);
}

TEST_CASE("outlook: two stores for one certificate help where one does not") {
    const auto policy_in = [](std::initializer_list<Store> stores, std::string_view fixture) {
        const auto certificate = certificate::Certificate::parse(test::data_file(fixture)).value();
        std::vector<TrustedCertificate> entries;
        for (const Store store : stores) entries.push_back({certificate, store, Role::current, "", {}});
        return test::policy_of(std::move(entries), Scope::computer);
    };
    constexpr std::string_view client_certificate = "certificate/client_eku.cer";
    CHECK(outlook_of(policy_in({Store::trusted_people}, client_certificate), "winrm") == "does-not");
    CHECK(outlook_of(policy_in({Store::root}, client_certificate), "winrm") == "does-not");
    CHECK(outlook_of(policy_in({Store::trusted_people, Store::root}, client_certificate), "winrm") == "works");
    constexpr std::string_view signer = "artefact/code-signing.cer";
    CHECK(outlook_of(policy_in({Store::trusted_publisher}, signer), "publisher") == "does-not");
    CHECK(outlook_of(policy_in({Store::trusted_publisher, Store::root}, signer), "publisher") == "works");
    // Another certificate in Root does not back this one.
    TrustPolicy other = policy_in({Store::trusted_people}, client_certificate);
    other.certificates.push_back({test::mail_certificate(), Store::root, Role::current, "", {}});
    CHECK(outlook_of(other, "winrm") == "does-not");
    // Without clientAuth it is no client's certificate.
    CHECK(line_of(policy_in({Store::trusted_people, Store::root}, signer), "winrm").reason == "the certificate's EKU lacks clientAuth");
}

TEST_CASE("outlook: the side that a family does not read is named") {
    const TrustPolicy user = trusting(Store::trusted_people, Scope::user);
    for (const std::string_view id : {"edge", "chrome", "node", "msix", "dotnet"})
        CHECK(line_of(user, id).reason == "it reads only the computer's store");
    const TrustPolicy both = trusting(Store::trusted_people, Scope::both);
    CHECK(line_of(both, "chrome").reason.empty());
    CHECK(line_of(both, "winhttp").reason.empty());
}

TEST_CASE("outlook: peer usages change what is said of Windows' own verifier, on the computer side") {
    TrustPolicy policy = trusting(Store::trusted_people, Scope::both);
    for (const std::string_view id : {"winhttp", "outlook"}) {
        policy.peer_usages = false;
        CHECK(line_of(policy, id).condition.find("default peer usages lack serverAuth") != std::string_view::npos);
        policy.peer_usages = true;
        CHECK(line_of(policy, id).condition.find("--peer-usages adds serverAuth") != std::string_view::npos);
        CHECK(line_of(policy, id).support == Support::expected);  // still not shown
    }
    CHECK(line_of(policy, "chrome").condition.find("peer") == std::string_view::npos);
}

TEST_CASE("outlook: a policy that only distrusts tells who refuses the certificate") {
    TrustPolicy policy = trusting(Store::disallowed, Scope::both);
    policy.certificates.front().role = Role::distrusted;
    CHECK(outlook_of(policy, "chrome") == "works");
    CHECK(outlook_of(policy, "node") == "does-not");
    CHECK(outlook_of(policy, "outlook") == "unverified");
    // Beside a trusted certificate it says nothing about that one.
    policy.certificates.push_back({test::plain_certificate(), Store::trusted_publisher, Role::current, "", {}});
    CHECK(outlook_of(policy, "chrome") == "unverified");
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

TEST_CASE("clients: what is general knowledge says so in the words of the screen") {
    CHECK(client("edge").name.find("unverified") != std::string_view::npos);
    for (const char* id : {"java", "python", "go", "smartcard", "service-fabric", "vsto"})
        CHECK(client(id).condition.find("unverified") != std::string_view::npos);
    // Only signed scripts were observed.
    for (const char* word : {"vsto", "clickonce", "macros", "drivers"})
        for (const StoreClaim& claim : find_client(word).value()->claims) CHECK(claim.confidence == Confidence::unverified);
}

TEST_CASE("outlook: WCF counts the dates, and a certificate that is not valid yet says from when") {
    const auto at = *core::parse_utc_time("2026-11-22");
    const auto reason_for = [at](std::string_view fixture, std::string_view id) {
        for (const ClientOutlook& line : outlook(trusting(fixture), at))
            if (line.client->id == id) return std::string(to_text(line.support)) + ": " + line.reason;
        return std::string("absent");
    };
    CHECK(reason_for("cli/expired.cer", "wcf") == "does-not: the certificate has ended");
    const std::string from = core::to_date(certificate::Certificate::parse(test::data_file("cli/future.cer")).value().facts().not_before);
    for (const char* id : {"wcf", "chrome", "node", "dotnet", "winhttp"})
        CHECK(reason_for("cli/future.cer", id) == "does-not: the certificate is not valid before " + from);
}

// What docs/reference/tls-clients.md measured, and what the rules on the same certificates say.
TEST_CASE("outlook: the lines agree with what TLS clients were seen to do") {
    struct Case {
        const char* fixture;
        std::string_view refusing;
        std::string_view accepting;
    };
    const std::vector<Case> cases = {
        {"certificate/P-521.cer", "chrome edge", "node winhttp"},
        {"certificate/brainpoolP256r1.cer", "chrome edge", ""},
        {"certificate/ed25519.cer", "chrome edge winhttp dotnet outlook", "node"},
        {"certificate/rsa512.cer", "chrome edge winhttp dotnet outlook node", ""},
        {"certificate/rsa1024.cer", "", "chrome edge winhttp"},
        {"certificate/any_eku.cer", "node", "chrome edge winhttp"},
        {"trust/key_encipherment_only.cer", "chrome edge", "node winhttp"},
        {"certificate/unknown_critical.cer", "chrome edge node dotnet winhttp outlook", ""},
        {"trust/wildcard_tld_only.cer", "chrome edge", ""},
        {"trust/wildcard_part_only.cer", "chrome edge", "node"},
        {"certificate/rules/san_wildcard.cer", "", "chrome edge node"},
        {"cli/no-san.cer", "chrome edge node outlook", "winhttp"},
        {"certificate/ok.cer", "", "chrome edge node dotnet winhttp outlook"},
    };
    for (const Case& one : cases) {
        INFO(one.fixture);
        for (const ClientOutlook& line : outlook(trusting(one.fixture))) {
            const std::string word = " " + std::string(line.client->id) + " ";
            INFO(word << line.reason);
            const bool promised = line.support == Support::yes || line.support == Support::expected;
            if ((" " + std::string(one.refusing) + " ").find(word) != std::string::npos) CHECK(line.support == Support::no);
            if ((" " + std::string(one.accepting) + " ").find(word) != std::string::npos) CHECK(promised);
        }
    }
}

TEST_CASE("outlook: a certificate that the same policy puts into Disallowed is refused first") {
    TrustPolicy policy = trusting(Store::trusted_people, Scope::both);
    TrustedCertificate distrusted = policy.certificates.front();
    distrusted.store = Store::disallowed;
    distrusted.role = Role::distrusted;
    policy.certificates.push_back(distrusted);
    for (const char* id : {"chrome", "edge"}) CHECK(line_of(policy, id).reason.find("Disallowed") != std::string::npos);
    CHECK(outlook_of(policy, "chrome") == "does-not");
    CHECK(outlook_of(policy, "node") == "works");  // it does not look there on Windows
    policy.certificates.back().certificate = test::plain_certificate();
    CHECK(outlook_of(policy, "chrome") == "works");
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
