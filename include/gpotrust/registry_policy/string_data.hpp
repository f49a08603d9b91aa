// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/bytes.hpp"

namespace gpotrust::registry_policy {

/// The text of REG_SZ data that is UTF-16 with exactly one NUL, at its end; nothing for any other data.
[[nodiscard]] std::optional<std::string> text_of_string_data(core::BytesView data);
/// UTF-16 with a NUL behind it. The text must be UTF-8.
[[nodiscard]] core::Bytes string_data(std::string_view text);
/// The strings of REG_MULTI_SZ data: each not empty and with a NUL behind it, and one more NUL at the end; nothing for any other data.
[[nodiscard]] std::optional<std::vector<std::string>> text_of_list(core::BytesView data);
/// REG_MULTI_SZ data of strings.
[[nodiscard]] core::Bytes list_data(const std::vector<std::string>& strings);

}  // namespace gpotrust::registry_policy
