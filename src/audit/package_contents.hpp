// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::audit {

/// The side a registry.pol belongs to: its folder is called Machine or User in SYSVOL and in every backup. Both separators count.
[[nodiscard]] std::optional<trust::Side> side_of_path(std::string_view path);

/// True if the manifest is where a package has it.
[[nodiscard]] bool is_package(const core::FileTree& files);
/// A package that was verified, with its policies' settings and certificates.
[[nodiscard]] InspectedItem describe_package(const std::string& path, const core::FileTree& files, bundle::Verification verification);
/// Files that are no package.
[[nodiscard]] InspectedItem not_a_package(const std::string& path);

}  // namespace gpotrust::audit
