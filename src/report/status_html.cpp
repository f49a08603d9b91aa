// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "gpotrust/core/slots.hpp"
#include "gpotrust/text_template/render.hpp"
#include "report/status_words.hpp"
#include "report/timeline.hpp"

namespace gpotrust::report {
namespace {

using core::Slots;
using renewal::CertificateStatus;
using renewal::State;
using renewal::TrustStatus;

Slots texts(std::map<std::string, std::string> values) { return {.texts = std::move(values), .flags = {}, .lists = {}}; }

Slots tile(std::size_t count, State state, std::string_view label) {
    return texts({{"class", std::string(renewal::to_text(state))}, {"count", std::to_string(count)}, {"label", std::string(label)}});
}

std::vector<Slots> tiles(const StateCounts& counts) {
    std::vector<Slots> list{tile(counts.expired, State::expired, "expired"), tile(counts.due, State::due, "due for renewal"),
                            tile(counts.ok, State::ok, "in order")};
    if (counts.retired != 0) list.push_back(tile(counts.retired, State::retired, "retired"));
    return list;
}

std::vector<Slots> to_do(const StatusOutcome& outcome) {
    std::vector<Slots> list;
    for (const TrustStatus* trust : by_urgency(outcome.trusts)) {
        const std::string command = next_command(*trust);
        if (command.empty()) continue;
        list.push_back(texts({{"name", trust->gpo_name},
                              {"class", std::string(renewal::to_text(trust->state))},
                              {"left", time_left(*trust, outcome.now)},
                              {"advice", advice(*trust)},
                              {"command", command}}));
    }
    return list;
}

/// A label begins at its line; one at the right edge would be cut off and is left out.
std::vector<Slots> axis_labels(const Timeline& timeline) {
    constexpr int k_last_place = 85;
    std::vector<Slots> list;
    for (const Timeline::Tick& tick : timeline.ticks())
        if (timeline.percent(tick.time) < k_last_place) list.push_back(texts({{"x", timeline.position(tick.time)}, {"label", tick.label}}));
    return list;
}

Slots bar(const Timeline& timeline, std::string_view kind, core::UtcTime begin, core::UtcTime end) {
    return texts({{"kind", std::string(kind)}, {"bar_x", timeline.position(begin)}, {"bar_width", timeline.width(begin, end)}});
}

std::string_view kind_of(const CertificateStatus& certificate) {
    for (const std::string_view role : {"next", "retiring", "distrusted"})
        if (certificate.recorded.role == role) return role;
    return "current";
}

std::vector<Slots> bars(const Timeline& timeline, const TrustStatus& trust, const CertificateStatus& certificate) {
    const ledger::RecordedCertificate& recorded = certificate.recorded;
    std::vector<Slots> list{bar(timeline, kind_of(certificate), recorded.not_before, certificate.end)};
    if (certificate.end < recorded.not_after) list.push_back(bar(timeline, "after", certificate.end, recorded.not_after));
    const bool ends_first = certificate.counts && recorded.not_after == trust.not_after;
    if (ends_first) list.push_back(bar(timeline, "window", std::max(*trust.renew_from, recorded.not_before), recorded.not_after));
    return list;
}

Slots lane(const Timeline& timeline, const TrustStatus& trust, const CertificateStatus& certificate, core::UtcTime now) {
    const ledger::RecordedCertificate& recorded = certificate.recorded;
    std::vector<Slots> grid;
    for (const Timeline::Tick& tick : timeline.ticks()) grid.push_back(texts({{"grid_x", timeline.position(tick.time)}}));
    return {.texts = {{"certificate", name_of(recorded)},
                      {"role", role_text(certificate, now)},
                      {"from", core::to_date(recorded.not_before)},
                      {"to", core::to_date(certificate.end)},
                      {"now_x", timeline.position(now)}},
            .flags = {},
            .lists = {{"grid", std::move(grid)}, {"bars", bars(timeline, trust, certificate)}}};
}

Slots policy(const Timeline& timeline, const TrustStatus& trust, core::UtcTime now) {
    std::vector<Slots> lanes;
    for (const CertificateStatus& certificate : trust.certificates) lanes.push_back(lane(timeline, trust, certificate, now));
    return {.texts = {{"name", trust.gpo_name}, {"class", std::string(renewal::to_text(trust.state))}, {"state", time_left(trust, now)}},
            .flags = {{"no_lanes", lanes.empty()}},
            .lists = {{"lanes", std::move(lanes)}}};
}

Slots row(const TrustStatus& trust, core::UtcTime now) {
    const std::string note = import_note(trust);
    return {.texts = {{"name", trust.gpo_name},
                      {"place", fmt::format("{}, revision {} of {}{}", trust.slug, trust.revision, core::to_date(trust.revised_at),
                                            trust.domain.empty() ? std::string() : ", " + trust.domain)},
                      {"class", std::string(renewal::to_text(trust.state))},
                      {"state", std::string(renewal::to_text(trust.state))},
                      {"note", note},
                      {"end", trust.not_after ? core::to_date(*trust.not_after) : ""},
                      {"left", time_left(trust, now)},
                      {"renew_from", trust.renew_from ? core::to_date(*trust.renew_from) : ""}},
            .flags = {{"has_note", !note.empty()}, {"has_end", trust.not_after.has_value()}},
            .lists = {}};
}

Slots page(const StatusOutcome& outcome, std::string_view tool_version) {
    const Timeline timeline(outcome.trusts, outcome.now);
    Slots slots{.texts = {{"as_of", core::to_iso8601(outcome.now)},
                          {"as_of_date", core::to_date(outcome.now)},
                          {"estate", outcome.estate},
                          {"axis_from", core::to_date(timeline.from())},
                          {"axis_to", core::to_date(timeline.to())},
                          {"renew_days", std::to_string(outcome.schedule.renew_days)},
                          {"version", std::string(tool_version)}},
                .flags = {{"has_trusts", !outcome.trusts.empty()}},
                .lists = {{"tiles", tiles(count_states(outcome.trusts))}, {"due", to_do(outcome)}, {"ticks", axis_labels(timeline)}}};
    slots.flags["has_due"] = !slots.lists["due"].empty();
    for (const TrustStatus* trust : by_urgency(outcome.trusts)) {
        slots.lists["policies"].push_back(policy(timeline, *trust, outcome.now));
        slots.lists["rows"].push_back(row(*trust, outcome.now));
    }
    slots.lists.try_emplace("policies");
    slots.lists.try_emplace("rows");
    return slots;
}

}  // namespace

core::Result<std::string> to_html(const StatusOutcome& outcome, std::string_view tool_version) {
    return text_template::render(text_template::embedded("report/dashboard.html"), page(outcome, tool_version), text_template::Escaping::html);
}

}  // namespace gpotrust::report
