// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/carried_base.hpp"

#include <fmt/format.h>

#include <map>

#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/gpo/base.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::bundle {
namespace {

using core::ErrorCode;
using registry_policy::Setting;
using trust::Side;

constexpr std::string_view k_hint = "get the whole package again, or back the GPO up again and give it with --base";

tl::unexpected<core::Error> not_the_one(Side side, std::string_view what) {
    return core::fail(ErrorCode::malformed_input,
                      fmt::format("the GPO the package was merged into is not the one its manifest names: {} side, {}", trust::to_text(side), what),
                      std::string(k_hint));
}

/// The files of the package's one backup, by their path below its folder.
std::map<std::string, core::Bytes> backup_files(const Manifest& manifest, const core::FileTree& package) {
    const std::string folder = fmt::format("{}/{}/", artefact::k_gpo_backup_root, core::to_braced_upper(manifest.backup_id));
    std::map<std::string, core::Bytes> files;
    for (const auto& [path, content] : package) {
        if (path.text().starts_with(folder)) files.emplace(path.text().substr(folder.size()), content);
    }
    return files;
}

core::Result<core::Sha256Digest> digest_of_records(const std::optional<std::vector<Setting>>& records) {
    if (!records) return crypto::sha256(core::BytesView());
    GPOTRUST_TRY_ASSIGN(const core::Bytes octets, registry_policy::serialize_registry_pol(*records, registry_policy::WriteRules::as_read));
    return crypto::sha256(octets);
}

core::Result<void> cut_block(const ManifestBaseSide& told, Side which, trust::BaseSide& side) {
    side.version = told.version;
    side.extensions = told.extensions;
    side.registry_pol = told.registry_pol;
    const std::size_t records = side.foreign ? side.foreign->size() : 0;
    if (told.first > records || told.count > records - told.first) return not_the_one(which, "fewer records than ours alone");
    if (side.foreign) {
        const auto first = side.foreign->begin() + static_cast<std::ptrdiff_t>(told.first);
        side.foreign->erase(first, first + static_cast<std::ptrdiff_t>(told.count));
    }
    if (!told.has_policy) {
        if (side.foreign && !side.foreign->empty()) return not_the_one(which, "records it does not have");
        side.foreign.reset();
    }
    GPOTRUST_TRY_ASSIGN(const core::Sha256Digest digest, digest_of_records(side.foreign));
    if (digest != told.foreign) return not_the_one(which, "other records");
    return {};
}

core::Result<ManifestBaseSide> describe_side(const trust::TrustPolicy& policy, Side which) {
    const trust::BaseSide& side = policy.base->side(which);
    ManifestBaseSide told;
    told.has_policy = side.foreign.has_value();
    told.registry_pol = side.registry_pol;
    told.version = side.version;
    told.extensions = side.extensions;
    GPOTRUST_TRY_ASSIGN(told.foreign, digest_of_records(side.foreign));
    GPOTRUST_TRY_ASSIGN(const auto merged, trust::registry_policy_of(policy, which));
    if (!merged) return told;
    told.first = merged->first;
    told.count = merged->count;
    return told;
}

}  // namespace

core::Result<std::shared_ptr<const trust::BaseGpo>> carried_base(const Manifest& manifest, const core::FileTree& package) {
    if (!manifest.base) return std::shared_ptr<const trust::BaseGpo>();
    auto read = gpo::read_base(backup_files(manifest, package));
    if (!read) return core::fail(std::move(read).error().in(std::string(artefact::k_gpo_backup_root)));
    auto base = std::make_shared<trust::BaseGpo>(std::move(read->base));
    base->identity = manifest.base->identity;
    base->backup_id = manifest.base->backup_id;
    base->domain_guid = manifest.base->domain_guid;
    base->domain_controller = manifest.base->domain_controller;
    base->backup_time = manifest.base->backup_time;
    base->options = manifest.base->options;
    base->original_options = manifest.base->original_options;
    GPOTRUST_TRY(cut_block(manifest.base->computer, Side::computer, base->computer));
    GPOTRUST_TRY(cut_block(manifest.base->user, Side::user, base->user));
    base->digest = trust::digest_of(*base);
    if (base->digest != manifest.base->digest)
        return core::fail(ErrorCode::malformed_input, "the GPO the package was merged into is not the one its manifest names: other files",
                          std::string(k_hint));
    return std::shared_ptr<const trust::BaseGpo>(std::move(base));
}

core::Result<std::optional<ManifestBase>> describe_base(const trust::TrustPolicy& policy) {
    if (policy.base == nullptr) return std::optional<ManifestBase>();
    const trust::BaseGpo& base = *policy.base;
    ManifestBase told{.backup_id = base.backup_id,
                      .identity = base.identity,
                      .domain_guid = base.domain_guid,
                      .domain_controller = base.domain_controller,
                      .backup_time = base.backup_time,
                      .options = base.options,
                      .original_options = base.original_options,
                      .digest = base.digest};
    GPOTRUST_TRY_ASSIGN(told.computer, describe_side(policy, Side::computer));
    GPOTRUST_TRY_ASSIGN(told.user, describe_side(policy, Side::user));
    return std::optional(std::move(told));
}

}  // namespace gpotrust::bundle
