// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The forms for management programs: mdm, dsc, ansible, firefox. Their form is judged by tests/acceptance/management and tests/acceptance/firefox.
#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/xml/element.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using Catch::Matchers::Contains;
using trust::Role;
using trust::Scope;
using trust::Store;

namespace {

std::string text_of(const core::FileTree& tree, std::string_view ending) { return std::string(core::as_text(file_ending(tree, ending))); }

bool has(const core::FileTree& tree, std::string_view path) { return tree.count(core::RelativePath::of(path)) != 0; }

std::vector<std::string> uris(const core::FileTree& tree, std::string_view file) {
    const auto root = xml::parse_document(file_ending(tree, file));
    REQUIRE(root.has_value());
    const std::string text = text_of(tree, file);
    std::vector<std::string> found;
    for (std::size_t at = text.find("<LocURI>"); at != std::string::npos; at = text.find("<LocURI>", at + 1))
        found.push_back(text.substr(at + 8, text.find('<', at + 8) - at - 8));
    return found;
}

trust::TrustPolicy of_stores() {
    return policy_of("Stores", "contoso.com", Scope::computer,
                     {{sample_certificate("root.cer"), Store::root, Role::current, "", {}},
                      {sample_certificate("root.cer"), Store::intermediate, Role::current, "", {}},
                      {sample_certificate("code-signing.cer"), Store::trusted_publisher, Role::current, "", {}},
                      {sample_certificate("mail.cer"), Store::trusted_people, Role::current, "", {}},
                      {sample_certificate("odd-name.cer"), Store::disallowed, Role::distrusted, "", {}}});
}

trust::TrustPolicy hurting() {
    const std::string name = "\"q\" & <t> ]]> $(x) `y` {{ z }} @{n} \xE2\x80\x99 \xF0\x9F\x94\x92";
    return policy_of(name, "contoso.com", Scope::both, {{sample_certificate("odd-name.cer"), Store::trusted_people, Role::current, name, {}}});
}

}  // namespace

// SHA-1 by openssl x509 -inform DER -in tests/data/artefact/mail.cer -noout -fingerprint -sha1
constexpr std::string_view k_mail = "0D019034B73255EE2FC8D6B9CBE4517C695FDBF9";

TEST_CASE("mdm: a certificate is added below the node of its store and taken away by its own node") {
    const core::FileTree tree = build("mdm", mail_policy());
    const std::string node = "./Device/Vendor/MSFT/RootCATrustedCertificates/TrustedPeople/" + std::string(k_mail);
    CHECK(uris(tree, "add.xml") == std::vector<std::string>{node + "/EncodedCertificate"});
    CHECK(uris(tree, "delete.xml") == std::vector<std::string>{node});
    CHECK_THAT(text_of(tree, "oma-uri.csv"), Contains("," + node + "/EncodedCertificate,String,MII"));
    CHECK(uris(build("mdm", mail_policy(Scope::user)), "delete.xml") ==
          std::vector<std::string>{"./User/Vendor/MSFT/RootCATrustedCertificates/TrustedPeople/" + std::string(k_mail)});
}

TEST_CASE("mdm: every store has a node, Disallowed by another name") {
    const std::vector<std::string> found = uris(build("mdm", of_stores()), "delete.xml");
    for (const std::string_view node : {"/Root/", "/CA/", "/TrustedPublisher/", "/TrustedPeople/", "/UntrustedCertificates/"}) {
        INFO(node);
        CHECK(std::count_if(found.begin(), found.end(), [&](const std::string& uri) { return uri.find(node) != std::string::npos; }) == 1);
    }
    CHECK_THAT(text_of(build("mdm", of_stores()), "notes.txt"), Contains("since Windows 10 1803"));
}

TEST_CASE("mdm: what the provider has no place for is said") {
    trust::TrustPolicy policy = mail_policy();
    policy.restrict_eku = true;
    policy.peer_usages = true;
    CHECK_THAT(text_of(build("mdm", policy), "notes.txt"), Contains("restriction to server authentication") && Contains("PeerUsages"));
    CHECK_THAT(text_of(build("mdm", mail_policy()), "notes.txt"), !Contains("restriction to server authentication") && !Contains("PeerUsages"));
}

TEST_CASE("mdm: a policy without certificates adds nothing and says how the earlier ones go") {
    const core::FileTree tree = build("mdm", policy_of("Retired", "", Scope::both, {}));
    CHECK_FALSE(has(tree, "artefacts/mdm/add.xml"));
    CHECK_THAT(text_of(tree, "notes.txt"), Contains("Use delete.xml of the revision that"));
}

TEST_CASE("dsc: the configuration has a byte-order mark and CR LF, and writes one hive") {
    const std::string both = text_of(build("dsc", mail_policy()), ".ps1");
    CHECK(both.substr(0, 3) == "\xEF\xBB\xBF");
    CHECK(std::count(both.begin(), both.end(), '\n') == std::count(both.begin(), both.end(), '\r'));
    CHECK_THAT(both, Contains("Key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\" +
                              std::string(k_mail) + "'"));
    CHECK_THAT(both, Contains("ValueData = '0x0300000001000000140000000D019034") && !Contains("HKEY_CURRENT_USER"));
    CHECK_THAT(text_of(build("dsc", mail_policy(Scope::user)), ".ps1"), Contains("Key = 'HKEY_CURRENT_USER\\") && !Contains("HKEY_LOCAL_MACHINE"));
}

TEST_CASE("ansible: the play adds and removes the key of every certificate") {
    const std::string play = text_of(build("ansible", mail_policy()), ".yml");
    const std::string path =
        "        path: HKLM:\\SOFTWARE\\Microsoft\\SystemCertificates\\TrustedPeople\\Certificates\\" + std::string(k_mail) + "\n";
    CHECK_THAT(play, Contains(path + "        name: Blob\n        type: binary\n        data: hex:03,00,00,00,01,00,00,00,14,00,00,00,0d,01,90,34,"));
    CHECK_THAT(play, Contains(path + "        state: absent\n        delete_key: true\n"));
    CHECK_THAT(play, Contains("hosts: \"{{ trust_hosts | default('windows') }}\""));
}

TEST_CASE("management forms: no word of a GPO's or a certificate's own gets into them") {
    for (const std::string_view format : {"mdm", "dsc", "ansible", "firefox"}) {
        for (const auto& [path, content] : build(format, hurting())) {
            INFO(path.text());
            const std::string text(core::as_text(content));
            for (const std::string_view word : {"{{ z", "$(x)", "`y`", "<t>", "@{n}", "]]>", "\xF0\x9F\x94\x92"})
                CHECK(text.find(word) == std::string::npos);
        }
    }
}

TEST_CASE("firefox: the policy names the files of the stores Firefox has a counterpart for, each once") {
    const core::FileTree tree = build("firefox", of_stores());
    const std::string policies = text_of(tree, "policies.json");
    CHECK_THAT(policies, Contains("\"" + std::string(k_mail) + ".cer\""));
    const std::string root = core::to_hex(sample_certificate("root.cer").sha1());
    CHECK(policies.find(root) == policies.rfind(root));
    CHECK(policies.find(core::to_hex(sample_certificate("odd-name.cer").sha1())) == std::string::npos);
    CHECK(policies.find(core::to_hex(sample_certificate("code-signing.cer").sha1())) == std::string::npos);
    const std::string notes = text_of(tree, "notes.txt");
    CHECK_THAT(notes,
               Contains("left out, Firefox has no such store") && Contains("not for a server that shows it") && Contains("for its own server"));
    CHECK_FALSE(has(build("firefox", policy_of("Retired", "", Scope::both, {})), "artefacts/firefox/policies.json"));
}
