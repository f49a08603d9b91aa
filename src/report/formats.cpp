// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The table of artefact formats as text, JSON and a page of the documentation.
#include <fmt/format.h>

#include <algorithm>

#include "report/json_parts.hpp"
#include "report/markdown.hpp"
#include "report/page.hpp"

namespace gpotrust::report {
namespace {

using artefact::Format;

constexpr std::string_view k_unverified = "nobody yet: unverified";
constexpr std::size_t k_gap = 2;

/// The parts of a list with commas.
std::vector<std::string> parts_of(std::string_view list) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        parts.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        while (list.starts_with(' ')) list.remove_prefix(1);
    }
    return parts;
}

std::string sides_of(const Format& format) { return fmt::format("{}", fmt::join(parts_of(format.scopes), ", ")); }
std::string_view judged_by(const Format& format) { return format.verified_by.empty() ? k_unverified : format.verified_by; }

struct Widths {
    std::size_t id = 6;
    std::size_t sides = 5;
};

Widths widths_of(const FormatsOutcome& outcome) {
    Widths widths;
    for (const Format* format : outcome.formats) {
        widths.id = std::max(widths.id, format->id.size());
        widths.sides = std::max(widths.sides, sides_of(*format).size());
    }
    return widths;
}

std::string padded(std::string_view text, std::size_t width) { return fmt::format("{:<{}}", text, width + k_gap); }
std::string first_cells(const Format& format, const Widths& widths) { return padded(format.id, widths.id) + sides_of(format); }

Json to_json_value(const Format& format) {
    return Json{{"id", format.id},
                {"title", format.title},
                {"consumer", format.consumer},
                {"scopes", parts_of(format.scopes)},
                {"verified_by", parts_of(format.verified_by)},
                {"how_to_apply", format.how_to_apply},
                {"how_to_undo", format.how_to_undo},
                {"leaves_behind", format.leaves_behind},
                {"always_made", format.always_made}};
}

void add_section(std::string& text, const Format& format) {
    text += fmt::format("\n<a id=\"{0}\"></a>\n\n## {0}: {1}\n\n| | |\n|---|---|\n", format.id, format.title);
    const auto row = [&text](std::string_view label, std::string_view value) { text += fmt::format("| {} | {} |\n", label, markdown_cell(value)); };
    row("Taken by", format.consumer);
    row("Sides", sides_of(format));
    row("To apply", format.how_to_apply);
    row("To undo", format.how_to_undo);
    row("Leaves behind", format.leaves_behind);
    row("Judged by",
        format.verified_by.empty() ? "**unverified**: neither its consumer nor a program that does the same has taken it yet" : format.verified_by);
    row("Made", format.always_made ? "always" : "unless `--artefacts` leaves it out");
}

}  // namespace

std::vector<core::Error> errors_of(const FormatsOutcome&) { return {}; }

std::string to_text(const FormatsOutcome& outcome, const TextStyle& style) {
    const Widths widths = widths_of(outcome);
    const std::size_t indent = widths.id + widths.sides + 2 * k_gap;
    Page page(style);
    page.line(0, {{padded("FORMAT", widths.id), Colour::dim}, {padded("SIDES", widths.sides), Colour::dim}, {"WHAT IT IS", Colour::dim}});
    for (const Format* format : outcome.formats) {
        const std::string first = first_cells(*format, widths);
        page.field(0, {first, Colour::bold}, format->title, indent);
        page.field(indent, {"for", Colour::dim}, format->consumer);
        page.field(indent, {"judged by", format->verified_by.empty() ? Colour::yellow : Colour::dim}, judged_by(*format));
    }
    return std::move(page).text();
}

std::string to_json(const FormatsOutcome& outcome, const JsonEnvelope& envelope) {
    Json formats = Json::array();
    for (const Format* format : outcome.formats) formats.push_back(to_json_value(*format));
    return in_envelope("formats", {{"formats", std::move(formats)}}, envelope);
}

std::string formats_markdown() {
    std::string text(k_generated_head);
    text +=
        "# Artefact formats\n\n"
        "What a package holds: every road by which the same trust reaches a machine, each printed from the same settings. `gpotrust package` makes "
        "all of them;\n"
        "`--artefacts LIST` chooses. \"Judged by\" names the programs others wrote that took the format in the acceptance tests "
        "(`tests/acceptance`), with the version\n"
        "that ran there. None of them is Windows: see [not confirmed on Windows](../explanation/not-confirmed-on-windows.md).\n\n"
        "| Format | What it is | Taken by | Sides | Judged by |\n|---|---|---|---|---|\n";
    for (const Format* format : artefact::formats()) {
        text += fmt::format("| [`{0}`](#{0}) | {1} | {2} | {3} | {4} |\n", format->id, markdown_cell(format->title), markdown_cell(format->consumer),
                            sides_of(*format), format->verified_by.empty() ? "unverified" : markdown_cell(format->verified_by));
    }
    for (const Format* format : artefact::formats()) add_section(text, *format);
    return text;
}

}  // namespace gpotrust::report
