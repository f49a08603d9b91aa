// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::audit {

/// What the first octets of a file say it is. Names play no part: people rename files.
enum class Content {
    registry_policy,  ///< "PReg" ([MS-GPREG] 2.2)
    zip,              ///< local or end-of-directory header of a zip
    foreign,          ///< a known kind that is neither an export nor read here; see foreign_kind()
    maybe_export,     ///< everything else: the export reader decides
};
[[nodiscard]] Content recognise(core::BytesView content);

/// "a registry export (.reg)" and the like for Content::foreign.
[[nodiscard]] std::string_view foreign_kind(core::BytesView content);

}  // namespace gpotrust::audit
