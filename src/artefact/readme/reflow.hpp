// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gpotrust::artefact::readme {

/// Fills the paragraphs of a rendered text anew, so that no line is longer than `columns` characters where it can be broken at a blank.
///
/// A paragraph ends at a blank line or where the indentation changes. "- ", "12. " and "Label:  " begin one of their own, whose later lines stand under its text.
/// Other lines indented by six or more are commands and stay as they are. A heading is a line above a row of '=' or '-', which becomes as long as the heading. Line
/// ends are LF.
[[nodiscard]] std::string reflow(std::string_view text, std::size_t columns);

}  // namespace gpotrust::artefact::readme
