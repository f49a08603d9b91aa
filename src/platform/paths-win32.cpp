// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/paths.hpp"
#include "platform/wide.hpp"

namespace gpotrust::platform {

// libstdc++'s own conversions throw on ill-formed text and go through the C locale for char.
fs::path path_from_utf8(std::string_view text) { return fs::path(widen(text)); }
std::string path_to_utf8(const fs::path& path) { return narrow(path.native()); }

}  // namespace gpotrust::platform
