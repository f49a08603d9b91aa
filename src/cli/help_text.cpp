// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/help_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/topics.hpp"
#include "gpotrust/archive/library_version.hpp"
#include "gpotrust/crypto/library_version.hpp"
#include "gpotrust/ledger/library_version.hpp"

namespace gpotrust::cli {
namespace {

constexpr std::size_t k_columns = 80;  // fixed: the reference pages are made from these texts
constexpr std::size_t k_option_column = 26;

constexpr std::string_view k_sentence =
    "gpotrust turns an exported self-signed certificate into a Group Policy package that makes a Windows domain trust it.";

constexpr Example k_first_examples[] = {
    {"gpotrust package mail.pfx", "check the export and make the package to import in Group Policy Management"},
    {"gpotrust check mail.pfx", "only say whether the certificate is fit, and what is wrong with it"},
    {"gpotrust inspect mail.pfx registry.pol", "show what any export, registry.pol or package holds"},
    {"gpotrust verify r0001.zip", "check a package that came on a USB stick"},
};

void append_paragraphs(std::string& out, std::string_view text) {
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        append_wrapped(out, text.substr(start, end - start), 0, 0);
        out += "\n";
        start = end + 1;
    }
}

void append_option(std::string& out, const OptionText& option) {
    const std::string head = "  " + option.syntax;
    out += head;
    if (head.size() + 2 > k_option_column)
        out += "\n" + std::string(k_option_column, ' ');
    else
        out += std::string(k_option_column - head.size(), ' ');
    append_wrapped(out, option.help, k_option_column, k_option_column);
}

void append_options(std::string& out, const CommandLine& line) {
    std::string_view group;
    for (const OptionText& option : line.options()) {
        if (option.group != group) out += (group.empty() ? "" : "\n") + option.group + ":\n";
        group = option.group;
        append_option(out, option);
    }
}

void append_examples(std::string& out, std::span<const Example> examples) {
    for (const Example& example : examples) {
        out += fmt::format("  {}\n      ", example.command);
        append_wrapped(out, example.meaning, 6, 6);
    }
}

std::string_view meaning_of(core::ExitCode code) {
    for (const core::ExitCodeRow& row : core::exit_code_table())
        if (row.code == code) return row.meaning;
    return {};
}

void append_exit_codes(std::string& out, const Verb& verb) {
    for (const core::ExitCode code : verb.exit_codes) {
        out += fmt::format("  {:>2}  ", static_cast<int>(code));
        append_wrapped(out, meaning_of(code), 6, 6);
    }
}

void append_verbs(std::string& out) {
    for (const Verb* verb : verbs()) append_option(out, {"", fmt::format("{} {}", verb->name, verb->operands), std::string(verb->summary)});
}

/// Text as roff takes it in a no-fill block.
std::string roff(std::string_view text) {
    std::string safe;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool at_line_start = i == 0 || text[i - 1] == '\n';
        if (at_line_start && (text[i] == '.' || text[i] == '\'')) safe += "\\&";
        if (text[i] == '\\')
            safe += "\\e";
        else if (text[i] == '-')
            safe += "\\-";
        else
            safe.push_back(text[i]);
    }
    return safe;
}

}  // namespace

void append_wrapped(std::string& out, std::string_view text, std::size_t column, std::size_t used) {
    bool first = true;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        const std::string_view word = text.substr(start, end - start);
        start = end + 1;
        const bool fits = first || used + 1 + word.size() <= k_columns;
        if (!first) out += fits ? std::string(" ") : "\n" + std::string(column, ' ');
        used = (fits ? used + (first ? 0 : 1) : column) + word.size();
        out += word;
        first = false;
    }
    out += "\n";
}

std::string first_screen() {
    std::string out;
    append_wrapped(out, k_sentence, 0, 0);
    out += "\n";
    append_examples(out, k_first_examples);
    out += "\n`gpotrust --help` lists commands and options, `gpotrust help TOPIC` explains.\n";
    return out;
}

std::string program_help() {
    std::string out;
    append_wrapped(out, k_sentence, 0, 0);
    out += "\nUsage: gpotrust COMMAND [OPTIONS] ...\n\nCommands:\n";
    append_verbs(out);
    out += "\n";
    GlobalOptions globals;
    bool version = false;
    CommandLine line;
    declare_global(line, globals);
    line.flag("--version", version, "print the versions of gpotrust and of the libraries it uses");
    append_options(out, line);
    out += "\nTopics of `gpotrust help TOPIC`:\n";
    for (const Topic& topic : topics()) append_option(out, {"", std::string(topic.name), std::string(topic.summary)});
    out += "\nExamples:\n";
    append_examples(out, k_first_examples);
    return out;
}

std::string verb_help(const Verb& verb) {
    std::string out;
    append_wrapped(out, fmt::format("gpotrust {}: {}", verb.name, verb.summary), 0, 0);
    out += fmt::format("\nUsage: gpotrust {} [OPTIONS] {}\n\n", verb.name, verb.operands);
    append_paragraphs(out, verb.description);
    GlobalOptions globals;
    CommandLine line;
    verb.declare(line);
    declare_global(line, globals);
    append_options(out, line);
    out += "\nExamples:\n";
    append_examples(out, verb.examples);
    out += "\nExit codes:\n";
    append_exit_codes(out, verb);
    return out;
}

std::string version_text() {
    return fmt::format("gpotrust {}\nOpenSSL {}, libzip {}, SQLite {}\n", tool_version(), crypto::openssl_version(), archive::libzip_version(),
                       ledger::sqlite_version());
}

std::string command_line_markdown() {
    std::string out =
        "<!-- SPDX-FileCopyrightText: The gpotrust contributors -->\n<!-- SPDX-License-Identifier: MIT -->\n<!-- Generated by gpotrust-docgen. -->\n"
        "# Command line\n\nWhat `--help` prints.\n\n```text\n";
    out += program_help() + "```\n";
    for (const Verb* verb : verbs()) out += fmt::format("\n## {}\n\n```text\n{}```\n", verb->name, verb_help(*verb));
    out += "\n# Topics\n";
    for (const Topic& topic : topics()) out += fmt::format("\n## {}\n\n```text\n{}```\n", topic.name, topic.text());
    return out;
}

std::string man_page() {
    std::string out =
        ".\\\" SPDX-FileCopyrightText: The gpotrust contributors\n.\\\" SPDX-License-Identifier: MIT\n.\\\" Generated by gpotrust-docgen.\n"
        ".TH GPOTRUST 1 \"\" \"gpotrust\" \"User Commands\"\n.SH NAME\ngpotrust \\- Group Policy trust packages from exported self-signed "
        "certificates\n"
        ".SH SYNOPSIS\n.B gpotrust\n.I COMMAND\n[\\fIOPTIONS\\fR] ...\n.SH DESCRIPTION\n.nf\n";
    out += roff(program_help()) + ".fi\n.SH COMMANDS\n";
    for (const Verb* verb : verbs()) out += fmt::format(".SS {}\n.nf\n{}.fi\n", verb->name, roff(verb_help(*verb)));
    out += ".SH TOPICS\n";
    for (const Topic& topic : topics()) out += fmt::format(".SS {}\n.nf\n{}.fi\n", topic.name, roff(topic.text()));
    return out;
}

}  // namespace gpotrust::cli
