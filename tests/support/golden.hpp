// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "gpotrust/core/file_tree.hpp"

namespace gpotrust::test {

/// Compares a tree with the folder tests/golden/<name>, byte for byte: the running test fails for every missing, extra and differing file, with the place of the
/// first difference. With GPOTRUST_UPDATE_GOLDEN=1 in the environment the folder is written instead, for a person to look at before it is committed.
void compare_with_golden(const core::FileTree& tree, std::string_view name);

}  // namespace gpotrust::test
