// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/reg/build.hpp"

#include <fmt/format.h>

#include "gpotrust/registry_policy/reg_file.hpp"

namespace gpotrust::artefact::reg {
namespace {

using core::RelativePath;
using registry_policy::RegAction;
using registry_policy::RegStep;
using registry_policy::Setting;

/// Takes certificates away with their keys and other values one by one; keys without values are left, since other policies use them, too.
std::vector<RegStep> steps_to_remove(std::span<const Setting> settings, std::string_view hive) {
    std::vector<RegStep> steps;
    for (const Setting& setting : settings) {
        if (is_certificate_setting(setting)) {
            steps.push_back({RegAction::delete_key, std::string(hive), registry_policy::key_only(setting.key)});
        } else if (!registry_policy::is_key_only(setting)) {
            steps.push_back({RegAction::delete_value, std::string(hive), {setting.key, setting.value, registry_policy::ValueType::none, {}}});
        }
    }
    return steps;
}

std::string_view place_text(std::string_view place) {
    return place == k_policy ? "the keys Group Policy uses: a GPO that reaches this machine later may take them away"
                             : "the ordinary certificate stores: what is set here stays until it is removed";
}

std::vector<std::string> comments(const trust::TrustPolicy& policy, const BuildContext& context, std::string_view place, const RegistrySide& side,
                                  bool removes) {
    const std::string name = file_name(place, side, removes);
    std::vector<std::string> lines = {fmt::format("{}, revision {}", policy.identity.name, context.revision),
                                      fmt::format("{} {}", removes ? "Takes away again what stands in" : "Puts certificates into", place_text(place)),
                                      side.side == trust::Side::computer
                                          ? fmt::format("For the whole computer, as administrator: reg import {}", name)
                                          : fmt::format("For the user who runs it: reg import {}", name)};
    for (std::string& line : described_certificates(policy)) lines.push_back(std::move(line));
    return lines;
}

/// The two files of one place on one side.
core::Result<void> add_pair(const trust::TrustPolicy& policy, const BuildContext& context, std::string_view place, const RegistrySide& side,
                            std::span<const Setting> settings, core::FileTree& files) {
    for (const bool removes : {false, true}) {
        const std::vector<RegStep> steps = removes ? steps_to_remove(settings, side.hive) : registry_policy::steps_to_set(settings, side.hive);
        GPOTRUST_TRY_ASSIGN(core::Bytes file, registry_policy::serialize_reg_file(steps, comments(policy, context, place, side, removes)));
        files.insert_or_assign(RelativePath::of(std::string(k_folder) + file_name(place, side, removes)), std::move(file));
    }
    return {};
}

}  // namespace

std::string file_name(std::string_view place, const RegistrySide& side, bool removes) {
    return fmt::format("{}.{}.{}reg", place, side.name, removes ? "remove." : "");
}

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    core::FileTree files;
    for (const RegistrySide& side : k_registry_sides) {
        if (!trust::includes(policy.scope, side.side)) continue;
        GPOTRUST_TRY_ASSIGN(const std::vector<Setting> settings, trust::settings_for(policy, side.side));
        GPOTRUST_TRY(add_pair(policy, context, k_policy, side, settings, files));
        GPOTRUST_TRY(add_pair(policy, context, k_store, side, ordinary_store_settings(settings), files));
    }
    return files;
}

}  // namespace gpotrust::artefact::reg
