// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Catch2 2.13 (Debian 12) and 3 (vcpkg) behind one name; tests stay in the common subset.
#pragma once
#ifdef GPOTRUST_CATCH2_V3
#include <catch2/catch_all.hpp>
// The names of version 2, where Contains of a text is about substrings.
namespace Catch::Matchers {
inline auto Contains(const std::string& text) { return ContainsSubstring(text); }
inline auto Contains(std::string&& text) { return ContainsSubstring(text); }  // else the template for ranges fits better
inline auto Contains(const char* text) { return ContainsSubstring(text); }
}  // namespace Catch::Matchers
namespace Catch {
using Matchers::Contains;
using Matchers::EndsWith;
using Matchers::Equals;
using Matchers::StartsWith;
}  // namespace Catch
#else
#include <catch2/catch.hpp>
#endif
