// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "gpotrust/platform/terminal.hpp"
#include "platform/secret_line.hpp"

namespace gpotrust::platform {
namespace {

constexpr std::array k_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

volatile std::sig_atomic_t g_caught = 0;
extern "C" void remember_signal(int number) { g_caught = number; }

// While it lives the signals wait, and reach only who waits with waiting_mask(): so none is lost between a look at g_caught and the next read.
class SignalsHeld {
public:
    SignalsHeld() {
        g_caught = 0;
        sigset_t held;
        sigemptyset(&held);
        for (const int number : k_signals) sigaddset(&held, number);
        pthread_sigmask(SIG_BLOCK, &held, &m_mask);
        for (std::size_t i = 0; i < k_signals.size(); ++i) catch_signal(k_signals[i], m_actions[i]);
    }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;
    ~SignalsHeld() {
        for (std::size_t i = 0; i < k_signals.size(); ++i) sigaction(k_signals[i], &m_actions[i], nullptr);
        pthread_sigmask(SIG_SETMASK, &m_mask, nullptr);
    }
    const sigset_t* waiting_mask() const { return &m_mask; }

private:
    static void catch_signal(int number, struct sigaction& before) {
        struct sigaction action {};
        action.sa_handler = remember_signal;
        sigaction(number, &action, &before);
        if (before.sa_handler == SIG_IGN) sigaction(number, &before, nullptr);
    }

    sigset_t m_mask{};
    std::array<struct sigaction, k_signals.size()> m_actions{};
};

class EchoOff {
public:
    explicit EchoOff(int terminal) : m_terminal(terminal), m_changed(tcgetattr(terminal, &m_before) == 0) {
        if (!m_changed) return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK | ECHONL);
        quiet.c_lflag |= ICANON | ISIG;
        m_changed = tcsetattr(terminal, TCSAFLUSH, &quiet) == 0;
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    ~EchoOff() {
        if (m_changed) tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    bool is_off() const { return m_changed; }

private:
    int m_terminal;
    termios m_before{};
    bool m_changed;
};

class Terminal {
public:
    Terminal() : m_descriptor(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)) {}
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    int descriptor() const { return m_descriptor; }
    void show(std::string_view text) const {
        while (!text.empty()) {
            const auto count = ::write(m_descriptor, text.data(), text.size());
            if (count < 0 && errno != EINTR) return;
            if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
        }
    }

private:
    int m_descriptor;
};

core::Error no_password(std::string message) {
    return {core::ErrorCode::password_needed, std::move(message), "give it with --password-file, --password-env or --password-fd", {}};
}

Outcome<std::optional<std::uint8_t>> next_octet(int terminal, const SignalsHeld& signals) {
    while (g_caught == 0) {
        fd_set readable;
        FD_ZERO(&readable);
        FD_SET(terminal, &readable);
        const int ready = pselect(terminal + 1, &readable, nullptr, nullptr, nullptr, signals.waiting_mask());
        if (ready < 0 && errno != EINTR) return last_refusal();
        if (ready <= 0) continue;
        std::uint8_t octet = 0;
        const auto count = ::read(terminal, &octet, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return last_refusal();
        return count == 0 ? std::nullopt : std::optional(octet);
    }
    return refused(std::make_error_code(std::errc::interrupted));
}

core::Result<core::SecretBytes> ask_once(const Terminal& terminal, std::string_view prompt) {
    const SignalsHeld signals;
    const EchoOff quiet(terminal.descriptor());
    if (!quiet.is_off()) return core::fail(no_password("the password cannot be asked for: the terminal's echo cannot be switched off"));
    terminal.show(prompt);
    SecretLine line;
    const auto outcome = line.read([&] { return next_octet(terminal.descriptor(), signals); });
    terminal.show("\n");
    if (!outcome.has_value()) return core::fail(no_password("the password prompt was interrupted"));
    if (line.nothing_came()) return core::fail(no_password("the input ended before a password was given"));
    return line.take();
}

}  // namespace

core::Result<core::SecretBytes> prompt_secret(std::string_view prompt) {
    if (!is_terminal(Stream::input)) return core::fail(no_password("a password is needed and standard input is no terminal"));
    const Terminal terminal;
    if (terminal.descriptor() < 0) return core::fail(no_password("a password is needed and there is no terminal to ask on"));
    if (terminal.descriptor() >= FD_SETSIZE) return core::fail(no_password("the password cannot be asked for: too many open files"));
    while (true) {
        auto answer = ask_once(terminal, prompt);
        const int caught = g_caught;
        if (caught == 0) return answer;
        // The terminal is as it was before: now the signal may do what it does. After a stop the question is asked again.
        std::raise(caught);
        if (caught != SIGTSTP) return answer;
    }
}

}  // namespace gpotrust::platform
