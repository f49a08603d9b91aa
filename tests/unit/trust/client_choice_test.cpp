// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/client_choice.hpp"

#include <string>

#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;

namespace {

ClientWish wish_for(std::initializer_list<std::string_view> ids) {
    ClientWish wish;
    for (const std::string_view id : ids) wish.clients.push_back(find_client(id).value());
    return wish;
}

/// "computer: TrustedPeople, Root", or "refused: ..." with message and hint.
std::string chosen(const ClientWish& wish) {
    const auto choice = choose_for(wish);
    if (!choice) {
        CHECK(choice.error().code == core::ErrorCode::usage);
        return "refused: " + choice.error().message + " / " + choice.error().hint;
    }
    std::string text = std::string(to_text(choice->scope)) + ":";
    for (const Store store : choice->stores) text += " " + std::string(to_text(store));
    return text;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("client choice: each client gets the scope and stores its evidence speaks of") {
    for (const std::string_view id : {"edge", "chrome", "node", "dotnet", "msix", "winhttp"})
        CHECK(chosen(wish_for({id})) == "computer: TrustedPeople");
    CHECK(chosen(wish_for({"outlook"})) == "both: TrustedPeople");
    CHECK(chosen(wish_for({"wcf"})) == "both: TrustedPeople");
    CHECK(chosen(wish_for({"efs"})) == "user: TrustedPeople");
    for (const std::string_view id : {"wsus", "sql", "rdp", "ldaps", "nps"}) {
        ClientWish wish = wish_for({id});
        wish.allow_root = true;
        CHECK(chosen(wish) == "computer: Root");
    }
    ClientWish winrm = wish_for({"winrm"});
    winrm.allow_root = true;
    CHECK(chosen(winrm) == "computer: TrustedPeople Root");
    ClientWish publisher = wish_for({"publisher"});
    publisher.allow_root = true;
    CHECK(chosen(publisher) == "computer: TrustedPublisher Root");
}

TEST_CASE("client choice: several clients get the union") {
    CHECK(chosen(wish_for({"msix", "chrome"})) == "computer: TrustedPeople");
    CHECK(chosen(wish_for({"msix", "wcf"})) == "both: TrustedPeople");
    CHECK(chosen(wish_for({"chrome", "efs"})) == "both: TrustedPeople");
    ClientWish wish = wish_for({"wcf", "winrm", "publisher"});
    wish.allow_root = true;
    CHECK(chosen(wish) == "computer: TrustedPeople Root TrustedPublisher");  // wcf is content with the side that Root has
    using certificate::Usage;
    CHECK(usages_of(wish.clients) == std::vector{Usage::tls_client, Usage::code_signing});
    CHECK(usages_of(wish_for({"chrome", "node", "msix"}).clients) == std::vector{Usage::tls_server, Usage::code_signing});
}

TEST_CASE("client choice: a family that no store of ours serves is refused, with what helps") {
    CHECK(contains(chosen(wish_for({"firefox"})), "policies.json"));
    CHECK(contains(chosen(wish_for({"smartcard"})), "NTAuth"));
    CHECK(contains(chosen(wish_for({"java"})), "keytool"));
    CHECK(contains(chosen(wish_for({"python"})), "cafile"));
    CHECK(contains(chosen(wish_for({"curl-openssl"})), "--cacert"));
    CHECK(contains(chosen(wish_for({"service-fabric"})), "nobody has shown a store that serves it"));
    CHECK(contains(chosen(wish_for({"chrome", "firefox"})), "refused: --for firefox"));
}

TEST_CASE("client choice: Root needs leave, and says so for whom") {
    CHECK(contains(chosen(wish_for({"winrm"})), "--for winrm puts the certificate into Root as well"));
    CHECK(contains(chosen(wish_for({"wsus"})), "--allow-root"));
    CHECK(contains(chosen(wish_for({"ldaps"})), "nobody has shown that it helps"));
    CHECK_FALSE(contains(chosen(wish_for({"sql"})), "nobody has shown"));
}

TEST_CASE("client choice: a scope that the client does not read contradicts it, one that it reads does not") {
    const auto with_scope = [](std::string_view id, Scope scope) {
        ClientWish wish = wish_for({id});
        wish.scope = scope;
        wish.allow_root = true;
        return chosen(wish);
    };
    CHECK(contains(with_scope("msix", Scope::user), "needs the computer side, and --scope says user"));
    CHECK(contains(with_scope("chrome", Scope::user), "refused"));
    CHECK(contains(with_scope("efs", Scope::computer), "needs the user side, and --scope says computer"));
    CHECK(contains(with_scope("winrm", Scope::both), "no store Root"));
    CHECK(contains(with_scope("wsus", Scope::user), "refused"));
    CHECK(with_scope("msix", Scope::both) == "both: TrustedPeople");
    CHECK(with_scope("efs", Scope::both) == "both: TrustedPeople");
    CHECK(with_scope("wcf", Scope::user) == "user: TrustedPeople");
    CHECK(with_scope("wcf", Scope::computer) == "computer: TrustedPeople");
    CHECK(with_scope("outlook", Scope::user) == "user: TrustedPeople");  // unverified is no contradiction
}

TEST_CASE("client choice: stores that leave out what the client needs contradict it, more stores do not") {
    ClientWish wish = wish_for({"chrome"});
    wish.allow_root = true;
    wish.stores = {Store::root};
    CHECK(contains(chosen(wish), "--for chrome needs the store TrustedPeople, and --store names only Root"));
    wish.stores = {Store::root, Store::trusted_people};
    CHECK(chosen(wish) == "computer: TrustedPeople Root");
    wish.stores = {Store::disallowed};
    CHECK(contains(chosen(wish), "refuse"));
}

TEST_CASE("client choice: --restrict-eku contradicts every use but a TLS server's") {
    for (const std::string_view id : {"msix", "efs"}) {
        ClientWish wish = wish_for({id});
        wish.restrict_eku = true;
        CHECK(contains(chosen(wish), "--restrict-eku"));
    }
    ClientWish wish = wish_for({"chrome"});
    wish.restrict_eku = true;
    CHECK(chosen(wish) == "computer: TrustedPeople");
}

TEST_CASE("client choice: clients that need stores on different sides need two packages") {
    ClientWish wish = wish_for({"efs", "winrm"});
    wish.allow_root = true;
    CHECK(contains(chosen(wish), "two packages"));
}
