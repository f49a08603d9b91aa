// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The input as the registry.pol of a GPO that a policy is merged into: what is not ours comes out as it went in, and merging again changes nothing.
#include <cstdint>
#include <cstdlib>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/trust/base_gpo.hpp"

using namespace gpotrust;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

/// All entries the editor writes and the peer usages: keys of many shapes, without a certificate.
trust::TrustPolicy policy_of_keys() {
    trust::TrustPolicy policy;
    policy.identity = {"Fuzz", "", {}};
    policy.gpmc_style = true;
    policy.peer_usages = true;
    return policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const auto foreign = registry_policy::parse_registry_pol({octets, size});
    if (!foreign) return 0;
    static const auto ours = trust::settings_for(policy_of_keys(), trust::Side::computer).value();
    const auto merged = trust::merge_settings(*foreign, ours);
    if (!merged) return 0;
    require(merged->count <= ours.size() && merged->first + merged->count <= merged->records.size());
    auto rest = merged->records;
    const auto first = rest.begin() + static_cast<std::ptrdiff_t>(merged->first);
    rest.erase(first, first + static_cast<std::ptrdiff_t>(merged->count));
    require(rest == *foreign);
    const auto again = trust::merge_settings(merged->records, ours);
    require(!again || (again->count == 0 && again->records == merged->records));
    return 0;
}
