// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/base_gpo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "trust/deletions.hpp"

namespace gpotrust::trust {
namespace {

using core::ErrorCode;
using registry_policy::Setting;
using Settings = std::vector<Setting>;

/// Key and value name as the registry tells them apart.
using Place = std::pair<std::string, std::string>;
Place place_of(const Setting& setting) { return {core::ascii_lower(setting.key), core::ascii_lower(setting.value)}; }

bool same_record(const Setting& a, const Setting& b) { return a.type == b.type && a.data == b.data && place_of(a) == place_of(b); }

tl::unexpected<core::Error> cannot_merge(const Setting& setting, std::string_view why, std::string hint) {
    const std::string name = setting.value.empty() ? std::string() : " " + core::printable(setting.value);
    return core::fail(ErrorCode::unsupported_input, fmt::format("{}{}: {}", core::printable(setting.key), name, why), std::move(hint));
}

/// Where each value stands; of several of one name the last, which counts for clients.
std::map<Place, std::size_t> places_of(std::span<const Setting> records) {
    std::map<Place, std::size_t> places;
    for (std::size_t i = 0; i < records.size(); ++i) places[place_of(records[i])] = i;
    return places;
}

core::Result<void> check_deletions(std::span<const Setting> after, std::span<const Setting> block) {
    for (const Setting& record : after) {
        if (!record.value.starts_with("**")) continue;
        for (const Setting& setting : block) {
            if (!deletes(record, setting)) continue;
            return cannot_merge(record, fmt::format("the GPO deletes here what would be put to {}", core::printable(setting.key)),
                                "take that deletion out of the GPO and back it up again, or use a GPO of its own (without --base)");
        }
    }
    return {};
}

/// Ours without what is there already, and stays there.
core::Result<Settings> missing_of(std::span<const Setting> foreign, std::span<const Setting> ours) {
    const std::map<Place, std::size_t> places = places_of(foreign);
    Settings missing;
    for (const Setting& setting : ours) {
        const auto there = places.find(place_of(setting));
        if (there == places.end()) {
            missing.push_back(setting);
            continue;
        }
        if (!same_record(foreign[there->second], setting))
            return cannot_merge(setting, "the GPO sets this to something else",
                                "leave out the option that sets it, or take it out of the GPO and back that up again");
        GPOTRUST_TRY(check_deletions(foreign.subspan(there->second + 1), {&setting, 1}));
    }
    return missing;
}

void add(core::Bytes& octets, core::BytesView field) {
    core::append_u32_le(octets, static_cast<std::uint32_t>(field.size()));
    core::append(octets, field);
}
void add(core::Bytes& octets, std::string_view field) { add(octets, core::as_bytes(field)); }

void add_side(core::Bytes& octets, const BaseSide& side) {
    add(octets, core::ascii_lower(side.extensions));
    octets.push_back(side.foreign ? 1 : 0);
    if (!side.foreign) return;
    for (const Setting& record : *side.foreign) {
        add(octets, record.key);
        add(octets, record.value);
        core::append_u32_le(octets, static_cast<std::uint32_t>(record.type));
        add(octets, record.data);
    }
}

std::string key_of(Store store, const core::Sha1Thumbprint& sha1) {
    return core::ascii_lower(
        fmt::format("Software\\Policies\\Microsoft\\SystemCertificates\\{}\\Certificates\\{}", to_text(store), core::to_hex(sha1)));
}

/// Keys, in lower case, of certificates whose records on a side are the policy's: those it has there, and those it had and has no longer, wherever they are. Who takes trust away wants it gone.
std::set<std::string> certificate_keys(const TrustPolicy& policy, const TrustPolicy* before, Side side) {
    std::set<std::string> held;
    std::set<std::string> keys;
    for (const TrustedCertificate& entry : policy.certificates) held.insert(key_of(entry.store, entry.certificate.sha1()));
    for (const WithdrawnCertificate& entry : policy.withdrawn) keys.insert(key_of(entry.store, entry.sha1));
    if (before != nullptr) {
        for (const TrustedCertificate& entry : before->certificates) keys.insert(key_of(entry.store, entry.certificate.sha1()));
    }
    for (const std::string& key : held) keys.erase(key);
    if (includes(policy.scope, side)) keys.merge(held);
    return keys;
}

/// What a revision put beside the records it found.
core::Result<Settings> block_of(const TrustPolicy& policy, Side side) {
    GPOTRUST_TRY_ASSIGN(const auto merged, registry_policy_of(policy, side));
    if (!merged) return Settings();
    const auto first = merged->records.begin() + static_cast<std::ptrdiff_t>(merged->first);
    return Settings(first, first + static_cast<std::ptrdiff_t>(merged->count));
}

/// Records by their place.
std::map<Place, Setting> by_place(Settings settings) {
    std::map<Place, Setting> map;
    for (Setting& setting : settings) {
        Place place = place_of(setting);
        map.insert_or_assign(std::move(place), std::move(setting));
    }
    return map;
}

bool holds(const std::map<Place, Setting>& settings, const Setting& record) {
    const auto found = settings.find(place_of(record));
    return found != settings.end() && same_record(found->second, record);
}

/// What is sought among the records of one side.
struct Sought {
    std::set<std::string> certificates = {};  ///< keys, in lower case
    std::map<Place, Setting> before = {};     ///< what the revision before put there
    std::map<Place, Setting> after = {};      ///< what the policy puts there
};

core::Result<Sought> sought_on(Side side, const TrustPolicy& policy, const TrustPolicy* before) {
    Sought sought;
    sought.certificates = certificate_keys(policy, before, side);
    GPOTRUST_TRY_ASSIGN(Settings after, settings_for(policy, side));
    sought.after = by_place(std::move(after));
    if (before == nullptr) return sought;
    GPOTRUST_TRY_ASSIGN(Settings block, block_of(*before, side));
    sought.before = by_place(std::move(block));
    return sought;
}

void take_side_over(Side side, Settings& records, const Sought& sought, std::vector<TakenOver>& taken) {
    Settings kept;
    for (Setting& record : records) {
        const bool ours = holds(sought.before, record);
        if (!ours && !sought.certificates.contains(core::ascii_lower(record.key))) {
            kept.push_back(std::move(record));
            continue;
        }
        const bool same = holds(sought.after, record);
        taken.push_back({side, ours ? Takeover::removed : Takeover::adopted, std::move(record), same});
    }
    records = std::move(kept);
}

}  // namespace

core::Sha256Digest digest_of(const BaseGpo& base) {
    core::Bytes octets;
    add(octets, std::string_view("gpotrust base 1"));
    add(octets, core::to_braced_upper(base.identity.guid));
    core::append_u32_le(octets, base.options);
    add_side(octets, base.computer);
    add_side(octets, base.user);
    for (const std::string& name : base.named) add(octets, name);
    add(octets, std::string_view());
    for (const auto& [path, content] : base.files) {
        add(octets, path.text());
        add(octets, core::BytesView(crypto::sha256(content).octets));
    }
    return crypto::sha256(octets);
}

core::Result<MergedSettings> merge_settings(std::span<const Setting> foreign, std::span<const Setting> ours) {
    GPOTRUST_TRY_ASSIGN(Settings block, missing_of(foreign, ours));
    MergedSettings merged{{foreign.begin(), foreign.end()}, foreign.size(), block.size()};
    if (block.empty()) return merged;
    const auto later = std::find_if(foreign.begin(), foreign.end(),
                                    [&](const Setting& record) { return registry_policy::compare_keys(record.key, block.front().key) > 0; });
    merged.first = static_cast<std::size_t>(later - foreign.begin());
    GPOTRUST_TRY(check_deletions(foreign.subspan(merged.first), block));
    merged.records.insert(merged.records.begin() + static_cast<std::ptrdiff_t>(merged.first), block.begin(), block.end());
    return merged;
}

core::Result<std::optional<MergedSettings>> registry_policy_of(const TrustPolicy& policy, Side side) {
    using Result = core::Result<std::optional<MergedSettings>>;
    GPOTRUST_TRY_ASSIGN(Settings ours, settings_for(policy, side));
    if (policy.base == nullptr) {
        if (!includes(policy.scope, side)) return Result(std::nullopt);
        const std::size_t count = ours.size();
        return Result(MergedSettings{std::move(ours), 0, count});
    }
    const std::optional<Settings>& foreign = policy.base->side(side).foreign;
    if (!foreign && ours.empty()) return Result(std::nullopt);
    auto merged = merge_settings(foreign ? *foreign : Settings(), ours);
    if (!merged) return core::fail(std::move(merged).error().in(fmt::format("--base, {} side", to_text(side))));
    return Result(*std::move(merged));
}

core::Result<std::vector<TakenOver>> take_over(BaseGpo& base, const TrustPolicy& policy, const TrustPolicy* before) {
    std::vector<TakenOver> taken;
    for (const Side side : {Side::computer, Side::user}) {
        GPOTRUST_TRY_ASSIGN(const Sought sought, sought_on(side, policy, before));
        std::optional<Settings>& records = base.side(side).foreign;
        if (records) take_side_over(side, *records, sought, taken);
    }
    base.digest = digest_of(base);
    return taken;
}

}  // namespace gpotrust::trust
