// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/trust/trust_policy.hpp"
#include "support/catch.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;
using registry_policy::Setting;
using registry_policy::ValueType;

namespace {

const std::string k_base = "Software\\Policies\\Microsoft\\SystemCertificates\\";

TrustedCertificate plain_in(Store store) { return {test::plain_certificate(), store, Role::current, "", {}}; }

core::Bytes file_of(const TrustPolicy& policy, Side side) {
    return registry_policy::serialize_registry_pol(settings_for(policy, side).value()).value();
}

std::vector<std::string> keys_of(const std::vector<Setting>& settings) {
    std::vector<std::string> keys;
    for (const Setting& setting : settings) {
        REQUIRE(setting.key.starts_with(k_base));
        keys.push_back(setting.key.substr(k_base.size()) + (setting.value.empty() ? "" : "|" + setting.value));
    }
    return keys;
}

}  // namespace

TEST_CASE("policy settings: both sides equal the registry.pol of an independent generator") {
    const TrustPolicy policy = test::policy_of({plain_in(Store::trusted_people)});
    const core::Bytes expected = test::data_file("trust/plain-both.pol");
    CHECK(file_of(policy, Side::computer) == expected);
    CHECK(file_of(policy, Side::user) == expected);
}

TEST_CASE("policy settings: GPMC style equals the independent generator's full sets") {
    TrustPolicy policy = test::policy_of({plain_in(Store::trusted_people)});
    policy.gpmc_style = true;
    CHECK(file_of(policy, Side::computer) == test::data_file("trust/plain-gpmc-computer.pol"));
    CHECK(file_of(policy, Side::user) == test::data_file("trust/plain-gpmc-user.pol"));
}

TEST_CASE("policy settings: a side outside the scope is empty, so is a policy without certificates") {
    const TrustPolicy computer = test::policy_of({plain_in(Store::trusted_people)}, Scope::computer);
    CHECK(settings_for(computer, Side::user).value().empty());
    CHECK(settings_for(computer, Side::computer).value().size() == 3);
    CHECK(file_of(test::policy_of({}), Side::user).size() == 8);
}

TEST_CASE("policy settings: each used store has its blobs, CRLs and CTLs, sorted as the editor sorts") {
    const TrustPolicy policy = test::policy_of({{test::mail_certificate(), Store::trusted_people, Role::next, "", {}},
                                                plain_in(Store::trusted_people),
                                                {test::mail_certificate(), Store::trusted_publisher, Role::current, "", {}},
                                                plain_in(Store::root),
                                                {test::mail_certificate(), Store::disallowed, Role::distrusted, "", {}}},
                                               Scope::computer);
    const std::string mail = "60129BD14473AC75E0192AD58D5AB763FFA3709B";
    const std::string plain = "5E4A879D580C2D3FC5FFA648C8F1F5F95D6E7563";
    CHECK(keys_of(settings_for(policy, Side::computer).value()) ==
          std::vector<std::string>{"Disallowed\\Certificates\\" + mail + "|Blob", "Disallowed\\CRLs", "Disallowed\\CTLs",
                                   "Root\\Certificates\\" + plain + "|Blob", "Root\\CRLs", "Root\\CTLs",
                                   "TrustedPeople\\Certificates\\" + plain + "|Blob", "TrustedPeople\\Certificates\\" + mail + "|Blob",
                                   "TrustedPeople\\CRLs", "TrustedPeople\\CTLs", "TrustedPublisher\\Certificates\\" + mail + "|Blob",
                                   "TrustedPublisher\\CRLs", "TrustedPublisher\\CTLs"});
}

TEST_CASE("policy settings: GPMC style names the stores of each side") {
    TrustPolicy policy = test::policy_of({});
    policy.gpmc_style = true;
    const auto stores = [&](Side side) {
        std::vector<std::string> names;
        for (const std::string& key : keys_of(settings_for(policy, side).value())) {
            if (key.ends_with("\\Certificates")) names.push_back(key.substr(0, key.find('\\')));
        }
        return names;
    };
    CHECK(settings_for(policy, Side::computer).value().size() == 30);
    CHECK(stores(Side::computer) ==
          std::vector<std::string>{"ACRS", "CA", "Disallowed", "DPNGRA", "FVE", "FVE_NKP", "Root", "Trust", "TrustedPeople", "TrustedPublisher"});
    CHECK(settings_for(policy, Side::user).value().size() == 12);
    CHECK(stores(Side::user) == std::vector<std::string>{"Disallowed", "Trust", "TrustedPeople", "TrustedPublisher"});
}

TEST_CASE("policy settings: peer usages stand on the computer side, default usages first") {
    TrustPolicy policy = test::policy_of({plain_in(Store::trusted_people)});
    policy.peer_usages = true;
    CHECK(settings_for(policy, Side::user).value().size() == 3);
    const auto settings = settings_for(policy, Side::computer).value();
    REQUIRE(settings.size() == 5);
    CHECK(settings[0] == Setting{k_base + "Root\\ProtectedRoots", "Flags", ValueType::dword, {0, 0, 0, 0}});
    CHECK(settings[1].key == k_base + "Root\\ProtectedRoots");
    CHECK(settings[1].value == "PeerUsages");
    CHECK(settings[1].type == ValueType::multi_string);
    using namespace std::string_literals;
    CHECK(core::utf16le_to_utf8(settings[1].data).value() ==
          "1.3.6.1.5.5.7.3.2\0001.3.6.1.5.5.7.3.4\0001.3.6.1.4.1.311.10.3.4\0001.3.6.1.5.5.7.3.1\0\0"s);

    policy.gpmc_style = true;
    const auto keys = keys_of(settings_for(policy, Side::computer).value());
    const auto flags = std::find(keys.begin(), keys.end(), "Root\\ProtectedRoots|Flags");
    REQUIRE(flags != keys.end());
    CHECK(*(flags - 1) == "Root\\CTLs");
    CHECK(*(flags + 1) == "Root\\ProtectedRoots|PeerUsages");
    CHECK(*(flags + 2) == "Trust\\Certificates");
}

TEST_CASE("policy settings: Root and CA never reach a user side") {
    for (const Store store : {Store::root, Store::intermediate}) {
        const auto refused = settings_for(test::policy_of({plain_in(store)}), Side::user);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == core::ErrorCode::usage);
    }
}

TEST_CASE("policy settings: friendly name and restricted usage reach the blob") {
    TrustPolicy policy = test::policy_of({{test::plain_certificate(), Store::trusted_people, Role::current, "Exchange", {}}});
    policy.restrict_eku = true;
    const core::Bytes blob = settings_for(policy, Side::computer).value().front().data;
    // 3 (20), 9 (12), 11 (18), 32 (367), each with 12 octets before it.
    CHECK(blob.size() == 20 + 12 + 18 + 367 + 4 * 12);
}
