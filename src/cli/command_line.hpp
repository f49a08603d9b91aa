// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/result.hpp"

namespace gpotrust::cli {

/// One option as help shows it.
struct OptionText {
    std::string group;   ///< "Options", "Password", "General"
    std::string syntax;  ///< "--store STORE"
    std::string help;
};

/// The options of one command and the reading of its arguments. The only user of CLI11, whose exceptions, defaults and ways of ending a program stay inside.
///
/// Arguments that are not options are operands, wherever they stand; after "--" all are. A value given twice is an error unless declared with values().
class CommandLine {
public:
    CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;
    ~CommandLine();

    /// Options declared from now on stand below this heading.
    void group(std::string_view title);
    /// `names` may hold a short form: "-h,--help". Targets must outlive parse().
    void flag(std::string_view names, bool& target, std::string_view help);
    void value(std::string_view name, std::string_view metavariable, std::optional<std::string>& target, std::string_view help);
    /// An option that may be repeated, one value each time.
    void values(std::string_view name, std::string_view metavariable, std::vector<std::string>& target, std::string_view help);

    /// Reads the arguments and returns the operands in order. Fails with usage; messages name options, never their values (one might be a password).
    [[nodiscard]] core::Result<std::vector<std::string>> parse(std::vector<std::string> arguments);
    /// For the arguments before the command's name: stops at the first that is no option and returns it with all that follow.
    [[nodiscard]] core::Result<std::vector<std::string>> parse_leading(std::vector<std::string> arguments);

    [[nodiscard]] const std::vector<OptionText>& options() const { return m_options; }

private:
    [[nodiscard]] core::Result<std::vector<std::string>> read(std::vector<std::string> arguments);
    [[nodiscard]] core::Error unknown_option(std::string_view argument) const;

    struct Parser;
    std::unique_ptr<Parser> m_parser;
    std::string m_group = "Options";
    std::vector<OptionText> m_options;
};

}  // namespace gpotrust::cli
