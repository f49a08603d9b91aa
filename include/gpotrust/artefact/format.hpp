// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/core/utc_time.hpp"
#include "gpotrust/registry_policy/setting.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::artefact {

/// What a format may know beside the policy. Time and version are inputs: the same context gives the same octets.
struct BuildContext {
    unsigned revision = 1;       ///< 1 to 65,535; version numbers count up with it
    core::UtcTime created_at{};  ///< stands as BackupTime and in the read-me
    core::Guid backup_id;        ///< see backup_id_for()
    std::string slug;            ///< names folders and files the read-me speaks of
    std::string tool_version;
    std::vector<std::string> formats = {};  ///< ids of the formats the package holds, sorted; empty: all
};

/// The folder of a package that GPMC's "Manage Backups" and Import-GPO -Path are pointed at; in it {BACKUP-GUID}.
inline constexpr std::string_view k_gpo_backup_root = "gpo-backup";

/// Backup id = UUIDv5(GPO GUID, revision, digest of the content): another one for every revision, the same one for the same input.
[[nodiscard]] core::Guid backup_id_for(const trust::TrustPolicy& policy, unsigned revision);

/// What an artefact makes the program that takes it do. Two artefacts with equal values do the same.
struct ReadBack {
    std::optional<std::vector<registry_policy::Setting>> computer;  ///< absent when the artefact has nothing for the side
    std::optional<std::vector<registry_policy::Setting>> user;
    /// Everything else it says to that program, in the order of its documents: (file and element, text). What is only shown to people is left out.
    std::vector<std::pair<std::string, std::string>> told = {};
};

/// What of a policy a format carries.
enum class Carries {
    policy,        ///< every setting of the policy, as registry.pol has them
    certificates,  ///< the certificates alone, in the ordinary stores: see ordinary_store_settings()
    withdrawn,     ///< what earlier revisions held and the policy does not: nothing where there is none
};

/// One artefact format: everything the CLI, the docs, the package and the contract tests need to know about it. Defined in
/// src/artefact/<folder>/, listed once in src/artefact/CMakeLists.txt.
struct Format {
    std::string_view id;  ///< "gpo-backup"; stands in the manifest and in --artefacts
    std::string_view title;
    std::string_view consumer;       ///< the program that takes it, with version where it matters
    std::string_view scopes;         ///< "computer,user"
    std::string_view how_to_apply;   ///< one line
    std::string_view how_to_undo;    ///< one line
    std::string_view leaves_behind;  ///< what stays on clients after undoing
    std::string_view verified_by;    ///< programs that accepted it, comma separated; empty: unverified
    bool is_prose;                   ///< text for people alone: its wording may differ from version to version
    /// Makes the files, with paths from the package root. Never touches the world.
    core::Result<core::FileTree> (*build)(const trust::TrustPolicy& policy, const BuildContext& context);
    /// Reads the settings back out of a package's files; nullptr where the format does not carry them.
    core::Result<ReadBack> (*read)(const core::FileTree& package);
    /// The same for a package of a policy that has a base, whose settings and files stand there, too; nullptr where the format leaves the base out.
    core::Result<ReadBack> (*read_merged)(const core::FileTree& package) = nullptr;
    bool always_made = false;           ///< stands in every package, whatever --artefacts says
    Carries carries = Carries::policy;  ///< what it makes clients do, and read() gives back
};

/// All formats, sorted by id.
[[nodiscard]] std::span<const Format* const> formats();

/// Reads a list of format ids with commas between them, or "all". Gives the ids sorted, once each, with those that are always made; nothing for "all": a package of
/// all formats stays what was asked for when a later version knows more of them. Fails with usage, naming the nearest id.
[[nodiscard]] core::Result<std::vector<std::string>> parse_selection(std::string_view list);
/// The formats a package of that selection holds, sorted by id; ids nobody knows are passed over.
[[nodiscard]] std::vector<const Format*> chosen_formats(std::span<const std::string> selection);
/// Ids of formats, in their order.
[[nodiscard]] std::vector<std::string> ids_of(std::span<const Format* const> formats);

/// The certificates among a policy's settings, moved to the ordinary stores: SOFTWARE\Microsoft\SystemCertificates\STORE\Certificates\SHA1, value Blob. Empty store keys and peer
/// usages have no counterpart there.
[[nodiscard]] std::vector<registry_policy::Setting> ordinary_store_settings(std::span<const registry_policy::Setting> policy);
/// Reads an artefact of that policy: read_merged() where the policy has a base and the format carries it, else read(). The format must be readable.
[[nodiscard]] core::Result<ReadBack> read_back(const Format& format, const trust::TrustPolicy& policy, const core::FileTree& package);
/// What read_back() must give for a side of the policy.
[[nodiscard]] core::Result<std::vector<registry_policy::Setting>> carried_settings(const Format& format, const trust::TrustPolicy& policy,
                                                                                   trust::Side side);

}  // namespace gpotrust::artefact
