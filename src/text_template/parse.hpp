// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/result.hpp"

namespace gpotrust::text_template {

enum class NodeKind { literal, value, each, if_set, unless_set };

/// A piece of a parsed template.
struct Node {
    NodeKind kind = NodeKind::literal;
    std::string text;                  ///< the literal text, or the name of the value, list or flag
    std::vector<Node> children = {};   ///< what a block holds
    std::vector<Node> otherwise = {};  ///< what stands after {{else}}
};

/// Splits a template into nodes (grammar in render.hpp). Errors name the line; internal, because templates are part of the program.
[[nodiscard]] core::Result<std::vector<Node>> parse_template(std::string_view text);

}  // namespace gpotrust::text_template
