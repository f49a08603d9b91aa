// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::gpo {

/// One bracket of an extension list: a client-side extension and the tools that edited its settings.
struct ExtensionGroup {
    core::Guid extension;
    std::vector<core::Guid> tools;
    friend bool operator==(const ExtensionGroup&, const ExtensionGroup&) = default;
};

/// Reads "[{CSE}{TOOL}...][{CSE}{TOOL}]" ([MS-GPOL] 2.2.4); the empty text is the empty list. GUIDs may be of either case. The order is not judged, and a group may
/// stand without tools. Fails (malformed_input, with the offset) on any other form.
[[nodiscard]] core::Result<std::vector<ExtensionGroup>> parse_extension_list(std::string_view text);

/// Upper case, in the order given.
[[nodiscard]] std::string serialize_extension_list(std::span<const ExtensionGroup> groups);

/// The first extension that does not sort after the one before it, ignoring case; nullptr when they ascend. A client stops at the first one out of sequence
/// ([MS-GPOL] 2.2.4).
[[nodiscard]] const ExtensionGroup* first_out_of_sequence(std::span<const ExtensionGroup> groups);

/// A list with more extensions and tools in it: groups and the tools inside a group sorted by the text of their GUIDs, what is there already is not doubled. Both may be out of order.
[[nodiscard]] std::vector<ExtensionGroup> merged_extensions(std::span<const ExtensionGroup> groups, std::span<const ExtensionGroup> more);

/// The registry client-side extension {35378EAC-683F-11D2-A89A-00C04FBBCFA2}: without it a client ignores registry.pol.
[[nodiscard]] const core::Guid& registry_extension();

/// What the Group Policy editor writes for public key policies in an ordinary GPO: registry and EFS extension on the computer's side, the registry
/// extension alone on the user's, with the Certificates snap-in as tool.
[[nodiscard]] std::vector<ExtensionGroup> public_key_extensions(bool computer_side);

/// Registry preferences, as the editor lists them: the tool stands under the zero GUID, which comes first, and under the extension itself.
[[nodiscard]] std::vector<ExtensionGroup> with_preferences(std::vector<ExtensionGroup> groups);
/// Both groups of registry preferences are there: without the extension's own a client ignores Registry.xml.
[[nodiscard]] bool lists_preferences(std::span<const ExtensionGroup> groups);

}  // namespace gpotrust::gpo
