// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/trust/certificate_blob.hpp"
#include "gpotrust/trust/trust_policy.hpp"
#include "property/random_input.hpp"
#include "support/catch.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;

namespace {

// Any choice of the allow-list in any order, 32 last.
std::vector<Property> random_properties(test::RandomInput& random) {
    std::vector<std::uint32_t> ids = {3, 4, 9, 11, 15, 20, 25, 92};
    for (std::size_t i = ids.size() - 1; i > 0; --i) std::swap(ids[i], ids[random.below(i + 1)]);
    ids.resize(random.below(ids.size() + 1));
    ids.push_back(32);
    std::vector<Property> properties;
    for (const std::uint32_t id : ids) properties.push_back({static_cast<PropertyId>(id), random.octets(3 + random.below(200))});
    return properties;
}

}  // namespace

TEST_CASE("property: what a certificate blob is written from it reads back as") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed);
    for (int run = 0; run < 2000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        const auto properties = random_properties(random);
        const auto blob = serialize_certificate_blob(properties);
        REQUIRE(blob);
        REQUIRE(parse_certificate_blob(*blob).value() == properties);
    }
}

TEST_CASE("property: a damaged certificate blob is refused with an octet or says what it says") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed + 1);
    for (int run = 0; run < 2000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        core::Bytes blob = serialize_certificate_blob(random_properties(random)).value();
        blob[random.below(blob.size())] = static_cast<std::uint8_t>(random.number());
        blob.resize(blob.size() - (random.below(3) == 0 ? random.below(blob.size()) : 0));
        const auto read = parse_certificate_blob(blob);
        if (!read) {
            REQUIRE(read.error().message.find("at octet ") != std::string::npos);
        } else if (const auto again = serialize_certificate_blob(*read)) {
            REQUIRE(*again == blob);
        }
    }
}

TEST_CASE("property: any name makes an identity or a refusal, and every slug is a safe folder name") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed + 2);
    std::size_t accepted = 0;
    for (int run = 0; run < 2000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        const std::string name = random.text(40);
        const auto identity = make_identity(name, "contoso.com");
        if (!identity) continue;
        ++accepted;
        const std::string slug = make_slug(*identity, nullptr, nullptr);
        REQUIRE_FALSE(slug.empty());
        REQUIRE(slug.size() <= 40);
        REQUIRE(std::all_of(slug.begin(), slug.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
        REQUIRE(make_identity(core::ascii_upper(name), "CONTOSO.com").value().guid == identity->guid);
    }
    CHECK(accepted > 300);
}

TEST_CASE("property: friendly names of any kind leave a blob that reads back") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed + 3);
    const auto certificate = test::plain_certificate();
    for (int run = 0; run < 500; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        TrustPolicy policy = test::policy_of({{certificate, Store::trusted_people, Role::current, random.text(60), {}}});
        policy.gpmc_style = random.below(2) == 0;
        policy.preferences_in_backup = random.below(2) == 0;
        policy.restrict_eku = random.below(2) == 0;
        policy.peer_usages = random.below(2) == 0;
        for (const Side side : {Side::computer, Side::user}) {
            const auto settings = settings_for(policy, side).value();
            REQUIRE(std::is_sorted(settings.begin(), settings.end(),
                                   [](const auto& a, const auto& b) { return registry_policy::compare_keys(a.key, b.key) < 0; }));
            REQUIRE(registry_policy::parse_registry_pol(registry_policy::serialize_registry_pol(settings).value()).value() == settings);
            for (const auto& setting : settings) {
                if (setting.value != "Blob") continue;
                const auto properties = parse_certificate_blob(setting.data).value();
                REQUIRE(properties.back().value == test::data_file("trust/plain.cer"));
            }
        }
    }
}
