// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/policy_item.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/estate.hpp"
#include "app/package_lookup.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using audit::InspectedItem;
using core::ErrorCode;

constexpr std::size_t k_largest_file = 256U << 20U;

/// An export is no policy; nobody is asked for its password.
core::Result<certificate::Export> refuse_export(core::BytesView) {
    return core::fail(ErrorCode::unsupported_input, "this is an export of certificates, not a policy",
                      "`gpotrust inspect` shows what it holds; a package or GPO can be compared");
}

core::Result<InspectedItem> read_policy_file(const fs::path& file, const std::string& path) {
    GPOTRUST_TRY_ASSIGN(core::Bytes octets, platform::read_file(file, k_largest_file));
    const core::SecretBytes content(std::move(octets));  // it may be an export with its key in the clear
    return audit::inspect_file(path, content.view(), refuse_export);
}

core::Result<InspectedItem> read_policy_folder(const fs::path& folder, const std::string& path) {
    GPOTRUST_TRY_ASSIGN(const core::FileTree files, platform::read_tree(folder));
    return audit::inspect_package(path, files);
}

core::Result<PolicyItem> read_policy(const fs::path& given) {
    GPOTRUST_TRY_ASSIGN(const fs::path absolute, platform::absolute_path(given));
    PolicyItem found{.path = platform::path_to_utf8(absolute)};
    GPOTRUST_TRY_ASSIGN(found.item,
                        platform::is_directory(absolute) ? read_policy_folder(absolute, found.path) : read_policy_file(absolute, found.path));
    return found;
}

/// A name that can only be a path is not looked for in the estate.
bool can_only_be_a_path(const std::string& operand) {
    constexpr std::array<std::string_view, 5> k_endings{".pol", ".zip", ".reg", ".xml", ".sambabackup"};
    const std::string name = core::ascii_lower(operand);
    return operand.empty() || operand.find_first_of("/\\") != std::string::npos ||
           std::any_of(k_endings.begin(), k_endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

core::Result<PolicyItem> look_up(const std::string& operand, const fs::path& root) {
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

core::Result<PolicyItem> find_policy(const std::string& operand, const fs::path& estate) {
    const fs::path given = platform::path_from_utf8(operand);
    if (can_only_be_a_path(operand) || platform::exists(given)) return read_policy(given);
    return look_up(operand, estate);
}

}  // namespace gpotrust::app
