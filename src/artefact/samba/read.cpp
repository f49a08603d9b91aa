// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <optional>

#include "artefact/samba/build.hpp"
#include "artefact/samba/gpo_load.hpp"
#include "artefact/samba/layout.hpp"
#include "artefact/samba/parsed_policy.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::artefact::samba {
namespace {

using core::FileTree;
using core::RelativePath;
using registry_policy::Setting;
using trust::Side;

tl::unexpected<core::Error> fault(std::string_view file, std::string_view what) {
    return core::fail(core::Error{core::ErrorCode::malformed_input, std::string(what), "", {std::string(file)}});
}

core::Result<const core::Bytes*> file_of(const FileTree& package, const RelativePath& path) {
    const auto found = package.find(path);
    if (found == package.end()) return fault(path.text(), "the file is missing");
    return &found->second;
}

/// A side's policy; its parsed form must say the same.
core::Result<std::optional<std::vector<Setting>>> read_side(const FileTree& package, Side side) {
    const RelativePath raw = in_restore(registry_pol_of(side), k_raw);
    const RelativePath parsed = in_restore(registry_pol_of(side), k_parsed);
    if (package.count(raw) == 0 && package.count(parsed) == 0) return std::optional<std::vector<Setting>>();
    GPOTRUST_TRY_ASSIGN(const core::Bytes* const raw_file, file_of(package, raw));
    GPOTRUST_TRY_ASSIGN(const core::Bytes* const parsed_file, file_of(package, parsed));
    auto settings = registry_policy::parse_registry_pol(*raw_file);
    if (!settings) return core::fail(std::move(settings).error().in(raw.text()));
    const auto again = parse_parsed_policy(*parsed_file);
    if (!again) return core::fail(core::Error(again.error()).in(parsed.text()));
    if (*again != *settings) return fault(parsed.text(), "differs from Registry.pol");
    return std::optional(*std::move(settings));
}

core::Result<void> check_load(const FileTree& package, const SideSettings& settings) {
    const RelativePath path = RelativePath::of(k_load);
    GPOTRUST_TRY_ASSIGN(const core::Bytes* const load, file_of(package, path));
    GPOTRUST_TRY_ASSIGN(const SideSettings loaded, parse_gpo_load(*load));
    if (loaded != settings) return fault(k_load, "differs from the policies of the restore folder");
    return {};
}

/// The script's lines `name=value` up to the first blank line after them: what it knows of the package.
core::Result<void> add_script_facts(const FileTree& package, ReadBack& result) {
    GPOTRUST_TRY_ASSIGN(const core::Bytes* const script, file_of(package, RelativePath::of(k_script)));
    std::string_view text = core::as_text(*script);
    constexpr std::string_view k_first = "\ngpo_name=";
    const std::size_t start = text.find(k_first);
    if (start == std::string_view::npos) return fault(k_script, "does not name the GPO");
    text = text.substr(start + 1);
    result.told.emplace_back(k_script, text.substr(0, text.find("\n\n")));
    return {};
}

core::Result<void> add_plain_files(const FileTree& package, ReadBack& result) {
    for (const Side side : k_sides) {
        const RelativePath path = in_restore(extensions_attribute(side), k_attribute);
        const auto found = package.find(path);
        if (found != package.end()) result.told.emplace_back(path.text(), core::as_text(found->second));
    }
    for (const std::string_view suffix : {k_raw, k_parsed}) {
        const RelativePath path = in_restore(k_gpt_ini, suffix);
        GPOTRUST_TRY_ASSIGN(const core::Bytes* const file, file_of(package, path));
        result.told.emplace_back(path.text(), core::as_text(*file));
    }
    return {};
}

}  // namespace

core::Result<ReadBack> read(const FileTree& package) {
    ReadBack result;
    GPOTRUST_TRY_ASSIGN(result.computer, read_side(package, Side::computer));
    GPOTRUST_TRY_ASSIGN(result.user, read_side(package, Side::user));
    GPOTRUST_TRY(check_load(package, {result.computer.value_or(std::vector<Setting>()), result.user.value_or(std::vector<Setting>())}));
    GPOTRUST_TRY(add_plain_files(package, result));
    GPOTRUST_TRY(add_script_facts(package, result));
    return result;
}

}  // namespace gpotrust::artefact::samba
