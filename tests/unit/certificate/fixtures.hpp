// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The files of tests/data/certificate (make-fixtures.sh says how each was made).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/certificate/export.hpp"

namespace gpotrust::test {

inline constexpr std::string_view k_password = "P@ssw0rd1";

[[nodiscard]] core::Bytes fixture(std::string_view name);
[[nodiscard]] certificate::Certificate certificate_fixture(std::string_view name);
[[nodiscard]] core::Result<certificate::Export> open_fixture(std::string_view name, std::string_view password = k_password);
/// As above; fails the test if it does not open.
[[nodiscard]] certificate::Export opened(std::string_view name, std::string_view password = k_password);

/// Codes of findings, in order.
[[nodiscard]] std::vector<std::string> codes(const std::vector<core::Finding>& findings);

/// A table with a header line of tab separated names.
using Row = std::map<std::string, std::string>;
[[nodiscard]] std::vector<Row> read_table(std::string_view text);

}  // namespace gpotrust::test
