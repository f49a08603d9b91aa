// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// One policy, every format that can be read back: all of them must say the same, whatever the names are.
#include <algorithm>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"
#include "property/random_input.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using trust::Role;
using trust::Scope;
using trust::Store;

namespace {

constexpr std::size_t k_longest_name = 255;

/// A valid GPO name of up to 255 UTF-16 units; every fourth has all of them.
std::string random_name(RandomInput& random) {
    for (;;) {
        std::string name = random.text(60);
        std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
        const bool full = random.below(4) == 0;
        while (full && core::utf16_length(name) < k_longest_name) name += random.below(3) == 0 ? "&" : "\"";
        if (trust::make_identity(name, "contoso.com")) return name;
    }
}

std::vector<Store> stores_of(Scope scope, RandomInput& random) {
    std::vector<Store> possible = {Store::trusted_people, Store::trusted_publisher, Store::disallowed};
    if (scope == Scope::computer) possible.insert(possible.end(), {Store::root, Store::intermediate});
    std::vector<Store> chosen;
    std::copy_if(possible.begin(), possible.end(), std::back_inserter(chosen), [&](Store) { return random.below(2) == 0; });
    return chosen;
}

trust::TrustPolicy random_policy(const std::vector<certificate::Certificate>& certificates, RandomInput& random) {
    constexpr Scope k_scopes[] = {Scope::computer, Scope::user, Scope::both};
    trust::TrustPolicy policy;
    policy.identity = *trust::make_identity(random_name(random), random.below(2) == 0 ? "" : "contoso.com");
    policy.scope = k_scopes[random.below(3)];
    policy.gpmc_style = random.below(2) == 0;
    policy.preferences_in_backup = random.below(2) == 0;
    policy.restrict_eku = random.below(2) == 0;
    policy.peer_usages = policy.scope != Scope::user && random.below(2) == 0;
    const std::size_t share = 1 + random.below(4);  // every policy with share 1 has all 32 certificates
    for (const Store store : stores_of(policy.scope, random)) {
        for (const certificate::Certificate& each : certificates) {
            if (random.below(share) != 0) continue;
            policy.certificates.push_back({each, store, store == Store::disallowed ? Role::distrusted : Role::current, random.text(30), {}});
        }
    }
    const auto normal = trust::normalize(policy);
    REQUIRE(normal.has_value());
    return *normal;
}

bool says(const std::optional<std::vector<registry_policy::Setting>>& read, const artefact::Format& format, const trust::TrustPolicy& policy,
          trust::Side side) {
    if (read.has_value() != trust::includes(policy.scope, side)) return false;
    return !read || *read == *artefact::carried_settings(format, policy, side);
}

}  // namespace

TEST_CASE("property: a policy printed by every format that can be read back gives the same settings") {
    const std::uint64_t seed = property_seed();
    WARN("seed " << seed);
    RandomInput random(seed);
    const auto certificates = thirty_two_certificates();
    std::size_t full_policies = 0;
    std::size_t formats_read = 0;
    for (int run = 0; run < 60; ++run) {
        const trust::TrustPolicy policy = random_policy(certificates, random);
        if (policy.certificates.size() >= 32) ++full_policies;
        for (const artefact::Format* format : artefact::formats()) {
            if (format->read == nullptr) continue;
            INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed << ", " << format->id << ", " << policy.identity.name);
            const auto read = format->read(build(format->id, policy, 1 + static_cast<unsigned>(random.below(65'535))));
            if (!read) FAIL(read.error().text());
            REQUIRE(says(read->computer, *format, policy, trust::Side::computer));
            REQUIRE(says(read->user, *format, policy, trust::Side::user));
            ++formats_read;
        }
    }
    CHECK(full_policies > 10);
    CHECK(formats_read >= std::size_t{60} * 4);
}
