// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::archive {

/// Looks at the frame of a zip before the library does: exactly one end record, a directory that fills its place, entries that lie inside the file and do
/// not overlap, names without NUL, and no more of anything than the limits allow. Two readers of a zip that passes see the same entries.
[[nodiscard]] core::Result<void> check_central_directory(core::BytesView zip, const ZipLimits& limits);

}  // namespace gpotrust::archive
