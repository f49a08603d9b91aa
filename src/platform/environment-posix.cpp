// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <cstdlib>

#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/environment.hpp"

namespace gpotrust::platform {

std::optional<std::string> environment_variable(std::string_view name) {
    const char* const value = std::getenv(std::string(name).c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::optional<core::SecretBytes> secret_environment_variable(std::string_view name) {
    const char* const value = std::getenv(std::string(name).c_str());
    if (value == nullptr) return std::nullopt;
    return core::SecretBytes::copy_of(value);
}

core::Result<std::vector<std::string>> utf8_arguments(int argc, char** argv) {
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (!core::is_utf8(argument)) {
            // By its number alone: it may hold a password that somebody gave where none belongs.
            return core::fail(core::ErrorCode::usage, "argument " + std::to_string(i) + " is not UTF-8",
                              "use a UTF-8 locale; rename a file whose name has another encoding");
        }
        arguments.emplace_back(argument);
    }
    return arguments;
}

std::filesystem::path program_path() {
    std::error_code error;
    std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path() : path;
}

void disable_core_dumps() {
    const rlimit none{0, 0};
    static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
#ifdef __linux__
    // A core_pattern with a pipe ignores the limit; this also keeps other processes of the same user from attaching.
    static_cast<void>(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
#endif
}

}  // namespace gpotrust::platform
