// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The GPO that a policy is merged into (docs/decisions/0008-merging-into-a-base.md).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/registry_policy/setting.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::trust {

/// The highest number that fits one half of a side's version.
inline constexpr unsigned k_highest_version = 65'535;

/// One side of the base.
struct BaseSide {
    /// The records that are not ours, in file order; nothing where the base has no registry.pol on this side.
    std::optional<std::vector<registry_policy::Setting>> foreign = {};
    std::string registry_pol = {};  ///< path of the file below the backup's folder, as the base spells it; empty: the usual one
    unsigned version = 0;           ///< the higher half of its version number
    std::string extensions = {};    ///< its extension list, as written
};

/// A backup of somebody's GPO, without what is ours in it: a policy that has one carries all of it along.
struct BaseGpo {
    GpoIdentity identity;          ///< as the base says
    core::Guid backup_id;          ///< of the backup that was given
    std::string domain_guid = {};  ///< objectGUID of its domain, as written; may be empty
    std::string domain_controller = {};
    std::string backup_time = {};        ///< "YYYY-MM-DDThh:mm:ss", UTC, as written
    std::uint32_t options = 0;           ///< disabled sides; with --enable-side without the bit
    std::uint32_t original_options = 0;  ///< as the GPO itself has them: what they are again when nothing of ours is left
    BaseSide computer;
    BaseSide user;
    core::FileTree files = {};               ///< everything else below DomainSysvol, by its path below the backup's folder
    std::set<std::string> named = {};        ///< what Backup.xml names of those, lower case with '/': an import leaves out the rest
    core::Bytes backup_xml = {};             ///< Backup.xml, which keeps all that merging does not change
    std::optional<core::Bytes> report = {};  ///< gpreport.xml
    core::Sha256Digest digest = {};          ///< see digest_of()

    [[nodiscard]] const BaseSide& side(Side which) const { return which == Side::computer ? computer : user; }
    [[nodiscard]] BaseSide& side(Side which) { return which == Side::computer ? computer : user; }
    [[nodiscard]] bool is_disabled(Side which) const { return (options & (which == Side::computer ? 2U : 1U)) != 0; }
};

/// What of a base decides what clients do: GPO, disabled sides, foreign records, extension lists, files. Not the backup's own id, time and versions, so that a fresh backup of an unchanged GPO counts as the
/// same.
[[nodiscard]] core::Sha256Digest digest_of(const BaseGpo& base);

/// The records of a registry.pol that holds foreign and our own records.
struct MergedSettings {
    std::vector<registry_policy::Setting> records;
    std::size_t first = 0;  ///< where our block begins
    std::size_t count = 0;  ///< how many records it has
    friend bool operator==(const MergedSettings&, const MergedSettings&) = default;
};

/// Foreign records byte for byte and in order, ours in one block before the first record that sorts later; a record of ours that is among the foreign ones (keys and names compared without case) is not
/// written twice. Fails with unsupported_input where the foreign records set one of our values to something else, or delete it after the block.
[[nodiscard]] core::Result<MergedSettings> merge_settings(std::span<const registry_policy::Setting> foreign,
                                                          std::span<const registry_policy::Setting> ours);

/// The registry.pol of one side of a policy, merged into its base where it has one; nothing where there is no such file: the scope leaves the side out, or nothing of ours is left on a side the base does not
/// have.
[[nodiscard]] core::Result<std::optional<MergedSettings>> registry_policy_of(const TrustPolicy& policy, Side side);

/// What becomes of one record when a policy takes over a base.
enum class Takeover {
    adopted,  ///< a certificate of the policy that the base held already, whoever put it there: from now on it is the policy's
    removed,  ///< what an earlier revision of the policy put there
};

/// What taking over took out of the foreign records.
struct TakenOver {
    Side side;
    Takeover what;
    registry_policy::Setting setting;  ///< as it stood in the base
    bool same = false;                 ///< adopted: the policy writes the very same record
};

/// Takes out of a base what belongs to `policy` or, as far as it is given, to the revision before: records of the policy's certificates on its sides, of certificates that it had and has no longer on either side, and
/// whatever else `before` put there. Sets the digest.
/// The result is what the policy is to carry as its base.
[[nodiscard]] core::Result<std::vector<TakenOver>> take_over(BaseGpo& base, const TrustPolicy& policy, const TrustPolicy* before);

}  // namespace gpotrust::trust
