// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::audit {

/// What the first octets of a file say it is. Names play no part: people rename files.
enum class Content {
    registry_policy,  ///< "PReg" ([MS-GPREG] 2.2)
    reg_file,         ///< a registry export (.reg), in UTF-16 or 8-bit
    preferences,      ///< an XML document whose root is RegistrySettings ([MS-GPPREF] 2.2.1.17)
    zip,              ///< local or end-of-directory header of a zip
    foreign,          ///< a known kind that is neither an export nor read here; see foreign_kind()
    maybe_export,     ///< everything else: the export reader decides
};
[[nodiscard]] Content recognise(core::BytesView content);

/// "an OLE file (.msi, .doc)" and the like for Content::foreign.
[[nodiscard]] std::string_view foreign_kind(core::BytesView content);

}  // namespace gpotrust::audit
