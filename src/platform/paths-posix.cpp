// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::platform {

fs::path path_from_utf8(std::string_view text) { return fs::path(std::string(text)); }
std::string path_to_utf8(const fs::path& path) { return path.native(); }

}  // namespace gpotrust::platform
