// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/report/errors.hpp"
#include "gpotrust/report/print.hpp"
#include "report/page.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using renewal::Action;

constexpr std::size_t k_widest_name = 48;

Colour colour_of(Action action) {
    switch (action) {
        case Action::fail:
            return Colour::red;
        case Action::unchanged:
            return Colour::dim;
        case Action::package:
        case Action::add:
        case Action::renew:
        case Action::drop:
            return Colour::green;
        case Action::retire:
        case Action::distrust:
            break;
    }
    return Colour::yellow;
}

std::string name_of(const AppliedTrust& row) {
    const trust::GpoIdentity& identity = row.planned.identity;
    return core::printable(identity.domain.empty() ? identity.name : fmt::format("{} ({})", identity.name, identity.domain));
}

/// "-> 1", "3 -> 4", "3".
std::string revisions_of(const AppliedTrust& row) {
    const std::string before = row.planned.revision ? std::to_string(*row.planned.revision) : "";
    if (!row.makes) return before;
    return fmt::format("{}{}-> {}", before, before.empty() ? "" : " ", *row.makes);
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t shown = shown_width(text);
    if (shown < width) text.append(width - shown, ' ');
    return text;
}

struct Widths {
    std::size_t name = 3;
    std::size_t revision = 8;
};

Widths widths_of(const std::vector<AppliedTrust>& plan) {
    Widths widths;
    for (const AppliedTrust& row : plan) {
        widths.name = std::max(widths.name, std::min(shown_width(name_of(row)), k_widest_name));
        widths.revision = std::max(widths.revision, revisions_of(row).size());
    }
    return widths;
}

void plan_row(Page& page, const AppliedTrust& row, const Widths& widths) {
    constexpr std::size_t k_action = 9;
    const Action action = row.planned.action;
    page.line(0, {{padded(std::string(renewal::to_text(action)), k_action), colour_of(action)},
                  {"  " + padded(name_of(row), widths.name)},
                  {"  " + padded(revisions_of(row), widths.revision)},
                  {"  " + row.planned.reason, Colour::dim}});
}

std::string counted(std::size_t count, std::string_view what) { return fmt::format("{} {}", count, what); }

void summary(Page& page, const ApplyOutcome& outcome) {
    const auto count = [&](auto predicate) { return static_cast<std::size_t>(std::count_if(outcome.plan.begin(), outcome.plan.end(), predicate)); };
    const std::size_t failed = count([](const AppliedTrust& row) { return row.error.has_value(); });
    const std::size_t made = count([&](const AppliedTrust& row) { return !row.error && (outcome.dry_run ? row.makes.has_value() : row.done); });
    page.gap();
    page.line(0, {{fmt::format("{}, {}, {}", counted(made, outcome.dry_run ? "would be made" : "made"),
                               counted(outcome.plan.size() - made - failed, "unchanged"), counted(failed, "failed"))}});
}

void made_block(Page& page, const PackagedTrust& package) {
    page.gap();
    page.line(
        0, {{package.policy.identity.name, Colour::bold},
            {fmt::format("  revision {}, ", package.revision)},
            {package.rebuilt ? std::string("its files were missing or damaged and are written again") : std::string(package.kind), Colour::green}});
    page.field(2, {"folder", Colour::dim}, package.path, 9);
    page.field(2, {"zip", Colour::dim}, package.zip, 9);
    page.field(2, {"SHA-256", Colour::dim}, in_groups(core::to_hex(package.zip_sha256)), 9);
    if (!package.rotation) return;
    page.field(2, {"switch", Colour::dim},
               fmt::format("the server from {}, before {}", core::to_iso8601(package.rotation->switch_from),
                           core::to_iso8601(package.rotation->switch_before)),
               9);
}

}  // namespace

std::string plan_text(const ApplyOutcome& outcome, const TextStyle& style) {
    Page page(style);
    for (const std::string& notice : outcome.notices) page.field(0, {"note:", Colour::yellow}, notice, 6);
    page.gap();
    if (outcome.plan.empty()) {
        if (outcome.errors.empty()) page.line(0, {{"Nothing is listed and nothing is on record."}});
        return std::move(page).text();
    }
    const Widths widths = widths_of(outcome.plan);
    page.line(0, {{padded("Plan", 9), Colour::bold},
                  {"  " + padded("GPO", widths.name), Colour::bold},
                  {"  " + padded("revision", widths.revision), Colour::bold},
                  {"  why", Colour::bold}});
    for (const AppliedTrust& row : outcome.plan) plan_row(page, row, widths);
    return std::move(page).text();
}

std::string to_text(const ApplyOutcome& outcome, const TextStyle& style) {
    Page page(style);
    for (const PackagedTrust& package : outcome.packages) {
        if (!package.unchanged || package.rebuilt) made_block(page, package);
    }
    if (!outcome.plan.empty()) summary(page, outcome);
    const std::string made = (outcome.plan.empty() ? "" : "\n") + std::move(page).text();
    return outcome.dry_run ? plan_text(outcome, style) + made : made;
}

std::vector<core::Error> errors_of(const ApplyOutcome& outcome) {
    std::vector<core::Error> errors = outcome.errors;
    for (const AppliedTrust& row : outcome.plan) {
        if (row.error) errors.push_back(core::Error(*row.error).in(core::printable(row.planned.identity.name)));
    }
    return errors;
}

}  // namespace gpotrust::report
