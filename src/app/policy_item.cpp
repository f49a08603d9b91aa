// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/policy_item.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/disk_source.hpp"
#include "app/estate.hpp"
#include "app/package_lookup.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/audit/source.hpp"
#include "gpotrust/bundle/package.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/backup.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using audit::InspectedItem;
using core::ErrorCode;

using audit::Source;
using audit::Unit;
using audit::UnitKind;

constexpr std::size_t k_largest_file = 256U << 20U;
constexpr std::size_t k_largest_document = 1U << 20U;
constexpr std::size_t k_most_named = 8;

/// An export is no policy; nobody is asked for its password.
core::Result<certificate::Export> refuse_export(core::BytesView) {
    return core::fail(ErrorCode::unsupported_input, "this is an export of certificates, not a policy",
                      "`gpotrust inspect` shows what it holds; a package or GPO can be compared");
}

bool is_policy(const Unit& unit) {
    return unit.kind == UnitKind::package || unit.kind == UnitKind::gpo_backup || unit.kind == UnitKind::sysvol_gpo ||
           unit.kind == UnitKind::samba_backup;
}

/// A registry.pol that stands in no GPO, as in a folder called Machine that somebody copied.
bool is_lone_policy(const Unit& unit) {
    const std::string_view name = std::string_view(unit.path).substr(unit.path.rfind('/') + 1);
    return unit.kind == UnitKind::loose_file && core::ascii_iequals(name, "registry.pol");
}

struct Candidates {
    std::vector<Unit> gpos = {};
    std::vector<Unit> files = {};
    std::optional<core::Error> failure = {};  ///< of a folder that could not be listed
};

Candidates candidates_in(const Source& source) {
    Candidates found;
    const auto keep = [&found](Unit unit) {
        if (is_policy(unit))
            found.gpos.push_back(std::move(unit));
        else if (is_lone_policy(unit))
            found.files.push_back(std::move(unit));
    };
    audit::find_units(source, keep, [&found](const std::string& path, core::Error error) {
        if (!found.failure) found.failure = path.empty() ? std::move(error) : std::move(error).in(path);
    });
    return found;
}

/// The GPO's name beside its path, where a backup tells it: folders of backups are named by meaningless GUIDs.
std::string introduced(const Source& source, const Unit& unit) {
    for (const std::string& file : unit.files) {
        if (unit.kind != UnitKind::gpo_backup || !core::ascii_iequals(std::string_view(file).substr(file.rfind('/') + 1), "bkupInfo.xml")) continue;
        const auto info = source.read(file, k_largest_document).and_then([](const core::Bytes& document) { return gpo::parse_bkup_info(document); });
        if (info && !info->gpo_name.empty()) return unit.path + " (" + core::printable(info->gpo_name) + ")";
    }
    return unit.path;
}

core::Error several(const Source& source, const std::vector<Unit>& units, const std::string& path) {
    std::string list;
    for (std::size_t i = 0; i < std::min(units.size(), k_most_named); ++i) list += (i == 0 ? "" : "; ") + introduced(source, units[i]);
    if (units.size() > k_most_named) list += fmt::format("; and {} more", units.size() - k_most_named);
    return {ErrorCode::choice_needed, fmt::format("this holds {} GPOs: {}", units.size(), list), "name the one that is meant", {path}};
}

core::Result<InspectedItem> read_loose(const Source& source, const Unit& unit) {
    GPOTRUST_TRY_ASSIGN(const core::Bytes octets, source.read(unit.path, k_largest_file));
    return audit::inspect_file(source.shown(unit.path), octets, refuse_export);
}

/// True for a unit with settings or documents of its own, not just a stray GPT.INI or bkupInfo.xml above others.
bool has_substance(const Unit& unit) {
    return std::any_of(unit.files.begin(), unit.files.end(), [](const std::string& file) {
        const std::string name = core::ascii_lower(std::string_view(file).substr(file.rfind('/') + 1));
        return name.starts_with("registry.pol") || name == "backup.xml" || name == "sha256sums";
    });
}

core::Result<InspectedItem> read_only_one(const Source& source, const std::string& path) {
    const Candidates found = candidates_in(source);
    if (found.failure) return core::fail(core::Error(*found.failure).in(path));
    const std::vector<Unit>& units = found.gpos.empty() ? found.files : found.gpos;
    if (units.empty())
        return core::fail(core::Error{ErrorCode::unsupported_input,
                                      "there is neither a package nor a GPO in it",
                                      "name a package, the {BACKUPID} folder of a GPO backup, a GPO's folder of SYSVOL, or a registry.pol",
                                      {path}});
    // The folder that was named; what is nested in it is nothing clients read.
    if (units.front().path.empty() && has_substance(units.front())) return audit::inspect_unit(source, units.front());
    if (units.size() > 1) return core::fail(several(source, units, path));
    return units.front().kind == UnitKind::loose_file ? read_loose(source, units.front()) : audit::inspect_unit(source, units.front());
}

core::Result<InspectedItem> read_zip(core::BytesView octets, const std::string& path) {
    auto files = archive::read_zip(octets);
    if (!files) return core::fail(std::move(files).error().in(path));
    // A package as a whole zip has a form that is checked, too.
    if (files->contains(core::RelativePath::of(bundle::k_manifest_name))) return audit::inspect_file(path, octets, refuse_export);
    return read_only_one(*audit::source_of(*std::move(files), path), path);
}

core::Result<InspectedItem> read_policy_file(const fs::path& file, const std::string& path) {
    GPOTRUST_TRY_ASSIGN(core::Bytes octets, platform::read_file(file, k_largest_file));
    const core::SecretBytes content(std::move(octets));  // it may be an export with its key in the clear
    if (core::as_text(content.view()).starts_with("PK")) return read_zip(content.view(), path);
    return audit::inspect_file(path, content.view(), refuse_export);
}

core::Result<InspectedItem> read_policy(const fs::path& given) {
    GPOTRUST_TRY_ASSIGN(const fs::path absolute, platform::absolute_path(given));
    const std::string path = platform::path_to_utf8(absolute);
    return platform::is_directory(absolute) ? read_only_one(DiskSource(absolute), path) : read_policy_file(absolute, path);
}

/// A name that can only be a path is not looked for in the estate.
bool can_only_be_a_path(const std::string& operand) {
    constexpr std::array<std::string_view, 5> k_endings{".pol", ".zip", ".reg", ".xml", ".sambabackup"};
    const std::string name = core::ascii_lower(operand);
    return operand.empty() || operand.find_first_of("/\\") != std::string::npos ||
           std::any_of(k_endings.begin(), k_endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

core::Result<InspectedItem> look_up(const std::string& operand, const fs::path& root) {
    GPOTRUST_TRY_ASSIGN(const Estate estate, Estate::open(root, EstateUse::look, true));
    GPOTRUST_TRY_ASSIGN(const std::optional<ledger::Event> found, look_for_package(estate, operand));
    if (!found)
        return core::fail(ErrorCode::usage,
                          fmt::format("\"{}\" is neither a file or folder nor a package of the estate {}", core::printable(operand),
                                      platform::shown(estate.layout().root())),
                          "give the path of a package, GPO backup or registry.pol, or a slug, GPO name or GUID of the estate (--estate)");
    return read_policy(estate.layout().folder({found->slug, found->revision}));
}

}  // namespace

core::Result<InspectedItem> find_policy(const std::string& operand, const fs::path& estate) {
    const fs::path given = platform::path_from_utf8(operand);
    if (can_only_be_a_path(operand) || platform::exists(given)) return read_policy(given);
    return look_up(operand, estate);
}

}  // namespace gpotrust::app
