// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

namespace gpotrust::certificate {

/// "a, b, c": of very many only the first ones and their number, for a certificate can hold thousands.
[[nodiscard]] inline std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t k_most = 8;
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < k_most; ++i) list += (i == 0 ? "" : ", ") + names[i];
    return names.size() > k_most ? fmt::format("{} and {} more", list, names.size() - k_most) : list;
}

}  // namespace gpotrust::certificate
