// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/lgpo/build.hpp"

#include <fmt/format.h>

#include "artefact/line_ends.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/lgpo_text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/text_template/render.hpp"

namespace gpotrust::artefact::lgpo {
namespace {

using core::RelativePath;
using registry_policy::LgpoEntry;
using registry_policy::Setting;
using trust::Side;

RelativePath inside(std::string_view name) { return RelativePath::of(std::string(k_folder) + std::string(name)); }

std::vector<std::string> comments(const trust::TrustPolicy& policy, const BuildContext& context, std::string_view command) {
    std::vector<std::string> lines = {fmt::format("{}, revision {}", policy.identity.name, context.revision), std::string(command)};
    for (std::string& line : described_certificates(policy)) lines.push_back(std::move(line));
    return lines;
}

/// What undo.txt takes out: values alone. A key that was only created says nothing to anybody.
void add_undo(const std::vector<Setting>& settings, Side side, std::vector<LgpoEntry>& undo) {
    for (const Setting& setting : settings) {
        if (registry_policy::is_key_only(setting)) continue;
        undo.push_back({side == Side::computer, "", {setting.key, setting.value, registry_policy::ValueType::none, {}}, true});
    }
}

core::Result<void> add_side(const trust::TrustPolicy& policy, const BuildContext& context, const RegistrySide& side, core::FileTree& files,
                            std::vector<LgpoEntry>& undo) {
    GPOTRUST_TRY_ASSIGN(const std::vector<Setting> settings, trust::settings_for(policy, side.side));
    GPOTRUST_TRY_ASSIGN(core::Bytes pol, registry_policy::serialize_registry_pol(settings));
    std::vector<LgpoEntry> entries;
    for (const Setting& setting : settings) entries.push_back({side.side == Side::computer, "", setting, false});
    const std::string command =
        fmt::format("LGPO.exe /t {} does the same as LGPO.exe /{} {}", text_name(side), side.side == Side::computer ? "m" : "u", pol_name(side));
    GPOTRUST_TRY_ASSIGN(core::Bytes text, registry_policy::serialize_lgpo_text(entries, comments(policy, context, command)));
    files.insert_or_assign(inside(pol_name(side)), std::move(pol));
    files.insert_or_assign(inside(text_name(side)), std::move(text));
    add_undo(settings, side.side, undo);
    return {};
}

core::Result<void> add_scripts(const trust::TrustPolicy& policy, core::FileTree& files) {
    core::Slots slots;
    slots.flags = {{"computer", trust::includes(policy.scope, Side::computer)}, {"user", trust::includes(policy.scope, Side::user)}};
    for (const std::string_view name : k_scripts) {
        const std::string_view script = text_template::embedded("artefact/lgpo/" + std::string(name));
        GPOTRUST_TRY_ASSIGN(const std::string text, text_template::render(script, slots, text_template::Escaping::cmd));
        files.insert_or_assign(inside(name), core::to_bytes(with_crlf(text)));
    }
    return {};
}

}  // namespace

std::string pol_name(const RegistrySide& side) { return core::ascii_lower(side.folder) + ".pol"; }
std::string text_name(const RegistrySide& side) { return std::string(side.name) + ".txt"; }

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    core::FileTree files;
    std::vector<LgpoEntry> undo;
    for (const RegistrySide& side : k_registry_sides) {
        if (trust::includes(policy.scope, side.side)) GPOTRUST_TRY(add_side(policy, context, side, files, undo));
    }
    GPOTRUST_TRY_ASSIGN(core::Bytes text,
                        registry_policy::serialize_lgpo_text(
                            undo, comments(policy, context, "LGPO.exe 3.0 /t undo.txt takes the policy out of the local policy again")));
    files.insert_or_assign(inside(k_undo), std::move(text));
    GPOTRUST_TRY(add_scripts(policy, files));
    return files;
}

}  // namespace gpotrust::artefact::lgpo
