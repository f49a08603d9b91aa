// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/base.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/backup.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::gpo {
namespace {

using core::ErrorCode;
using trust::Side;
using Files = std::map<std::string, core::Bytes>;

constexpr std::string_view k_content = "domainsysvol/";

struct SideNames {
    Side side;
    std::string_view registry_pol;  ///< in lower case
};
constexpr SideNames k_sides[] = {{Side::computer, "domainsysvol/gpo/machine/registry.pol"}, {Side::user, "domainsysvol/gpo/user/registry.pol"}};

/// The files by their names in lower case: Windows' file systems do not tell them apart, and copies on others are spelt either way.
using Index = std::map<std::string, const std::string*>;

core::Result<Index> index_of(const Files& files) {
    Index index;
    for (const auto& [path, content] : files) {
        if (!index.emplace(core::ascii_lower(path), &path).second)
            return core::fail(ErrorCode::unsupported_input, fmt::format("{} is there twice, in two spellings", core::printable(path)),
                              "keep the one that belongs there");
    }
    return index;
}

const core::Bytes* find(const Files& files, const Index& index, std::string_view lower) {
    const auto found = index.find(std::string(lower));
    return found == index.end() ? nullptr : &files.at(*found->second);
}

core::Result<void> check_size(const Files& files) {
    std::size_t octets = 0;
    for (const auto& [path, content] : files) octets += content.size();
    if (octets <= k_base_limit && files.size() <= k_base_files) return {};
    return core::fail(
        ErrorCode::unsupported_input,
        fmt::format("the backup has {} files of {} octets; at most {} files of {} can be merged", files.size(), octets, k_base_files, k_base_limit),
        "use a GPO of its own for the certificate (without --base)");
}

template <class Document>
core::Result<Document> document(const Files& files, const Index& index, std::string_view name, core::Result<Document> (*parse)(core::BytesView)) {
    const core::Bytes* file = find(files, index, core::ascii_lower(name));
    if (file == nullptr)
        return core::fail(core::Error{
            ErrorCode::unsupported_input, "the file is missing", "give the {BACKUPID} folder of a GPMC backup, whole", {std::string(name)}});
    auto parsed = parse(*file);
    if (!parsed) return core::fail(std::move(parsed).error().in(std::string(name)));
    return parsed;
}

core::Result<trust::GpoIdentity> identity_of(const Scheme& scheme) {
    const auto guid = core::parse_guid(scheme.gpo_guid);
    if (!guid)
        return core::fail(core::Error{ErrorCode::malformed_input, "the GPO's ID is no GUID", "", {"Backup.xml", "GroupPolicyCoreSettings/ID"}});
    // Only the name and the domain are taken from there; they must be such as a policy can have.
    auto identity = trust::make_identity(scheme.gpo_name, scheme.domain == "unknown.invalid" ? std::string_view() : std::string_view(scheme.domain));
    if (!identity)
        return core::fail(core::Error{ErrorCode::unsupported_input, identity.error().message, "give --gpo-name and --domain", {"Backup.xml"}});
    identity->guid = *guid;
    return identity;
}

core::Result<void> read_registry_pol(const Files& files, const Index& index, const SideNames& names, trust::BaseSide& side) {
    const auto found = index.find(std::string(names.registry_pol));
    if (found == index.end()) return {};
    side.registry_pol = *found->second;
    auto records = registry_policy::parse_registry_pol(files.at(side.registry_pol));
    if (!records) return core::fail(std::move(records).error().in(side.registry_pol));
    side.foreign = *std::move(records);
    return {};
}

core::Result<void> read_side(const SchemeSide& from, std::string_view element, trust::BaseSide& side) {
    side.version = std::max(from.version >> 16U, from.version & 0xFFFFU);
    side.extensions = from.extensions;
    const auto groups = parse_extension_list(from.extensions);
    if (!groups)
        return core::fail(
            core::Error{ErrorCode::unsupported_input, groups.error().message, groups.error().hint, {"Backup.xml", std::string(element)}});
    return {};
}

bool is_policy(std::string_view lower) {
    return std::any_of(std::begin(k_sides), std::end(k_sides), [&](const SideNames& side) { return side.registry_pol == lower; });
}

/// Files whose naming is the GPO's own matter; registry.pol is ours, too.
bool is_content(std::string_view lower) { return lower.starts_with(k_content) && !is_policy(lower); }

/// What the scheme names against what is there.
core::Result<void> compare_names(const Scheme& scheme, const Index& index, ReadBase& result) {
    std::set<std::string> named;
    for (const NamedFile& file : scheme.files) {
        if (file.location.empty()) continue;
        const std::string lower = core::ascii_lower(file.location);
        named.insert(lower);
        if (is_content(lower)) result.base.named.insert(lower);
        if (file.is_folder || index.contains(lower)) continue;
        if (is_policy(lower))
            return core::fail(core::Error{ErrorCode::unsupported_input,
                                          "Backup.xml names it, and it is not there: its settings would be lost",
                                          "back the GPO up again, and copy the whole folder (hidden files, too)",
                                          {core::printable(file.location)}});
        result.missing.push_back(file.location);
    }
    for (const auto& [lower, path] : index) {
        if (lower.starts_with(k_content) && !named.contains(lower)) result.unnamed.push_back(*path);
    }
    std::sort(result.missing.begin(), result.missing.end());
    std::sort(result.unnamed.begin(), result.unnamed.end());
    return {};
}

bool is_host_name(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    };
    return text.size() <= 255 && std::all_of(text.begin(), text.end(), fits);
}

/// UTC without a zone, as every real backup has it.
bool is_backup_time(const std::string& text) { return text.size() == 19 && core::parse_utc_time(text + "Z").has_value(); }

core::Result<void> add_files(const Files& files, trust::BaseGpo& base) {
    for (const auto& [path, content] : files) {
        if (!core::ascii_lower(path).starts_with(k_content) || path == base.computer.registry_pol || path == base.user.registry_pol) continue;
        auto relative = core::RelativePath::parse(path);
        if (!relative)
            return core::fail(core::Error{ErrorCode::unsupported_input,
                                          "a package cannot carry a file of this name: " + relative.error().message,
                                          "use a GPO of its own for the certificate (without --base)",
                                          {core::printable(path)}});
        base.files.emplace(*std::move(relative), content);
    }
    return {};
}

}  // namespace

core::Result<ReadBase> read_base(const Files& files) {
    GPOTRUST_TRY(check_size(files));
    GPOTRUST_TRY_ASSIGN(const Index index, index_of(files));
    GPOTRUST_TRY_ASSIGN(const Scheme scheme, document(files, index, "Backup.xml", parse_scheme));
    GPOTRUST_TRY_ASSIGN(const BackupInst inst, document(files, index, "bkupInfo.xml", parse_bkup_info));
    ReadBase result;
    trust::BaseGpo& base = result.base;
    GPOTRUST_TRY_ASSIGN(base.identity, identity_of(scheme));
    const auto backup_id = core::parse_guid(inst.id);
    if (!backup_id) return core::fail(core::Error{ErrorCode::malformed_input, "the backup's ID is no GUID", "", {"bkupInfo.xml", "ID"}});
    base.backup_id = *backup_id;
    // Texts that come out again elsewhere: only what they can be.
    if (core::parse_guid(inst.domain_guid)) base.domain_guid = inst.domain_guid;
    if (is_host_name(inst.domain_controller)) base.domain_controller = inst.domain_controller;
    if (!is_backup_time(inst.backup_time))
        return core::fail(
            core::Error{ErrorCode::malformed_input, "the time is not of the form YYYY-MM-DDThh:mm:ss", "", {"bkupInfo.xml", "BackupTime"}});
    base.backup_time = inst.backup_time;
    if (scheme.options > (k_user_side_disabled | k_computer_side_disabled))
        return core::fail(core::Error{ErrorCode::unsupported_input, "options nobody knows", "", {"Backup.xml", "GroupPolicyCoreSettings/Options"}});
    base.options = scheme.options;
    base.original_options = scheme.options;
    GPOTRUST_TRY(read_side(scheme.computer, "MachineExtensionGuids", base.computer));
    GPOTRUST_TRY(read_side(scheme.user, "UserExtensionGuids", base.user));
    GPOTRUST_TRY(compare_names(scheme, index, result));
    for (const SideNames& side : k_sides) GPOTRUST_TRY(read_registry_pol(files, index, side, base.side(side.side)));
    base.backup_xml = *find(files, index, "backup.xml");
    if (const core::Bytes* report = find(files, index, "gpreport.xml")) base.report = *report;
    GPOTRUST_TRY(add_files(files, base));
    base.digest = trust::digest_of(base);
    return result;
}

}  // namespace gpotrust::gpo
