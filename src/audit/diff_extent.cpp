// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/diff_extent.hpp"

#include <algorithm>

#include "audit/package_contents.hpp"

namespace gpotrust::audit {
namespace {

using core::ErrorCode;
using trust::Side;

/// "A" and "B" as the command line has them.
struct Named {
    const InspectedItem& item;
    std::string_view letter;
    Extent& extent;
};

bool is_a_file(const InspectedItem& item) { return !item.gpo && item.kind != "package"; }
bool is_registry_pol(const InspectedItem& item) { return is_a_file(item) && item.kind == "registry-policy"; }

std::string_view title(const InspectedItem& item) {
    if (item.kind == "reg-file") return "a .reg file";
    return item.kind == "preferences" ? "a Registry.xml of preferences" : "a registry.pol";
}

std::string_view of_side(Side side) { return side == Side::computer ? "the computer's side" : "the user's side"; }

struct Sides {
    bool computer = false;
    bool user = false;
    bool unknown = false;
};

/// The sides an item has settings in; a registry.pol without any belongs to the side its folder tells.
Sides sides_of(const InspectedItem& item) {
    Sides sides;
    const auto count = [&sides](const std::optional<Side>& side) {
        (!side ? sides.unknown : *side == Side::computer ? sides.computer : sides.user) = true;
    };
    for (const ScopedSetting& setting : item.settings) count(setting.side);
    if (item.settings.empty() && is_registry_pol(item)) count(side_of_path(item.path));
    return sides;
}

bool tells_no_side(const InspectedItem& item) {
    const Sides sides = sides_of(item);
    return is_registry_pol(item) && sides.unknown;
}

/// The sides an item has policy settings in.
Sides policy_sides_of(const InspectedItem& item) {
    Sides sides;
    for (const ScopedSetting& setting : item.settings) {
        if (!setting.preference.empty() || !setting.side) continue;
        (*setting.side == Side::computer ? sides.computer : sides.user) = true;
    }
    if (sides.computer || sides.user || !is_registry_pol(item)) return sides;
    return sides_of(item);
}

/// The side of a registry.pol that does not tell: the one the other item has.
core::Result<void> assume_side(const Named& file, const Named& other, std::vector<std::string>& notes) {
    if (!tells_no_side(file.item)) return {};
    const Sides sides = policy_sides_of(other.item);
    if (sides.computer && sides.user)
        return core::fail(core::Error{ErrorCode::choice_needed,
                                      "this registry.pol does not tell its side, and " + std::string(other.letter) + " has settings in both",
                                      "put it into a folder called Machine or User, as it is in a GPO",
                                      {file.item.path}});
    if (!sides.computer && !sides.user) return {};
    file.extent.assumed = sides.computer ? Side::computer : Side::user;
    notes.push_back(std::string(file.letter) + " does not tell its side: it is taken for " + std::string(of_side(*file.extent.assumed)) +
                    ", the only one of " + std::string(other.letter));
    return {};
}

std::size_t left_out(const Named& whole) {
    const auto& settings = whole.item.settings;
    return static_cast<std::size_t>(
        std::count_if(settings.begin(), settings.end(), [&](const ScopedSetting& one) { return !whole.extent.holds(one); }));
}

std::string counted(std::size_t number, std::string_view singular, std::string_view plural) {
    return std::to_string(number) + " " + std::string(number == 1 ? singular : plural);
}

/// Of a GPO that is compared with a file only what the file could hold.
void restrict_to(const Named& file, const Named& whole, std::vector<std::string>& notes) {
    Sides sides = sides_of(file.item);
    if (file.extent.assumed) sides = {*file.extent.assumed == Side::computer, *file.extent.assumed == Side::user, false};
    const bool any = sides.computer || sides.user || sides.unknown;
    whole.extent.computer = !any || sides.computer;
    whole.extent.user = !any || sides.user;
    whole.extent.unknown = !any || sides.unknown;
    whole.extent.policy = file.item.kind != "preferences";
    whole.extent.preferences = !whole.extent.policy;
    whole.extent.files = false;
    const bool one_side = sides.computer != sides.user && !sides.unknown;
    const std::string side = one_side ? " of " + std::string(of_side(sides.computer ? Side::computer : Side::user)) : std::string();
    const std::string note = std::string(file.letter) + " is " + std::string(title(file.item)) + ": of " + std::string(whole.letter) + " only the " +
                             (whole.extent.policy ? "policy settings" : "preferences of the registry") + side + " are compared";
    std::vector<std::string> rest;
    if (const std::size_t settings = left_out(whole); settings != 0) rest.push_back(counted(settings, "setting", "settings"));
    const std::size_t files = whole.item.gpo ? whole.item.gpo->files.size() : 0;
    if (files != 0) rest.push_back(counted(files, "other file", "other files"));
    if (rest.size() == 2) rest = {rest[0] + " and " + rest[1]};
    notes.push_back(rest.empty() ? note : note + "; left out: " + rest[0]);
}

/// Two files that cannot mean the same place share nothing: somebody may have taken the wrong one.
void warn_of_other_kinds(const InspectedItem& before, const InspectedItem& after, std::vector<std::string>& notes) {
    if ((before.kind == "preferences") != (after.kind == "preferences"))
        notes.emplace_back(
            "one is preferences and the other is policy settings: clients keep them in different ways, so nothing of one is in the other");
    const Sides a = sides_of(before);
    const Sides b = sides_of(after);
    if (a.unknown || b.unknown) return;
    const bool apart = (a.computer && !a.user && b.user && !b.computer) || (a.user && !a.computer && b.computer && !b.user);
    if (apart) notes.emplace_back("they belong to different sides: one to the computer's, the other to the user's");
}

}  // namespace

bool Extent::holds(const ScopedSetting& setting) const {
    if (!(setting.preference.empty() ? policy : preferences)) return false;
    const std::optional<Side> side = side_of(setting);
    if (!side) return unknown;
    return *side == Side::computer ? computer : user;
}

core::Result<Extents> extents_of(const InspectedItem& before, const InspectedItem& after) {
    Extents extents;
    const Named a{before, "A", extents.before};
    const Named b{after, "B", extents.after};
    GPOTRUST_TRY(assume_side(a, b, extents.notes));
    GPOTRUST_TRY(assume_side(b, a, extents.notes));
    const bool a_is_file = is_a_file(before);
    const bool b_is_file = is_a_file(after);
    if (a_is_file && !b_is_file) restrict_to(a, b, extents.notes);
    if (b_is_file && !a_is_file) restrict_to(b, a, extents.notes);
    if (a_is_file && b_is_file) warn_of_other_kinds(before, after, extents.notes);
    if (a_is_file || b_is_file) extents.before.files = extents.after.files = false;
    return extents;
}

}  // namespace gpotrust::audit
