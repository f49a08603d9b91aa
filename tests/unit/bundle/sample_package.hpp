// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/bundle/package.hpp"
#include "gpotrust/bundle/verify.hpp"

namespace gpotrust::test {

/// A certificate of tests/data/app.
[[nodiscard]] certificate::Certificate sample_certificate(std::string_view file);
/// An export of tests/data/app, opened with its password.
[[nodiscard]] certificate::Export sample_export(std::string_view file);
/// Two mail certificates in Trusted People, both sides, with texts that need care.
[[nodiscard]] trust::TrustPolicy sample_policy();
/// Options that fit a policy; 2026-11-22.
[[nodiscard]] bundle::AssembleOptions options_for(const trust::TrustPolicy& policy);
/// The package of the sample policy; the running test fails when there is none.
[[nodiscard]] bundle::Package sample_package();

/// The codes of findings with their paths: "PACKAGE_FILE_EXTRA x.txt".
[[nodiscard]] std::vector<std::string> codes_of(const std::vector<core::Finding>& findings);
[[nodiscard]] bool has_code(const std::vector<core::Finding>& findings, std::string_view code);

/// Puts octets into a tree, replacing what is there.
void put(core::FileTree& files, std::string_view path, core::BytesView octets);
void put(core::FileTree& files, std::string_view path, std::string_view text);
/// The text of a file; the running test fails when it is missing.
[[nodiscard]] std::string text_of(const core::FileTree& files, std::string_view path);
/// Writes SHA256SUMS anew, as somebody who changes a package on purpose would.
void seal(core::FileTree& files);

}  // namespace gpotrust::test
