// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>

#include "gpotrust/platform/environment.hpp"
#include "gpotrust/platform/terminal.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;

namespace {

// A chroot without /dev/pts has no terminal to give.
bool terminals_are_to_be_had() {
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0) return false;
    const char* name = ptsname(terminal);
    const bool usable = name != nullptr && access(name, F_OK) == 0;
    close(terminal);
    return usable;
}

#define NEED_TERMINALS()                                                 \
    if (!terminals_are_to_be_had()) {                                    \
        WARN("skipped: no pseudo terminals here; is /dev/pts mounted?"); \
        return;                                                          \
    }                                                                    \
    static_assert(true)

// A process of its own with a terminal of its own, which this test holds the other end of.
class OnTerminal {
public:
    explicit OnTerminal(const std::function<int()>& program) : m_terminal(posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(m_terminal >= 0);
        REQUIRE(grantpt(m_terminal) == 0);
        REQUIRE(unlockpt(m_terminal) == 0);
        const std::string name = ptsname(m_terminal);
        m_side = open(name.c_str(), O_RDWR | O_NOCTTY);
        m_child = fork();
        REQUIRE(m_child >= 0);
        if (m_child != 0) return;
        setsid();
        const int own = open(name.c_str(), O_RDWR);  // becomes the controlling terminal
        ioctl(own, TIOCSCTTY, 0);
        for (const int descriptor : {0, 1, 2}) dup2(own, descriptor);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) std::signal(number, SIG_DFL);  // Catch2 handles some
        _exit(program());
    }
    OnTerminal(const OnTerminal&) = delete;
    OnTerminal& operator=(const OnTerminal&) = delete;
    ~OnTerminal() {
        if (m_child > 0) {
            kill(m_child, SIGKILL);
            waitpid(m_child, nullptr, 0);
        }
        close(m_side);
        close(m_terminal);
    }

    // What the terminal shows until a text has come.
    std::string shown_until(std::string_view end) {
        while (m_shown.find(end) == std::string::npos) {
            char octet = 0;
            if (read(m_terminal, &octet, 1) != 1) break;
            m_shown += octet;
        }
        return m_shown;
    }
    void type(std::string_view text) { REQUIRE(write(m_terminal, text.data(), text.size()) == static_cast<ssize_t>(text.size())); }
    bool echoes() const {
        termios settings{};
        REQUIRE(tcgetattr(m_side, &settings) == 0);
        return (settings.c_lflag & ECHO) != 0;
    }
    int wait() {
        int status = 0;
        waitpid(m_child, &status, 0);
        m_child = -1;
        return status;
    }
    pid_t child() const { return m_child; }

private:
    int m_terminal;
    int m_side = -1;
    pid_t m_child = -1;
    std::string m_shown = {};
};

int exit_zero_for_geheim() {
    const auto secret = prompt_secret("Password: ");
    return secret.has_value() && secret->text() == "geheim" ? 0 : 1;
}

int report_needed() {
    const auto secret = prompt_secret("Password: ");
    return !secret.has_value() && secret.error().code == core::ErrorCode::password_needed ? 0 : 1;
}

}  // namespace

TEST_CASE("prompt: asks without echo and puts the terminal back") {
    NEED_TERMINALS();
    OnTerminal session(exit_zero_for_geheim);
    session.shown_until("Password: ");
    CHECK_FALSE(session.echoes());
    session.type("geheim\n");
    CHECK(session.shown_until("\n") == "Password: \r\n");
    CHECK(session.wait() == 0);
    CHECK(session.echoes());
}

TEST_CASE("prompt: an end of input is a missing password, an empty line is an empty one") {
    NEED_TERMINALS();
    OnTerminal ended(report_needed);
    ended.shown_until("Password: ");
    ended.type("\x04");
    CHECK(ended.wait() == 0);
    OnTerminal empty([] {
        const auto secret = prompt_secret("Password: ");
        return secret.has_value() && secret->empty() ? 0 : 1;
    });
    empty.shown_until("Password: ");
    empty.type("\n");
    CHECK(empty.wait() == 0);
}

TEST_CASE("prompt: Ctrl-C and SIGTERM end the program with the terminal put back") {
    NEED_TERMINALS();
    const int number = GENERATE(SIGINT, SIGTERM, SIGHUP);
    OnTerminal session(exit_zero_for_geheim);
    session.shown_until("Password: ");
    CHECK_FALSE(session.echoes());
    if (number == SIGINT) {
        session.type("gehe\x03");
    } else {
        kill(session.child(), number);
    }
    const int status = session.wait();
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == number);
    CHECK(session.echoes());
}

TEST_CASE("prompt: without a terminal at standard input nothing is asked") {
    NEED_TERMINALS();
    OnTerminal session([] {
        const int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, STDIN_FILENO);
        return report_needed();
    });
    CHECK(session.wait() == 0);
}

TEST_CASE("terminal: streams and width are told") {
    NEED_TERMINALS();
    OnTerminal session([] {
        winsize size{};
        size.ws_col = 132;
        ioctl(STDOUT_FILENO, TIOCSWINSZ, &size);
        const bool all = is_terminal(Stream::input) && is_terminal(Stream::output) && is_terminal(Stream::error);
        if (!all || terminal_columns() != 132) return 1;
        return write_text(Stream::output, "größe\n") ? 0 : 2;
    });
    CHECK(session.shown_until("\n") == "größe\r\n");
    CHECK(session.wait() == 0);
}

TEST_CASE("terminal: a stream that nobody can take is told, and files get the octets as they are") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        const int full = open("/dev/full", O_WRONLY);
        dup2(full, STDERR_FILENO);
        const bool as_wanted = write_text(Stream::output, "a\r\nb\n") && !is_terminal(Stream::output) && !write_text(Stream::error, "x");
        _exit(as_wanted && terminal_columns() == 80 ? 0 : 1);
    }
    close(ends[1]);
    char octets[16];
    CHECK(std::string_view(octets, static_cast<std::size_t>(read(ends[0], octets, sizeof octets))) == "a\r\nb\n");
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
}

TEST_CASE("core dumps: are switched off for the process") {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        disable_core_dumps();
        rlimit limit{1, 1};
        getrlimit(RLIMIT_CORE, &limit);
        _exit(limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    CHECK(status == 0);
}
