// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/base.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using registry_policy::Setting;
using trust::Side;

constexpr std::string_view k_scheme = "backup.xml";

core::Result<bool> is_backup(const fs::path& folder) {
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(folder));
    return std::any_of(entries.begin(), entries.end(),
                       [](const fs::path& entry) { return core::ascii_lower(platform::path_to_utf8(entry.filename())) == k_scheme; });
}

core::Error several(const fs::path& parent, const std::vector<fs::path>& backups) {
    std::string list;
    for (const fs::path& backup : backups) list += (list.empty() ? "" : ", ") + core::printable(platform::path_to_utf8(backup.filename()));
    return {ErrorCode::choice_needed,
            fmt::format("{} holds {} GPO backups: {}", platform::shown(parent), backups.size(), list),
            "name the folder of the one that is meant; `gpotrust inspect` shows what they hold",
            {"--base"}};
}

/// The {BACKUPID} folder that was meant.
core::Result<fs::path> backup_folder(const fs::path& given) {
    if (!platform::is_directory(given)) {
        if (platform::exists(given))
            return core::fail(core::Error{
                ErrorCode::unsupported_input, platform::shown(given) + " is no folder", "give the {BACKUPID} folder of a GPMC backup", {"--base"}});
        return core::fail(core::Error{ErrorCode::file_system, platform::shown(given) + " is not there", "", {"--base"}});
    }
    GPOTRUST_TRY_ASSIGN(const bool itself, is_backup(given));
    if (itself) return given;
    std::vector<fs::path> backups;
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(given));
    for (const fs::path& entry : entries) {
        if (!platform::is_directory(entry) || platform::is_symbolic_link(entry)) continue;
        GPOTRUST_TRY_ASSIGN(const bool found, is_backup(entry));
        if (found) backups.push_back(entry);
    }
    if (backups.size() > 1) return core::fail(several(given, backups));
    if (backups.size() == 1) return backups.front();
    return core::fail(core::Error{ErrorCode::unsupported_input,
                                  platform::shown(given) + " holds no GPO backup (no Backup.xml)",
                                  "back the GPO up in GPMC, or with Backup-GPO, and give that folder",
                                  {"--base"}});
}

bool is_certificate(const Setting& setting) {
    const std::string key = core::ascii_lower(setting.key);
    return core::ascii_iequals(setting.value, "Blob") && key.find("\\systemcertificates\\") != std::string::npos &&
           key.find("\\certificates\\") != std::string::npos;
}

/// Clears the bits of the sides a policy uses.
std::uint32_t with_sides_enabled(std::uint32_t options, trust::Scope scope) {
    if (trust::includes(scope, Side::computer)) options &= ~2U;
    if (trust::includes(scope, Side::user)) options &= ~1U;
    return options;
}

core::Result<void> check_sides(const trust::TrustPolicy& policy) {
    const auto reaches = [&](Side side) { return trust::includes(policy.scope, side) && !policy.base->is_disabled(side); };
    if (policy.certificates.empty() || reaches(Side::computer) || reaches(Side::user)) return {};
    return core::fail(
        ErrorCode::unfit,
        fmt::format("GPO_SIDE_DISABLED: the GPO \"{}\" has the {} disabled, so clients would see nothing of this",
                    core::printable(policy.base->identity.name),
                    policy.scope == trust::Scope::both ? "computer side and the user side" : fmt::format("{} side", trust::to_text(policy.scope))),
        "--enable-side enables what is needed, with all settings that stand there; or choose the other side with --scope");
}

core::Result<report::MergedSide> summary_of(const trust::TrustPolicy& policy, Side side) {
    report::MergedSide summary;
    summary.side = side;
    const trust::BaseGpo& base = *policy.base;
    summary.in_base = base.side(side).foreign.has_value();
    summary.disabled = base.is_disabled(side);
    if (summary.in_base) {
        for (const Setting& record : *base.side(side).foreign) ++(is_certificate(record) ? summary.foreign_certificates : summary.foreign_settings);
    }
    GPOTRUST_TRY_ASSIGN(const auto merged, trust::registry_policy_of(policy, side));
    GPOTRUST_TRY_ASSIGN(const auto ours, trust::settings_for(policy, side));
    summary.in_result = merged.has_value();
    summary.written = merged ? merged->count : 0;
    summary.certificates = static_cast<std::size_t>(std::count_if(ours.begin(), ours.end(), is_certificate));
    summary.already_there = ours.size() - summary.written;
    return summary;
}

}  // namespace

core::Result<std::optional<GivenBase>> read_given_base(const BaseWish& wish) {
    if (!wish.path) return std::optional<GivenBase>();
    GPOTRUST_TRY_ASSIGN(const fs::path absolute, platform::absolute_path(*wish.path));
    GPOTRUST_TRY_ASSIGN(const fs::path folder, backup_folder(absolute));
    auto tree = platform::read_tree(folder, {.files = gpo::k_base_files, .total_bytes = gpo::k_base_limit});
    if (!tree) return core::fail(std::move(tree).error().in("--base"));
    std::map<std::string, core::Bytes> files;
    while (!tree->empty()) {
        auto file = tree->extract(tree->begin());
        files.emplace(file.key().text(), std::move(file.mapped()));
    }
    auto read = gpo::read_base(files);
    if (!read) return core::fail(std::move(read).error().in(platform::path_to_utf8(folder)).in("--base"));
    return std::optional(GivenBase{platform::path_to_utf8(folder), *std::move(read)});
}

core::Result<std::vector<trust::TakenOver>> set_base(trust::TrustPolicy& policy, const trust::TrustPolicy* before,
                                                     const std::optional<GivenBase>& given, bool enable_side) {
    if (!given && (before == nullptr || before->base == nullptr)) return std::vector<trust::TakenOver>();
    auto base = std::make_shared<trust::BaseGpo>(given ? given->read.base : *before->base);
    if (enable_side) base->options = with_sides_enabled(base->options, policy.scope);
    GPOTRUST_TRY_ASSIGN(std::vector<trust::TakenOver> taken, trust::take_over(*base, policy, before));
    policy.base = std::move(base);
    return taken;
}

core::Result<std::optional<report::MergeSummary>> summarize(const trust::TrustPolicy& policy, const std::optional<GivenBase>& given,
                                                            std::vector<trust::TakenOver> taken) {
    if (policy.base == nullptr) return std::optional<report::MergeSummary>();
    GPOTRUST_TRY(check_sides(policy));
    const trust::BaseGpo& base = *policy.base;
    report::MergeSummary summary;
    summary.path = given ? given->path : std::string();
    summary.gpo_name = base.identity.name;
    summary.backup_id = base.backup_id;
    summary.backup_time = base.backup_time;
    for (const Side side : {Side::computer, Side::user}) {
        GPOTRUST_TRY_ASSIGN(report::MergedSide merged, summary_of(policy, side));
        summary.sides.push_back(std::move(merged));
    }
    for (trust::TakenOver& record : taken) {
        if (is_certificate(record.setting)) summary.taken.push_back(std::move(record));
    }
    summary.foreign_files = base.files.size();
    if (given) summary.missing = given->read.missing;
    if (given) summary.unnamed = given->read.unnamed;
    return std::optional(std::move(summary));
}

std::vector<std::string> advice_on(const report::MergeSummary& summary, const trust::TrustPolicy& policy) {
    std::vector<std::string> advice;
    const std::string name = core::printable(summary.gpo_name);
    if (summary.path.empty())
        advice.push_back(
            fmt::format("the other settings are those of \"{}\" as it was backed up at {}Z; if it has changed since, back it up again and give that "
                        "with --base, or an import "
                        "takes the changes back",
                        name, summary.backup_time));
    if (!core::ascii_iequals(summary.gpo_name, policy.identity.name))
        advice.push_back(fmt::format("the base is a backup of \"{}\", and this package is for \"{}\": an import replaces everything that one holds",
                                     name, core::printable(policy.identity.name)));
    for (const report::MergedSide& side : summary.sides) {
        if (side.disabled && trust::includes(policy.scope, side.side) && !policy.certificates.empty())
            advice.push_back(
                fmt::format("GPO_SIDE_DISABLED: \"{}\" has the {} side disabled, so clients see nothing of that side; --enable-side enables it, with "
                            "all settings that stand there",
                            name, trust::to_text(side.side)));
    }
    for (const std::string& file : summary.missing)
        advice.push_back(
            fmt::format("GPO_FILE_MISSING: the base names {} and does not hold it: GPMC will not import the backup without it. Back the GPO up again",
                        core::printable(file)));
    for (const std::string& file : summary.unnamed)
        advice.push_back(
            fmt::format("GPO_FILE_UNNAMED: Backup.xml does not name {}: it is kept, and an import leaves it out", core::printable(file)));
    return advice;
}

}  // namespace gpotrust::app
