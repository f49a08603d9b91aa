// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/base.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/trust/certificate_blob.hpp"

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

void count(const std::vector<Setting>& records, std::size_t& certificates, std::size_t& settings) {
    for (const Setting& record : records) ++(is_certificate(record) ? certificates : settings);
}

/// What the GPO has before: the given backup, or the revision before.
core::Result<std::vector<Setting>> records_before(const trust::TrustPolicy* before, const std::optional<GivenBase>& given, Side side) {
    if (given) return given->read.base.side(side).foreign.value_or(std::vector<Setting>());
    if (before == nullptr) return std::vector<Setting>();
    GPOTRUST_TRY_ASSIGN(auto merged, trust::registry_policy_of(*before, side));
    return merged ? std::move(merged->records) : std::vector<Setting>();
}

core::Result<report::MergedSide> summary_of(const trust::TrustPolicy& policy, const trust::TrustPolicy* before, const std::optional<GivenBase>& given,
                                            Side side) {
    report::MergedSide summary;
    summary.side = side;
    const trust::BaseGpo& base = *policy.base;
    summary.in_base = base.side(side).foreign.has_value();
    summary.disabled = base.is_disabled(side);
    if (summary.in_base) count(*base.side(side).foreign, summary.foreign_certificates, summary.foreign_settings);
    GPOTRUST_TRY_ASSIGN(const std::vector<Setting> there, records_before(before, given, side));
    count(there, summary.certificates_before, summary.settings_before);
    GPOTRUST_TRY_ASSIGN(const auto merged, trust::registry_policy_of(policy, side));
    GPOTRUST_TRY_ASSIGN(const auto ours, trust::settings_for(policy, side));
    summary.in_result = merged.has_value();
    summary.written = merged ? merged->count : 0;
    summary.certificates = static_cast<std::size_t>(std::count_if(ours.begin(), ours.end(), is_certificate));
    summary.already_there = ours.size() - summary.written;
    return summary;
}

/// The thumbprint of the certificate in a record, whatever the record is called; nothing where it holds none.
std::optional<core::Sha1Thumbprint> certificate_in(const Setting& record) {
    const auto properties = trust::parse_certificate_blob(record.data);
    if (!properties) return std::nullopt;
    for (const trust::Property& property : *properties)
        if (property.id == trust::PropertyId::certificate) return crypto::sha1(property.value);
    return std::nullopt;
}

bool holds(const trust::TrustPolicy& policy, const core::Sha1Thumbprint& sha1) {
    return std::any_of(policy.certificates.begin(), policy.certificates.end(), [&](const auto& entry) { return entry.certificate.sha1() == sha1; });
}

bool held(const trust::TrustPolicy& policy, const trust::TrustPolicy* before, const core::Sha1Thumbprint& sha1) {
    const auto is_it = [&](const trust::WithdrawnCertificate& entry) { return entry.sha1 == sha1; };
    return (before != nullptr && holds(*before, sha1)) || std::any_of(policy.withdrawn.begin(), policy.withdrawn.end(), is_it);
}

/// Records of others that hold one of our certificates: trust that stays when ours goes, or distrust that beats it.
void look_for_rivals(const trust::TrustPolicy& policy, const trust::TrustPolicy* before, std::vector<std::string>& rivals) {
    for (const Side side : {Side::computer, Side::user}) {
        const auto& foreign = policy.base->side(side).foreign;
        if (!foreign) continue;
        for (const Setting& record : *foreign) {
            const auto sha1 = is_certificate(record) ? certificate_in(record) : std::nullopt;
            if (!sha1) continue;
            const bool distrusts = core::ascii_lower(record.key).find("\\disallowed\\") != std::string::npos;
            if (holds(policy, *sha1) && distrusts)
                rivals.push_back(fmt::format("the GPO itself distrusts {} ({} side, {}), and distrust wins: clients get nothing of it",
                                             core::to_hex(*sha1), trust::to_text(side), core::printable(record.key)));
            if (!holds(policy, *sha1) && !distrusts && held(policy, before, *sha1))
                rivals.push_back(
                    fmt::format("THE GPO GOES ON TRUSTING {}: a record that is not this policy's holds it, too ({} side, {}); delete it in the Group "
                                "Policy editor",
                                core::to_hex(*sha1), trust::to_text(side), core::printable(record.key)));
        }
    }
}

/// Importing the backup of another GPO would erase the one this policy is for.
core::Result<void> check_same_gpo(const trust::GpoIdentity& given, const trust::TrustPolicy& before) {
    if (before.base != nullptr && before.base->identity.guid == given.guid) return {};
    const trust::GpoIdentity& wanted = before.identity;
    const auto folded_given = trust::make_identity(given.name, given.domain);
    const auto folded_wanted = trust::make_identity(wanted.name, wanted.domain.empty() ? given.domain : wanted.domain);
    if (folded_given && folded_wanted && folded_given->guid == folded_wanted->guid) return {};
    return core::fail(
        core::Error{ErrorCode::choice_needed,
                    fmt::format("it is a backup of \"{}\" ({}), and the policy is for \"{}\" ({}): an import would erase that GPO",
                                core::printable(given.name), core::printable(given.domain), core::printable(wanted.name),
                                wanted.domain.empty() ? "no domain" : core::printable(wanted.domain)),
                    "back up the GPO that holds the policy; to bring the certificates into another one: gpotrust package --base, with their exports",
                    {"--base"}});
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
    if (!given && (before == nullptr || before->base == nullptr)) {
        if (enable_side)
            return core::fail(ErrorCode::usage, "--enable-side is for a GPO the policy is merged into, and there is none", "give it with --base");
        return std::vector<trust::TakenOver>();
    }
    if (given && before != nullptr) GPOTRUST_TRY(check_same_gpo(given->read.base.identity, *before));
    auto base = std::make_shared<trust::BaseGpo>(given ? given->read.base : *before->base);
    // A side that was enabled for us is disabled again when nothing of ours is left.
    if (policy.certificates.empty()) base->options = base->original_options;
    if (enable_side) base->options = with_sides_enabled(base->options, policy.scope);
    GPOTRUST_TRY_ASSIGN(std::vector<trust::TakenOver> taken, trust::take_over(*base, policy, before));
    policy.base = std::move(base);
    return taken;
}

core::Result<std::optional<report::MergeSummary>> summarize(const trust::TrustPolicy& policy, const trust::TrustPolicy* before,
                                                            const std::optional<GivenBase>& given, std::vector<trust::TakenOver> taken) {
    if (policy.base == nullptr) return std::optional<report::MergeSummary>();
    GPOTRUST_TRY(check_sides(policy));
    const trust::BaseGpo& base = *policy.base;
    report::MergeSummary summary;
    summary.path = given ? given->path : std::string();
    summary.gpo_name = base.identity.name;
    summary.backup_id = base.backup_id;
    summary.backup_time = base.backup_time;
    if (given && before != nullptr && before->base != nullptr) summary.earlier_backup_time = before->base->backup_time;
    for (const Side side : {Side::computer, Side::user}) {
        GPOTRUST_TRY_ASSIGN(report::MergedSide merged, summary_of(policy, before, given, side));
        summary.sides.push_back(std::move(merged));
    }
    for (trust::TakenOver& record : taken) {
        if (is_certificate(record.setting)) summary.taken.push_back(std::move(record));
    }
    look_for_rivals(policy, before, summary.rivals);
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
    for (const std::string& rival : summary.rivals) advice.push_back(rival);
    if (summary.backup_time < summary.earlier_backup_time)
        advice.push_back(fmt::format("this backup of \"{}\" is older ({}Z) than the one before ({}Z): an import rolls the GPO back to it", name,
                                     summary.backup_time, summary.earlier_backup_time));
    const bool renamed = policy.base != nullptr && policy.base->identity.guid == policy.identity.guid;
    if (!core::ascii_iequals(summary.gpo_name, policy.identity.name) && renamed) {
        advice.push_back(
            fmt::format("the GPO is called \"{}\" by now, and this policy still \"{}\": import it into the GPO of the new name (-TargetName)", name,
                        core::printable(policy.identity.name)));
    } else if (!core::ascii_iequals(summary.gpo_name, policy.identity.name))
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
