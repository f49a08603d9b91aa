// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <algorithm>

#include "gpotrust/platform/terminal.hpp"
#include "platform/wide.hpp"

namespace gpotrust::platform {
namespace {

constexpr int k_usual_columns = 80;
// WriteConsoleW fails on more than about 32,000 characters at once on older systems.
constexpr std::size_t k_largest_part = 8000;

HANDLE stream_of(Stream stream) {
    switch (stream) {
        case Stream::input:
            return GetStdHandle(STD_INPUT_HANDLE);
        case Stream::output:
            return GetStdHandle(STD_OUTPUT_HANDLE);
        case Stream::error:
            break;
    }
    return GetStdHandle(STD_ERROR_HANDLE);
}

bool write_to_console(HANDLE console, std::wstring_view text) {
    while (!text.empty()) {
        DWORD units = 0;
        const auto part = static_cast<DWORD>(std::min(text.size(), k_largest_part));
        if (WriteConsoleW(console, text.data(), part, &units, nullptr) == 0 || units == 0) return false;
        text.remove_prefix(units);
    }
    return true;
}

bool write_to_file(HANDLE file, std::string_view text) {
    while (!text.empty()) {
        DWORD octets = 0;
        const auto part = static_cast<DWORD>(std::min<std::size_t>(text.size(), 1U << 20U));
        if (WriteFile(file, text.data(), part, &octets, nullptr) == 0) return false;
        text.remove_prefix(octets);
    }
    return true;
}

}  // namespace

bool is_terminal(Stream stream) {
    DWORD mode = 0;
    return GetConsoleMode(stream_of(stream), &mode) != 0;
}

int terminal_columns() {
    for (const Stream stream : {Stream::output, Stream::error}) {
        CONSOLE_SCREEN_BUFFER_INFO facts{};
        if (GetConsoleScreenBufferInfo(stream_of(stream), &facts) != 0) return facts.srWindow.Right - facts.srWindow.Left + 1;
    }
    return k_usual_columns;
}

bool write_text(Stream stream, std::string_view text) {
    return is_terminal(stream) ? write_to_console(stream_of(stream), widen(text)) : write_to_file(stream_of(stream), text);
}

}  // namespace gpotrust::platform
