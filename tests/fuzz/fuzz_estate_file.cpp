// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// An estate file that is taken keeps its promises; one that is not says where, and repeats no octet that could harm a terminal.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/renewal/estate_file.hpp"

using namespace gpotrust;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_schedule(const renewal::Schedule& schedule) {
    const auto& days = schedule.thresholds;
    require(!days.empty() && days.size() <= 32);
    require(std::is_sorted(days.rbegin(), days.rend()) && std::adjacent_find(days.begin(), days.end()) == days.end());
    require(days.front() <= 3650 && schedule.renew_days <= 3650);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = renewal::parse_estate_file(core::as_text({data, size}));
    if (!file) {
        require(file.error().code == core::ErrorCode::malformed_input);
        require(core::printable(file.error().text()) == file.error().text());
        return 0;
    }
    require_schedule(file->defaults.schedule);
    std::set<core::Guid> identities;
    for (const renewal::ListedTrust& trust : file->trusts) {
        require(identities.insert(trust.identity.guid).second);
        require(trust.retired || !trust.exports.empty());
        require(!(trust.password_file && trust.password_env));
        require_schedule(trust.reminding.schedule);
        require(renewal::reminding_for(*file, trust.identity.guid) == trust.reminding);
    }
    return 0;
}
