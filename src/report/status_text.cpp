// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "report/page.hpp"
#include "report/status_words.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using renewal::State;
using renewal::TrustStatus;

constexpr int k_narrow = 72;               // below this a table leaves no room for names
constexpr std::size_t k_name_column = 33;  // label (11), days (9), two blanks, date (10) and one more
constexpr std::size_t k_label = 9;

Colour colour_of(State state) {
    switch (state) {
        case State::ok:
            return Colour::green;
        case State::due:
            return Colour::yellow;
        case State::expired:
            return Colour::red;
        case State::retired:
            break;
    }
    return Colour::dim;
}

std::string place_of(const TrustStatus& trust) {
    return fmt::format("{}, revision {}{}", trust.slug, trust.revision, trust.domain.empty() ? std::string() : ", " + trust.domain);
}

/// What else stands in the policy: the table's dates are those of the certificate that ends first.
void other_certificates(Page& page, std::size_t indent, const TrustStatus& trust, core::UtcTime now) {
    for (const renewal::CertificateStatus& certificate : trust.certificates) {
        const bool told = certificate.counts && certificate.recorded.not_after == trust.not_after;
        if (!told) page.paragraph(indent, name_of(certificate.recorded) + ": " + role_text(certificate, now));
    }
}

void next_step(Page& page, const TrustStatus& trust) {
    const std::string command = next_command(trust);
    if (!command.empty()) page.line(2, {{"next:", Colour::bold}, {" "}, {command}});
}

void wide_row(Page& page, const TrustStatus& trust, core::UtcTime now) {
    const std::string days = trust.days_left ? std::to_string(*trust.days_left) : "-";
    const std::string date = trust.not_after ? core::to_date(*trust.not_after) : "-";
    page.row(0, {renewal::to_text(trust.state), colour_of(trust.state)}, {fmt::format("{:>9}  {:<10}", days, date)}, trust.gpo_name);
    page.paragraph(k_name_column, place_of(trust));
    other_certificates(page, k_name_column, trust, now);
    if (const std::string note = import_note(trust); !note.empty()) page.paragraph(k_name_column, note);
    next_step(page, trust);
}

void narrow_row(Page& page, const TrustStatus& trust, core::UtcTime now) {
    page.field(0, {renewal::to_text(trust.state), colour_of(trust.state)}, trust.gpo_name, k_label);
    if (trust.not_after) page.paragraph(k_label, core::to_date(*trust.not_after) + ", " + time_left(trust, now));
    page.paragraph(k_label, place_of(trust));
    other_certificates(page, k_label, trust, now);
    if (const std::string note = import_note(trust); !note.empty()) page.paragraph(k_label, note);
    next_step(page, trust);
}

void table(Page& page, const StatusOutcome& outcome, bool narrow) {
    if (!narrow) page.row(0, {"STATE", Colour::dim}, {fmt::format("{:>9}  {:<10}", "DAYS LEFT", "ENDS"), Colour::dim}, "POLICY");
    for (const TrustStatus* trust : by_urgency(outcome.trusts)) narrow ? narrow_row(page, *trust, outcome.now) : wide_row(page, *trust, outcome.now);
}

}  // namespace

std::string to_text(const StatusOutcome& outcome, const TextStyle& style) {
    if (outcome.error) return {};
    Page page(style);
    page.line(0, {{outcome.estate, Colour::bold}, {" on "}, {core::to_iso8601(outcome.now)}});
    if (outcome.trusts.empty()) {
        page.paragraph(2, "no trust policy");
        return std::move(page).text();
    }
    page.paragraph(2, counted(outcome.trusts.size(), "trust policy", "trust policies") + ": " + counts_text(count_states(outcome.trusts)) +
                          fmt::format("; a renewal is due {} days before the end", outcome.schedule.renew_days));
    page.gap();
    table(page, outcome, style.columns < k_narrow);
    return std::move(page).text();
}

}  // namespace gpotrust::report
