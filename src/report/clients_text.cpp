// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/clients_text.hpp"

#include <algorithm>

#include "report/client_words.hpp"

namespace gpotrust::report {
namespace {

using trust::ClientOutlook;
using trust::Support;

constexpr Support k_shown[] = {Support::yes, Support::expected, Support::no, Support::unverified};

bool is_distrust(const PackagedTrust& package) {
    const auto& all = package.policy.certificates;
    return !all.empty() && std::all_of(all.begin(), all.end(), [](const auto& entry) { return entry.store == trust::Store::disallowed; });
}

/// What a hurried reader needs beside the name: the fault to mend, or where else to go.
std::string remark(const ClientOutlook& line) {
    std::string name(line.client->name);
    switch (line.support) {
        case Support::expected:
        case Support::unverified:
            return name + ": " + std::string(line.condition);
        case Support::no:
            if (!line.reason.empty()) return std::string(line.reason);
            return std::string(line.client->instead.empty() ? line.condition : line.client->instead)
                .append(line.confidence == trust::Confidence::unverified ? " (unverified)" : "");
        case Support::yes:
        case Support::not_applicable:
            break;
    }
    return name;
}

std::vector<const ClientOutlook*> lines_with(const std::vector<const ClientOutlook*>& lines, Support support) {
    std::vector<const ClientOutlook*> chosen;
    for (const ClientOutlook* line : lines)
        if (line->support == support) chosen.push_back(line);
    return chosen;
}

void id_line(Page& page, std::string_view label, Colour colour, const std::vector<const ClientOutlook*>& lines) {
    std::string ids;
    for (const ClientOutlook* line : lines) ids.append(ids.empty() ? "" : ", ").append(line->client->id);
    page.field(4, {label, colour}, ids);
}

void rows(Page& page, Span label, const std::vector<const ClientOutlook*>& lines) {
    for (const ClientOutlook* line : lines) {
        page.row(4, label, {line->client->id, Colour::bold}, remark(*line));
        label.text = "";
    }
}

void group(Page& page, Support support, const std::vector<const ClientOutlook*>& lines) {
    if (support == Support::unverified) return id_line(page, words(support), colour_of(support), lines);
    if (support != Support::no) return rows(page, {words(support), colour_of(support)}, lines);
    // What this package could do and does not comes before what no certificate in these stores can.
    std::vector<const ClientOutlook*> faults;
    std::vector<const ClientOutlook*> elsewhere;
    for (const ClientOutlook* line : lines) (line->reason.empty() ? elsewhere : faults).push_back(line);
    rows(page, {words(support), colour_of(support)}, faults);
    rows(page, {"other way", colour_of(support)}, elsewhere);
}

void asked_lines(Page& page, const std::vector<const ClientOutlook*>& asked) {
    page.line(2, {{"What it does for the clients asked for", Colour::bold}});
    for (const ClientOutlook* line : asked) {
        const bool works = line->support == Support::yes && !line->condition.empty();
        page.row(4, {words(line->support), colour_of(line->support)}, {line->client->id, Colour::bold},
                 works ? std::string(line->client->name).append(": ").append(line->condition) : remark(*line));
    }
}

void distrust_lines(Page& page, const std::vector<const ClientOutlook*>& lines) {
    page.line(2, {{"Who refuses it from now on", Colour::bold}});
    for (const Support support : k_shown)
        id_line(page, distrust_words(support), support == Support::no ? Colour::yellow : colour_of(support), lines_with(lines, support));
}

}  // namespace

void clients_block(Page& page, const PackagedTrust& package, const std::vector<std::string_view>& asked_for) {
    std::vector<const ClientOutlook*> asked;
    std::vector<const ClientOutlook*> others;
    for (const ClientOutlook& line : package.clients) {
        if (line.client == nullptr) continue;
        const bool is_asked = std::find(asked_for.begin(), asked_for.end(), line.client->id) != asked_for.end();
        (is_asked ? asked : others).push_back(&line);
    }
    if (asked.empty() && others.empty()) return;
    page.gap();
    if (is_distrust(package)) return distrust_lines(page, others);
    if (!asked.empty()) {
        asked_lines(page, asked);
        page.gap();
    }
    page.line(2, {{asked.empty() ? "What it does for clients" : "And for others", Colour::bold}});
    for (const Support support : k_shown) {
        if (asked.empty())
            group(page, support, lines_with(others, support));
        else
            id_line(page, words(support), colour_of(support), lines_with(others, support));
    }
    page.line(4, {{"Conditions and evidence: gpotrust explain CLIENT", Colour::dim}});
}

}  // namespace gpotrust::report
