// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <map>
#include <string>
#include <string_view>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::core {

/// A file's place inside a package, with '/' between components, safe to create below any folder on Linux and Windows.
///
/// Cannot hold an absolute path, a drive or stream (':'), "." or "..", an empty component, a backslash, a control character, one of
/// the characters * ? " < > |, a component that ends in a dot or blank, one of Windows' device names (CON, NUL, COM1 ...) or more than 200 octets.
class RelativePath {
public:
    /// Fails with malformed_input.
    [[nodiscard]] static Result<RelativePath> parse(std::string_view text);
    /// For paths written in the source; terminates on an invalid one.
    [[nodiscard]] static RelativePath of(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return m_text; }
    /// This path below a folder: `RelativePath::of("a.txt").below(RelativePath::of("dir"))` is "dir/a.txt".
    /// Terminates when the result has more than 200 octets: folders that come from outside must go through parse() as a whole.
    [[nodiscard]] RelativePath below(const RelativePath& folder) const;
    friend auto operator<=>(const RelativePath&, const RelativePath&) = default;

private:
    explicit RelativePath(std::string text) : m_text(std::move(text)) {}
    std::string m_text;
};

/// Files in memory, sorted by path octets: what artefact formats produce and the canonical zip holds.
using FileTree = std::map<RelativePath, Bytes>;

}  // namespace gpotrust::core
