// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Takes away what earlier revisions left on machines by other ways than Group Policy: .reg files, scripts, device management.
#include <fmt/format.h>

#include "artefact/line_ends.hpp"
#include "artefact/ordinary_side.hpp"
#include "artefact/registry_sides.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"
#include "gpotrust/text_template/render.hpp"

namespace gpotrust::artefact {
namespace {

using core::FileTree;
using core::RelativePath;
using core::Slots;
using registry_policy::RegAction;
using registry_policy::RegStep;
using trust::TrustPolicy;
using trust::WithdrawnCertificate;

constexpr std::string_view k_folder = "artefacts/cleanup/";

std::string key_of(const WithdrawnCertificate& gone) {
    return fmt::format("SOFTWARE\\Microsoft\\SystemCertificates\\{}\\Certificates\\{}", trust::to_text(gone.store), core::to_hex(gone.sha1));
}

core::Result<void> add_reg_file(FileTree& files, const TrustPolicy& policy, const BuildContext& context, const RegistrySide& side) {
    std::vector<RegStep> steps;
    for (const WithdrawnCertificate& gone : policy.withdrawn)
        steps.push_back({RegAction::delete_key, std::string(side.hive), registry_policy::key_only(key_of(gone))});
    const std::vector<std::string> comments = {
        fmt::format("{}, revision {}", policy.identity.name, context.revision),
        "Removes from the ordinary certificate stores what earlier revisions put there and this one does not hold",
        side.side == trust::Side::computer ? "For the whole computer, as administrator" : "For the user who runs it"};
    GPOTRUST_TRY_ASSIGN(core::Bytes file, registry_policy::serialize_reg_file(steps, comments));
    files.insert_or_assign(RelativePath::of(fmt::format("{}remove-leftovers.{}.reg", k_folder, side.name)), std::move(file));
    return {};
}

core::Result<std::string> script(const TrustPolicy& policy, const RegistrySide& side) {
    Slots slots;
    slots.flags = {{"computer", side.side == trust::Side::computer}};
    slots.texts = {{"hive", side.side == trust::Side::computer ? "HKLM" : "HKCU"}, {"count", std::to_string(policy.withdrawn.size())}};
    for (const WithdrawnCertificate& gone : policy.withdrawn) {
        slots.lists["certificates"].push_back(
            texts_only({{"key", key_of(gone)}, {"sha1", core::to_hex(gone.sha1)}, {"store", std::string(trust::to_text(gone.store))}}));
    }
    return text_template::render(text_template::embedded("artefact/cleanup/remove-leftovers.cmd"), slots, text_template::Escaping::cmd);
}

/// Nothing where no certificate was ever withdrawn.
core::Result<FileTree> build(const TrustPolicy& policy, const BuildContext& context) {
    FileTree files;
    if (policy.withdrawn.empty()) return files;
    for (const RegistrySide& side : k_registry_sides) {
        if (!trust::includes(policy.scope, side.side)) continue;
        GPOTRUST_TRY(add_reg_file(files, policy, context, side));
        GPOTRUST_TRY_ASSIGN(const std::string commands, script(policy, side));
        files.insert_or_assign(RelativePath::of(fmt::format("{}remove-leftovers.{}.cmd", k_folder, side.name)), core::to_bytes(with_crlf(commands)));
    }
    return files;
}

}  // namespace

extern constinit const Format k_format_cleanup{
    .id = "cleanup",
    .title = "Removal of what earlier revisions left behind",
    .consumer = "reg import, Windows command prompt",
    .scopes = "computer,user",
    .how_to_apply =
        "artefacts\\cleanup\\remove-leftovers.computer.cmd as administrator, remove-leftovers.user.cmd as the user, on machines that got "
        "certificates by "
        ".reg file, script or device management; the .reg files do the same",
    .how_to_undo = "Install the earlier revision's certificates again",
    .leaves_behind = "Nothing",
    .verified_by = "Wine 8.0 (cmd, reg import)",
    .is_prose = false,
    .build = build,
    .read = nullptr,
    .carries = Carries::withdrawn,
};

}  // namespace gpotrust::artefact
