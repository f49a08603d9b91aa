// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/extension_list.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>

namespace gpotrust::gpo {
namespace {

using core::Guid;

constexpr std::size_t k_guid_length = 38;  // with braces

constexpr Guid k_registry{{0x35, 0x37, 0x8E, 0xAC, 0x68, 0x3F, 0x11, 0xD2, 0xA8, 0x9A, 0x00, 0xC0, 0x4F, 0xBB, 0xCF, 0xA2}};
constexpr Guid k_efs{{0xB1, 0xBE, 0x8D, 0x72, 0x6E, 0xAC, 0x11, 0xD2, 0xA4, 0xEA, 0x00, 0xC0, 0x4F, 0x79, 0xF8, 0x3A}};
constexpr Guid k_certificates_snap_in{{0x53, 0xD6, 0xAB, 0x1D, 0x24, 0x88, 0x11, 0xD1, 0xA2, 0x8C, 0x00, 0xC0, 0x4F, 0xB9, 0x4F, 0x17}};
constexpr Guid k_no_extension{};  // [MS-GPPREF] 1.9: the list of preference tools
constexpr Guid k_registry_preferences{{0xB0, 0x87, 0xBE, 0x9D, 0xED, 0x37, 0x45, 0x4F, 0xAF, 0x9C, 0x04, 0x29, 0x1E, 0x35, 0x11, 0x82}};
constexpr Guid k_registry_preferences_tool{{0xBE, 0xE0, 0x7A, 0x6A, 0xEC, 0x9F, 0x46, 0x59, 0xB8, 0xC9, 0x0B, 0x19, 0x37, 0x90, 0x7C, 0x83}};

tl::unexpected<core::Error> fault(std::string_view what, std::size_t offset) {
    return core::fail(core::ErrorCode::malformed_input, "extension list: " + std::string(what) + " at character " + std::to_string(offset));
}

/// Takes one bracket off the front of `rest`.
core::Result<ExtensionGroup> take_group(std::string_view& rest, std::size_t length) {
    const auto offset = [&] { return length - rest.size(); };
    if (!rest.starts_with('[')) return fault("'[' expected", offset());
    rest.remove_prefix(1);
    std::vector<Guid> guids;
    while (rest.starts_with('{')) {
        const core::Result<Guid> guid = core::parse_guid(rest.substr(0, k_guid_length));
        if (!guid) return fault("not a GUID in braces", offset());
        guids.push_back(*guid);
        rest.remove_prefix(k_guid_length);
    }
    if (guids.empty()) return fault("GUID in braces expected", offset());
    if (!rest.starts_with(']')) return fault("']' expected", offset());
    rest.remove_prefix(1);
    return ExtensionGroup{guids.front(), std::vector<Guid>(guids.begin() + 1, guids.end())};
}

}  // namespace

core::Result<std::vector<ExtensionGroup>> parse_extension_list(std::string_view text) {
    std::vector<ExtensionGroup> groups;
    std::string_view rest = text;
    while (!rest.empty()) {
        GPOTRUST_TRY_ASSIGN(ExtensionGroup group, take_group(rest, text.size()));
        groups.push_back(std::move(group));
    }
    return groups;
}

std::string serialize_extension_list(std::span<const ExtensionGroup> groups) {
    std::string text;
    for (const ExtensionGroup& group : groups) {
        text += "[" + core::to_braced_upper(group.extension);
        for (const Guid& tool : group.tools) text += core::to_braced_upper(tool);
        text += "]";
    }
    return text;
}

const ExtensionGroup* first_out_of_sequence(std::span<const ExtensionGroup> groups) {
    for (std::size_t i = 1; i < groups.size(); ++i) {
        if (!(groups[i - 1].extension < groups[i].extension)) return &groups[i];
    }
    return nullptr;
}

std::vector<ExtensionGroup> merged_extensions(std::span<const ExtensionGroup> groups, std::span<const ExtensionGroup> more) {
    std::map<Guid, std::set<Guid>> merged;
    for (const std::span<const ExtensionGroup> list : {groups, more}) {
        for (const ExtensionGroup& group : list) merged[group.extension].insert(group.tools.begin(), group.tools.end());
    }
    std::vector<ExtensionGroup> sorted;
    for (const auto& [extension, tools] : merged) sorted.push_back({extension, {tools.begin(), tools.end()}});
    return sorted;
}

const Guid& registry_extension() { return k_registry; }

std::vector<ExtensionGroup> public_key_extensions(bool computer_side) {
    std::vector<ExtensionGroup> groups{{k_registry, {k_certificates_snap_in}}};
    if (computer_side) groups.push_back({k_efs, {k_certificates_snap_in}});
    return groups;
}

std::vector<ExtensionGroup> with_preferences(std::vector<ExtensionGroup> groups) {
    groups.push_back({k_no_extension, {k_registry_preferences_tool}});
    groups.push_back({k_registry_preferences, {k_registry_preferences_tool}});
    std::sort(groups.begin(), groups.end(), [](const ExtensionGroup& a, const ExtensionGroup& b) { return a.extension < b.extension; });
    return groups;
}

bool lists_preferences(std::span<const ExtensionGroup> groups) {
    const auto has = [&](const Guid& extension) {
        return std::any_of(groups.begin(), groups.end(), [&](const ExtensionGroup& group) {
            return group.extension == extension &&
                   std::find(group.tools.begin(), group.tools.end(), k_registry_preferences_tool) != group.tools.end();
        });
    };
    return has(k_no_extension) && has(k_registry_preferences);
}

}  // namespace gpotrust::gpo
