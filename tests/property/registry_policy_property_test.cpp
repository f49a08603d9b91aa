// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include "gpotrust/registry_policy/registry_pol.hpp"
#include "property/random_input.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

Setting random_setting(test::RandomInput& random) {
    std::string key = "Software";
    for (std::size_t depth = random.below(5); depth > 0; --depth) key += "\\" + random.text(8) + "k";
    const auto type = static_cast<ValueType>(random.below(4) == 0 ? random.number() : static_cast<std::uint32_t>(random.below(12)));
    return {std::move(key), random.text(20), type, random.octets(random.below(3) == 0 ? 0 : random.below(300))};
}

std::vector<Setting> random_settings(test::RandomInput& random) {
    std::vector<Setting> settings;
    for (std::size_t count = random.below(12); count > 0; --count) settings.push_back(random_setting(random));
    return settings;
}

}  // namespace

TEST_CASE("property: what registry.pol writes it reads back") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed);
    for (int run = 0; run < 2000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        const auto settings = random_settings(random);
        const auto file = serialize_registry_pol(settings);
        REQUIRE(file);
        const auto read = parse_registry_pol(*file);
        REQUIRE(read);
        REQUIRE(*read == settings);
        REQUIRE(serialize_registry_pol(*read, WriteRules::as_read).value() == *file);
    }
}

TEST_CASE("property: a damaged registry.pol is refused or reads as what it says") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed + 1);
    for (int run = 0; run < 2000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        core::Bytes file = serialize_registry_pol(random_settings(random)).value();
        for (std::size_t damages = 1 + random.below(3); damages > 0; --damages)
            file[random.below(file.size())] = static_cast<std::uint8_t>(random.number());
        file.resize(file.size() - (random.below(4) == 0 ? random.below(file.size()) : 0));
        const auto read = parse_registry_pol(file);
        if (read) {
            REQUIRE(serialize_registry_pol(*read, WriteRules::as_read).value() == file);
        } else {
            REQUIRE(read.error().message.find("at octet ") != std::string::npos);
        }
    }
}

TEST_CASE("property: compare_keys is a total order that keeps subkeys together") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed + 2);
    const auto less = [](const std::string& a, const std::string& b) { return compare_keys(a, b) < 0; };
    for (int run = 0; run < 200; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        std::vector<std::string> keys;
        for (int i = 0; i < 30; ++i) keys.push_back(random_setting(random).key);
        std::sort(keys.begin(), keys.end(), less);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            REQUIRE((compare_keys(keys[i], keys[i]) == 0));
            for (std::size_t j = i + 1; j < keys.size(); ++j) {
                REQUIRE_FALSE(less(keys[j], keys[i]));
                REQUIRE(less(keys[i], keys[i] + "\\x"));
                // Nothing that is no subkey sorts between a key and its subkeys.
                if (keys[j].starts_with(keys[i] + "\\"))
                    REQUIRE(
                        (compare_keys(keys[j - 1], keys[i]) == 0 || compare_keys(keys[j - 1].substr(0, keys[i].size() + 1), keys[i] + "\\") == 0));
            }
        }
    }
}
