// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Reading one key of an estate file: what kind of value it wants, and how it complains.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "renewal/toml.hpp"

namespace gpotrust::renewal {

/// A failure at a place of the estate file, with malformed_input: "line 4, column 1: overlap: MESSAGE".
[[nodiscard]] core::Error fault(const Place& place, std::string_view key, std::string message, std::string hint = {});
/// Somebody else's failure about the value of a key; its hint may speak of options and is replaced.
[[nodiscard]] core::Error fault(const TomlEntry& entry, core::Error error, std::string hint);
/// What stands in place of a key that does not exist: names the nearest of those that do.
[[nodiscard]] core::Error unknown_key(const TomlEntry& entry, std::string_view table, std::span<const std::string_view> known);

/// The values of an entry as what is wanted; each fails with malformed_input at the value's place.
[[nodiscard]] core::Result<bool> truth_of(const TomlEntry& entry);
/// Days from 0 to 3650.
[[nodiscard]] core::Result<unsigned> days_of(const TomlEntry& entry);
/// 1 to 32 numbers of days, sorted from the largest to the smallest, each once.
[[nodiscard]] core::Result<std::vector<unsigned>> thresholds_of(const TomlEntry& entry);
/// A text that is not empty and, unless `lines` allows them, without control characters.
[[nodiscard]] core::Result<std::string> text_of(const TomlEntry& entry);
/// Any text, an empty one too.
[[nodiscard]] core::Result<std::string> any_text_of(const TomlEntry& entry);
/// One text or a list of them, each as text_of() wants it. At least one.
[[nodiscard]] core::Result<std::vector<std::string>> texts_of(const TomlEntry& entry);
/// { KEY = "text", ... }, keys in upper case, texts not blank.
[[nodiscard]] core::Result<std::map<std::string, std::string>> reasons_of(const TomlEntry& entry);

}  // namespace gpotrust::renewal
