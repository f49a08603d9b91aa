// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The words of LGPO text, and what registry.pol ([MS-GPREG] 3.2.5.1) calls the same.
#pragma once

#include <string_view>

namespace gpotrust::registry_policy {

inline constexpr std::string_view k_computer = "Computer";
inline constexpr std::string_view k_user = "User";
inline constexpr std::string_view k_whole_key = "*";

inline constexpr std::string_view k_create_key = "CREATEKEY";
inline constexpr std::string_view k_delete = "DELETE";
inline constexpr std::string_view k_delete_all_values = "DELETEALLVALUES";
inline constexpr std::string_view k_delete_keys = "DELETEKEYS";
inline constexpr std::string_view k_clear = "CLEAR";

inline constexpr std::string_view k_pol_delete = "**del.";
inline constexpr std::string_view k_pol_delete_values = "**delvals.";
inline constexpr std::string_view k_pol_delete_keys = "**DeleteKeys";

}  // namespace gpotrust::registry_policy
