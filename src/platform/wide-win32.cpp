// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "platform/wide.hpp"

#include <windows.h>

namespace gpotrust::platform {
namespace {

constexpr std::size_t k_longest_plain_path = 240;

}  // namespace

std::wstring widen(std::string_view text) {
    const int length = static_cast<int>(text.size());
    const int units = MultiByteToWideChar(CP_UTF8, 0, text.data(), length, nullptr, 0);
    std::wstring wide(static_cast<std::size_t>(units), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.data(), length, wide.data(), units);
    return wide;
}

std::string narrow(std::wstring_view text) {
    const int length = static_cast<int>(text.size());
    const int octets = WideCharToMultiByte(CP_UTF8, 0, text.data(), length, nullptr, 0, nullptr, nullptr);
    std::string utf8(static_cast<std::size_t>(octets), '\0');
    WideCharToMultiByte(CP_UTF8, 0, text.data(), length, utf8.data(), octets, nullptr, nullptr);
    return utf8;
}

std::wstring full_name(const std::wstring& name) {
    const DWORD room = GetFullPathNameW(name.c_str(), 0, nullptr, nullptr);
    std::wstring full(room, L'\0');
    const DWORD units = GetFullPathNameW(name.c_str(), room, full.data(), nullptr);
    full.resize(units < room ? units : 0);
    return full;
}

std::wstring native_name(const std::filesystem::path& path) {
    const std::wstring& plain = path.native();
    if (plain.size() < k_longest_plain_path || plain.starts_with(L"\\\\?\\")) return plain;
    // The prefix switches off the system's own normalisation: no "..", no "/".
    const std::wstring full = full_name(plain);
    if (full.empty()) return plain;
    if (full.starts_with(L"\\\\")) return L"\\\\?\\UNC\\" + full.substr(2);
    return L"\\\\?\\" + full;
}

}  // namespace gpotrust::platform
