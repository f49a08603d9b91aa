// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/error.hpp"

#include <utility>

namespace gpotrust::core {

Error Error::in(std::string place) && {
    context.insert(context.begin(), std::move(place));
    return std::move(*this);
}

std::string Error::text() const {
    std::string told;
    for (const std::string& place : context) told += place + ": ";
    if (!finding_code.empty()) told += finding_code + ": ";
    return told + message;
}

}  // namespace gpotrust::core
