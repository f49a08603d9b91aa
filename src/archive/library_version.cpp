// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/archive/library_version.hpp"

#include <zip.h>

namespace gpotrust::archive {

std::string libzip_version() { return zip_libzip_version(); }

}  // namespace gpotrust::archive
