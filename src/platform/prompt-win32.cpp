// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <array>
#include <atomic>

#include "gpotrust/platform/terminal.hpp"
#include "platform/secret_line.hpp"
#include "platform/wide.hpp"

namespace gpotrust::platform {
namespace {

// What the Ctrl-C thread needs to put the console back before the process ends.
std::atomic<HANDLE> g_console{INVALID_HANDLE_VALUE};
std::atomic<DWORD> g_mode_before{0};

BOOL WINAPI restore_console(DWORD) {
    if (const HANDLE console = g_console.load(); console != INVALID_HANDLE_VALUE) SetConsoleMode(console, g_mode_before.load());
    return FALSE;  // the next one in the chain ends the process
}

class Console {
public:
    explicit Console(const wchar_t* name)
        : m_console(CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, 0, nullptr)) {}
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;
    ~Console() {
        if (is_open()) CloseHandle(m_console);
    }
    bool is_open() const { return m_console != INVALID_HANDLE_VALUE; }
    HANDLE native() const { return m_console; }
    void show(std::wstring_view text) const {
        DWORD units = 0;
        WriteConsoleW(m_console, text.data(), static_cast<DWORD>(text.size()), &units, nullptr);
    }

private:
    HANDLE m_console;
};

class EchoOff {
public:
    explicit EchoOff(HANDLE console) : m_console(console) {
        m_changed = GetConsoleMode(console, &m_before) != 0;
        if (!m_changed) return;
        g_mode_before = m_before;
        g_console = console;
        SetConsoleCtrlHandler(restore_console, TRUE);
        const DWORD quiet = (m_before & ~DWORD{ENABLE_ECHO_INPUT}) | ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT;
        m_off = SetConsoleMode(console, quiet) != 0;
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    ~EchoOff() {
        if (!m_changed) return;
        SetConsoleMode(m_console, m_before);
        g_console = INVALID_HANDLE_VALUE;
        SetConsoleCtrlHandler(restore_console, FALSE);
    }
    bool is_off() const { return m_off; }

private:
    HANDLE m_console;
    DWORD m_before = 0;
    bool m_changed = false;
    bool m_off = false;
};

core::Error no_password(std::string message) {
    return {core::ErrorCode::password_needed, std::move(message), "give it with --password-file, --password-env or --password-fd", {}};
}

// Hands the console's UTF-16 out as UTF-8 octets; keeps one character at a time.
class ConsoleOctets {
public:
    explicit ConsoleOctets(HANDLE console) : m_console(console) {}
    ConsoleOctets(const ConsoleOctets&) = delete;
    ConsoleOctets& operator=(const ConsoleOctets&) = delete;
    ~ConsoleOctets() {
        core::cleanse(m_units.data(), sizeof m_units);
        core::cleanse(m_octets.data(), sizeof m_octets);
    }

    Outcome<std::optional<std::uint8_t>> next() {
        if (m_position == m_count) {
            const auto more = refill();
            if (!more.has_value()) return refused(more.error());
            if (!*more) return std::nullopt;
        }
        return static_cast<std::uint8_t>(m_octets[m_position++]);
    }

private:
    Outcome<bool> read_unit(wchar_t& unit) {
        DWORD count = 0;
        if (ReadConsoleW(m_console, &unit, 1, &count, nullptr) == 0) return last_refusal();
        constexpr wchar_t k_control_z = 0x1A;  // how a line-edited console ends its input
        return count == 1 && unit != k_control_z;
    }
    Outcome<bool> refill() {
        auto more = read_unit(m_units[0]);
        if (!more.has_value() || !*more) return more;
        int units = 1;
        if (IS_HIGH_SURROGATE(m_units[0])) {
            more = read_unit(m_units[1]);
            if (!more.has_value()) return more;
            units = *more ? 2 : 1;
        }
        m_position = 0;
        m_count = static_cast<std::size_t>(
            WideCharToMultiByte(CP_UTF8, 0, m_units.data(), units, m_octets.data(), static_cast<int>(m_octets.size()), nullptr, nullptr));
        return m_count != 0;
    }

    HANDLE m_console;
    std::array<wchar_t, 2> m_units{};
    std::array<char, 8> m_octets{};
    std::size_t m_position = 0;
    std::size_t m_count = 0;
};

}  // namespace

core::Result<core::SecretBytes> prompt_secret(std::string_view prompt) {
    if (!is_terminal(Stream::input)) return core::fail(no_password("a password is needed and standard input is no console"));
    const Console input(L"CONIN$");
    const Console output(L"CONOUT$");
    if (!input.is_open() || !output.is_open()) return core::fail(no_password("a password is needed and there is no console to ask on"));
    const EchoOff quiet(input.native());
    if (!quiet.is_off()) return core::fail(no_password("the password cannot be asked for: the console's echo cannot be switched off"));
    output.show(widen(prompt));
    ConsoleOctets octets(input.native());
    SecretLine line;
    const auto outcome = line.read([&] { return octets.next(); });
    output.show(L"\r\n");
    if (!outcome.has_value()) return core::fail(no_password("the password prompt was interrupted"));
    if (line.nothing_came()) return core::fail(no_password("the input ended before a password was given"));
    return line.take();
}

}  // namespace gpotrust::platform
