// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iterator>

#include "gpotrust/core/text.hpp"

namespace gpotrust::cli {
namespace {

using core::ErrorCode;

/// What people type to give a password as an argument.
constexpr std::array<std::string_view, 10> k_password_options{"--password", "--pass", "--passwd",       "--pwd",         "--passphrase",
                                                              "--pw",       "-p",     "--pfx-password", "--pfxpassword", "--passin"};

bool is_option(std::string_view argument) { return argument.size() > 1 && argument.front() == '-'; }

/// The option's name alone: what stands behind '=' or is glued to a single letter may be a secret.
std::string_view name_of(std::string_view argument) {
    if (!argument.starts_with("--")) return argument.substr(0, 2);
    return argument.substr(0, argument.find('='));
}

core::Result<void> refuse_passwords(const std::vector<std::string>& arguments) {
    for (const std::string& argument : arguments) {
        if (!is_option(argument)) continue;
        const std::string_view name = name_of(argument);
        if (std::find(k_password_options.begin(), k_password_options.end(), name) == k_password_options.end()) continue;
        return core::fail(
            ErrorCode::usage,
            "a password is never taken as an argument (" + std::string(name) + "): other users of this computer and the shell's history would see it",
            "--password-file FILE, --password-env NAME, --password-fd N, or answer the prompt; `gpotrust help passwords` tells more");
    }
    return {};
}

/// CLI11 takes the next argument when a value after '=' is empty: hand it over as an argument of its own.
std::vector<std::string> with_empty_values(std::vector<std::string> arguments) {
    std::vector<std::string> separated;
    for (std::string& argument : arguments) {
        const bool empty_value = argument.starts_with("--") && argument.size() > 3 && argument.find('=') == argument.size() - 1;
        if (empty_value) argument.pop_back();
        separated.push_back(std::move(argument));
        if (empty_value) separated.emplace_back();
    }
    return separated;
}

core::Error usage_error(const CLI::ParseError& error) {
    const std::string what = error.what();
    std::string option = what.substr(0, what.find_first_of(": "));
    if (!option.starts_with('-')) option.insert(0, "--");  // a flag with a value is named without its dashes
    if (what.find("required but received") != std::string::npos) return {ErrorCode::usage, option + " may be given only once", "", {}};
    if (what.find("missing") != std::string::npos || what.find("required") != std::string::npos)
        return {ErrorCode::usage, option + " needs a value", "", {}};
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) return {ErrorCode::usage, option + " takes no value", "", {}};
    return {ErrorCode::usage, "the arguments cannot be read", "see --help", {}};
}

}  // namespace

struct CommandLine::Parser {
    CLI::App app;
};

CommandLine::CommandLine() : m_parser(std::make_unique<Parser>()) {
    m_parser->app.set_help_flag();
    m_parser->app.allow_windows_style_options(false);  // "/share/mail.pfx" is a path everywhere
    m_parser->app.allow_extras();
}

CommandLine::~CommandLine() = default;

void CommandLine::group(std::string_view title) { m_group = title; }

void CommandLine::flag(std::string_view names, bool& target, std::string_view help) {
    m_parser->app.add_flag(std::string(names), target)->disable_flag_override();
    std::string syntax;
    for (const char c : names) syntax += c == ',' ? std::string(", ") : std::string(1, c);
    m_options.push_back({m_group, syntax, std::string(help)});
}

void CommandLine::value(std::string_view name, std::string_view metavariable, std::optional<std::string>& target, std::string_view help) {
    m_parser->app
        .add_option(std::string(name),
                    [&target](const CLI::results_t& results) {
                        target = results.front();
                        return true;
                    })
        ->expected(1)
        ->allow_extra_args(false);
    m_options.push_back({m_group, std::string(name) + " " + std::string(metavariable), std::string(help)});
}

void CommandLine::values(std::string_view name, std::string_view metavariable, std::vector<std::string>& target, std::string_view help) {
    m_parser->app
        .add_option(std::string(name),
                    [&target](const CLI::results_t& results) {
                        target = results;
                        return true;
                    })
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    m_options.push_back({m_group, std::string(name) + " " + std::string(metavariable), std::string(help)});
}

core::Error CommandLine::unknown_option(std::string_view argument) const {
    const std::string_view name = name_of(argument);
    std::vector<std::string> names;
    for (const OptionText& option : m_options) {
        const std::size_t start = option.syntax.find("--");
        if (start != std::string::npos) names.push_back(option.syntax.substr(start, option.syntax.find(' ', start) - start));
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const std::string_view nearest = core::nearest_match(name, candidates);
    const std::string hint = nearest.empty() ? "--help lists the options" : "did you mean " + std::string(nearest) + "?";
    return {ErrorCode::usage, "unknown option " + std::string(name), hint, {}};
}

core::Result<std::vector<std::string>> CommandLine::read(std::vector<std::string> arguments) {
    GPOTRUST_TRY(refuse_passwords(arguments));
    arguments = with_empty_values(std::move(arguments));
    std::reverse(arguments.begin(), arguments.end());  // the form in which CLI11 takes a vector
    try {
        m_parser->app.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
        return core::fail(usage_error(error));
    }
    return m_parser->app.remaining();
}

core::Result<std::vector<std::string>> CommandLine::parse(std::vector<std::string> arguments) {
    const auto separator = std::find(arguments.begin(), arguments.end(), "--");
    std::vector<std::string> literal;
    if (separator != arguments.end()) {
        literal.assign(std::make_move_iterator(separator + 1), std::make_move_iterator(arguments.end()));
        arguments.erase(separator, arguments.end());
    }
    GPOTRUST_TRY_ASSIGN(std::vector<std::string> operands, read(std::move(arguments)));
    for (const std::string& operand : operands)
        if (is_option(operand)) return core::fail(unknown_option(operand));
    operands.insert(operands.end(), std::make_move_iterator(literal.begin()), std::make_move_iterator(literal.end()));
    return operands;
}

core::Result<std::vector<std::string>> CommandLine::parse_leading(std::vector<std::string> arguments) {
    m_parser->app.prefix_command();
    GPOTRUST_TRY_ASSIGN(std::vector<std::string> rest, read(std::move(arguments)));
    if (!rest.empty() && is_option(rest.front())) return core::fail(unknown_option(rest.front()));
    return rest;
}

}  // namespace gpotrust::cli
