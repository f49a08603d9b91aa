// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace gpotrust::core {

/// What fills the slots of an example document (xml) or a text template: named texts, flags and lists of further slots.
/// Every name given must be used and every name used must be given; both kinds of leftover are errors.
struct Slots {
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;
    std::map<std::string, std::vector<Slots>> lists;
};

}  // namespace gpotrust::core
