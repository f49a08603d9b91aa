// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/password_options.hpp"

#include <charconv>
#include <functional>
#include <memory>

#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/environment.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"

namespace gpotrust::cli {
namespace {

using core::ErrorCode;
using core::SecretBytes;
using ReadSecret = std::function<core::Result<SecretBytes>()>;

core::Result<SecretBytes> read_variable(const std::string& name) {
    std::optional<SecretBytes> secret = platform::secret_environment_variable(name);
    if (secret) return *std::move(secret);
    return core::fail(ErrorCode::password_needed, "the environment variable " + core::printable(name) + " is not set",
                      "set it, or name another with --password-env");
}

core::Result<int> descriptor_number(const std::string& text) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number >= 0) return number;
    return core::fail(ErrorCode::usage, "--password-fd: not a number", "0 is standard input");
}

core::Result<ReadSecret> chosen_source(const PasswordOptions& options) {
    const int given = (options.file ? 1 : 0) + (options.variable ? 1 : 0) + (options.descriptor ? 1 : 0);
    if (given > 1) return core::fail(ErrorCode::usage, "--password-file, --password-env and --password-fd exclude each other");
    if (options.file) return ReadSecret([name = *options.file] { return platform::read_secret_file(platform::path_from_utf8(name)); });
    if (options.variable) return ReadSecret([name = *options.variable] { return read_variable(name); });
    if (!options.descriptor) return ReadSecret();
    GPOTRUST_TRY_ASSIGN(const int number, descriptor_number(*options.descriptor));
    return ReadSecret([number] { return platform::read_secret_descriptor(number); });
}

/// A descriptor can be read only once, and one password serves all exports of a run.
class KeptSecret {
public:
    explicit KeptSecret(ReadSecret read) : m_read(std::move(read)) {}
    core::Result<SecretBytes> copy() {
        if (!m_secret) m_secret = m_read();
        if (!m_secret->has_value()) return core::fail(m_secret->error());
        return SecretBytes::copy_of((*m_secret)->text());
    }

private:
    ReadSecret m_read;
    std::optional<core::Result<SecretBytes>> m_secret;
};

core::Result<SecretBytes> ask(const std::string& path) { return platform::prompt_secret("Password for " + core::printable(path) + ": "); }

}  // namespace

void declare_passwords(CommandLine& line, PasswordOptions& options) {
    line.group("Password (never an argument; without any of these you are asked)");
    line.value("--password-file", "FILE", options.file, "the first line of a file that only you can read");
    line.value("--password-env", "NAME", options.variable, "an environment variable");
    line.value("--password-fd", "N", options.descriptor, "an open descriptor; 0 is standard input");
}

core::Result<app::Passwords> passwords_of(const PasswordOptions& options) {
    GPOTRUST_TRY_ASSIGN(ReadSecret read, chosen_source(options));
    app::Passwords passwords;
    passwords.prompt = ask;
    if (!read) return passwords;
    passwords.given = [kept = std::make_shared<KeptSecret>(std::move(read))](const std::string&) { return kept->copy(); };
    return passwords;
}

}  // namespace gpotrust::cli
