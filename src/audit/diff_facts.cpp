// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/diff_facts.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/extension_list.hpp"

namespace gpotrust::audit {
namespace {

using trust::Side;

/// Name, GUID and domain as the item has them; empty where it does not tell.
struct Identity {
    std::string name;
    std::string guid;
    std::string domain;
};

Identity identity_of(const InspectedItem& item) {
    if (item.package && item.package->manifest) {
        const trust::GpoIdentity& identity = item.package->manifest->identity;
        return {identity.name, core::to_braced_upper(identity.guid), identity.domain};
    }
    return item.gpo ? Identity{item.gpo->name, item.gpo->guid, item.gpo->domain} : Identity{};
}

/// Adds a fact unless it is the same or one of the items does not tell.
void add_text(Difference& difference, std::string_view what, const std::string& before, const std::string& after) {
    if (before.empty() || after.empty() || before == after) return;
    difference.facts.push_back({.what = std::string(what), .before = before, .after = after});
}

const GpoSide& side_of(const Gpo& gpo, Side side) { return side == Side::computer ? gpo.computer : gpo.user; }

/// Only Backup.xml tells which sides are disabled.
bool tells_disabled_sides(const InspectedItem& item) { return item.gpo && item.gpo->scheme; }

bool has_content(const InspectedItem& item, Side side) {
    const auto in_side = [side](const ScopedSetting& setting) { return setting.side == side; };
    if (std::any_of(item.settings.begin(), item.settings.end(), in_side)) return true;
    const std::string_view folder = side == Side::computer ? "machine/" : "user/";
    const auto& files = item.gpo->files;
    return std::any_of(files.begin(), files.end(),
                       [&](const OtherFile& file) { return core::ascii_lower(path_in_gpo(file.path)).starts_with(folder); });
}

std::string_view state_word(bool disabled) { return disabled ? "disabled" : "enabled"; }

void note_untold(const InspectedItem& told, std::string_view letter, std::string_view other, Difference& difference) {
    for (const Side side : {Side::computer, Side::user}) {
        if (side_of(*told.gpo, side).disabled)
            difference.notes.push_back("the " + std::string(trust::to_text(side)) + " side of " + std::string(letter) + " is disabled, and " +
                                       std::string(other) + " does not tell whether its is");
    }
}

void compare_disabled_sides(const InspectedItem& before, const InspectedItem& after, Difference& difference) {
    const bool before_tells = tells_disabled_sides(before);
    const bool after_tells = tells_disabled_sides(after);
    if (before_tells && !after_tells) note_untold(before, "A", "B", difference);
    if (after_tells && !before_tells) note_untold(after, "B", "A", difference);
    if (!before_tells || !after_tells) return;
    for (const Side side : {Side::computer, Side::user}) {
        const bool a = side_of(*before.gpo, side).disabled;
        const bool b = side_of(*after.gpo, side).disabled;
        if (a == b) continue;
        difference.facts.push_back({.what = std::string(trust::to_text(side)) + " side",
                                    .before = std::string(state_word(a)),
                                    .after = std::string(state_word(b)),
                                    .matters = has_content(before, side) || has_content(after, side)});
    }
}

/// The client-side extensions of a list, or nothing for a list that cannot be read.
std::optional<std::set<std::string>> extensions_in(const std::string& list) {
    const auto groups = gpo::parse_extension_list(list);
    if (!groups) return std::nullopt;
    std::set<std::string> extensions;
    for (const gpo::ExtensionGroup& group : *groups) extensions.insert(core::to_braced_upper(group.extension));
    return extensions;
}

void compare_extension_lists(const InspectedItem& before, const InspectedItem& after, Difference& difference) {
    for (const Side side : {Side::computer, Side::user}) {
        const std::optional<std::string>& a = side_of(*before.gpo, side).extensions;
        const std::optional<std::string>& b = side_of(*after.gpo, side).extensions;
        if (!a || !b || core::ascii_iequals(*a, *b)) continue;
        const auto in_a = extensions_in(*a);
        const auto in_b = extensions_in(*b);
        // Which tools edited a GPO is no client's business; what a client is to process is.
        difference.facts.push_back(
            {.what = std::string(trust::to_text(side)) + " extensions", .before = *a, .after = *b, .matters = !in_a || !in_b || *in_a != *in_b});
    }
}

std::string version_text(const GpoSide& side) {
    if (!side.directory_version) return side.sysvol_version ? std::to_string(*side.sysvol_version) : std::string();
    const std::string version = std::to_string(*side.directory_version);
    if (!side.sysvol_version || *side.sysvol_version == *side.directory_version) return version;
    return version + " (SYSVOL " + std::to_string(*side.sysvol_version) + ")";
}

void compare_versions(const Gpo& before, const Gpo& after, Difference& difference) {
    add_text(difference, "computer version", version_text(before.computer), version_text(after.computer));
    add_text(difference, "user version", version_text(before.user), version_text(after.user));
}

/// An import does not link the filter; a restore does.
void compare_filters(const Gpo& before, const Gpo& after, Difference& difference) {
    if (!before.scheme || !after.scheme) return;
    const auto word = [](const std::string& filter) { return filter.empty() ? std::string("none") : filter; };
    add_text(difference, "WMI filter", word(before.scheme->wmi_filter), word(after.scheme->wmi_filter));
}

using FilesByName = std::map<std::string, const OtherFile*>;

FilesByName files_of(const InspectedItem& item) {
    FilesByName files;
    if (!item.gpo) return files;
    // What lies beside Backup.xml is not imported.
    const bool in_a_backup = item.gpo->scheme || item.gpo->bkup_info || item.kind == "gpo-backup" || item.kind == "package";
    for (const OtherFile& file : item.gpo->files) {
        std::string path = path_in_gpo(file.path);
        if (!in_a_backup || path != file.path) files.insert_or_assign(core::ascii_lower(path), &file);
    }
    return files;
}

}  // namespace

void compare_facts(const InspectedItem& before, const InspectedItem& after, Difference& difference) {
    const Identity a = identity_of(before);
    const Identity b = identity_of(after);
    add_text(difference, "GPO name", a.name, b.name);
    if (!core::ascii_iequals(a.guid, b.guid)) add_text(difference, "GPO GUID", a.guid, b.guid);
    if (!core::ascii_iequals(a.domain, b.domain)) add_text(difference, "domain", a.domain, b.domain);
    compare_disabled_sides(before, after, difference);
    if (!before.gpo || !after.gpo) return;
    compare_extension_lists(before, after, difference);
    compare_versions(*before.gpo, *after.gpo, difference);
    compare_filters(*before.gpo, *after.gpo, difference);
}

void compare_files(const InspectedItem& before, const InspectedItem& after, Difference& difference) {
    const FilesByName a = files_of(before);
    const FilesByName b = files_of(after);
    for (const auto& [name, file] : a) {
        const auto other = b.find(name);
        if (other == b.end())
            difference.files.lost.push_back({.before = file});
        else if (other->second->sha256 != file->sha256)
            difference.files.changed.push_back({.before = file, .after = other->second});
        else
            ++difference.same_files;
    }
    for (const auto& [name, file] : b)
        if (!a.contains(name)) difference.files.added.push_back({.after = file});
}

}  // namespace gpotrust::audit
