// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "app/exports.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using audit::InspectedItem;
using core::ErrorCode;

/// The largest file inspected: a registry.pol or zip at their own limits.
constexpr std::size_t k_largest_file = 256U << 20U;

InspectedItem failed(const std::string& path, core::Error error) {
    InspectedItem item;
    item.path = path;
    item.kind = "unknown";
    item.error = std::move(error);
    return item;
}

audit::OpenExport opener(const std::string& path, const Passwords& passwords) {
    return [path, &passwords](core::BytesView file) { return open_with_passwords(file, path, passwords); };
}

InspectedItem inspect_one_file(const fs::path& file, const Passwords& passwords, core::UtcTime now) {
    const std::string path = platform::path_to_utf8(file);
    auto octets = platform::read_file(file, k_largest_file);
    if (!octets) return failed(path, std::move(octets).error());
    // It may be an export with its key in the clear.
    const core::SecretBytes content(*std::move(octets));
    return audit::inspect_file(path, content.view(), opener(path, passwords), now);
}

bool is_registry_policy(const core::RelativePath& path) {
    const std::string& text = path.text();
    return core::ascii_iequals(std::string_view(text).substr(text.rfind('/') + 1), "registry.pol");
}

/// A folder is a package, or whatever registry.pol files lie in it (a GPO backup, a copy of SYSVOL).
std::vector<InspectedItem> inspect_folder(const fs::path& folder, const Passwords& passwords) {
    const std::string path = platform::path_to_utf8(folder);
    const auto files = platform::read_tree(folder);
    if (!files) return {failed(path, files.error())};
    if (files->contains(core::RelativePath::of(bundle::k_manifest_name))) return {audit::inspect_package(path, *files)};
    std::vector<InspectedItem> items;
    for (const auto& [relative, octets] : *files) {
        if (!is_registry_policy(relative)) continue;
        const std::string shown = platform::path_to_utf8(folder / platform::to_native(relative));
        items.push_back(audit::inspect_file(shown, octets, opener(shown, passwords)));
    }
    if (items.empty())
        items.push_back(failed(path, {ErrorCode::unsupported_input,
                                      "this folder holds neither a package nor a registry.pol",
                                      "name a file, or the revision folder of a package",
                                      {}}));
    return items;
}

std::vector<InspectedItem> inspect_path(const fs::path& given, const Passwords& passwords, core::UtcTime now) {
    const auto absolute = platform::absolute_path(given);
    if (!absolute) return {failed(platform::path_to_utf8(given), absolute.error())};
    if (platform::is_directory(*absolute)) return inspect_folder(*absolute, passwords);
    return {inspect_one_file(*absolute, passwords, now)};
}

}  // namespace

report::InspectOutcome inspect(const InspectRequest& request, const Passwords& passwords) {
    report::InspectOutcome outcome;
    outcome.now = request.now;
    for (const fs::path& path : request.paths) {
        for (InspectedItem& item : inspect_path(path, passwords, request.now)) {
            if (item.error) outcome.exit_code = core::worse(outcome.exit_code, core::exit_code_for(item.error->code));
            const bool any_damaged =
                std::any_of(item.stored.begin(), item.stored.end(), [](const audit::StoredCertificate& stored) { return stored.error.has_value(); });
            if (any_damaged) outcome.exit_code = core::worse(outcome.exit_code, core::ExitCode::malformed);
            outcome.items.push_back(std::move(item));
        }
    }
    return outcome;
}

}  // namespace gpotrust::app
