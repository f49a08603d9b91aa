// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"

namespace gpotrust::cli {

/// One text of `gpotrust help TOPIC`.
struct Topic {
    std::string_view name;
    std::string_view summary;
    std::string (*text)();
};
[[nodiscard]] std::span<const Topic> topics();

}  // namespace gpotrust::cli
