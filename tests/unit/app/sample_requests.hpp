// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/app/use_cases.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {

/// The path of a copy of a file of tests/data/app.
[[nodiscard]] std::filesystem::path export_file(std::string_view name);
/// The password of the exports there.
[[nodiscard]] app::Passwords right_password();

/// Packages the named exports into folder/estate on 2026-11-22.
[[nodiscard]] app::PackageRequest request_for(const std::filesystem::path& folder, const std::vector<std::string>& exports);
/// The outcome; the running test fails when the whole run was refused.
report::PackageOutcome run(const app::PackageRequest& request);
/// The only package of a run that must have gone well.
report::PackagedTrust only_package(const app::PackageRequest& request);
/// The error of a run that must have been refused as a whole.
[[nodiscard]] core::Error refusal(const app::PackageRequest& request);

/// Everything below a folder: names with sizes, sorted, for "nothing was changed".
[[nodiscard]] std::vector<std::string> listing(const std::filesystem::path& folder);
/// True if the revision's folder and zip verify and the ledger recorded them so.
[[nodiscard]] bool verifies(const std::filesystem::path& estate, const std::string& slug);

}  // namespace gpotrust::test
