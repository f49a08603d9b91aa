// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// RFC 5545, printed by hand: docs/decisions/0005-calendars-by-hand.md.
#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "report/status_words.hpp"

namespace gpotrust::report {
namespace {

using renewal::State;
using renewal::TrustStatus;

constexpr std::size_t k_longest_line = 75;  // octets, without the line end (3.1)

bool continues_character(char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U; }

class Calendar {
public:
    /// A content line, folded before 75 octets and never inside a character.
    void line(std::string_view content) {
        std::size_t room = k_longest_line;
        while (content.size() > room) {
            std::size_t part = room;
            while (part > 1 && continues_character(content[part])) --part;
            m_text.append(content.substr(0, part)).append("\r\n ");
            content.remove_prefix(part);
            room = k_longest_line - 1;  // the blank counts
        }
        m_text.append(content).append("\r\n");
    }
    /// A property of type TEXT: backslash, semicolon, comma and line end are escaped (3.3.11).
    void text(std::string_view name, std::string_view value) {
        std::string escaped = std::string(name) + ":";
        while (!value.empty()) {
            const std::size_t end = std::min(value.find('\n'), value.size());
            for (const char c : core::printable(value.substr(0, end))) {
                if (c == '\\' || c == ';' || c == ',') escaped.push_back('\\');
                escaped.push_back(c);
            }
            value.remove_prefix(end);
            if (!value.empty()) {
                escaped.append("\\n");
                value.remove_prefix(1);
            }
        }
        line(escaped);
    }
    [[nodiscard]] std::string text() && { return std::move(m_text); }

private:
    std::string m_text;
};

/// "20270101T000000Z" (3.3.5, form 2).
std::string date_time(core::UtcTime time) {
    std::string text = core::to_iso8601(time);
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }), text.end());
    return text;
}

/// The same for every revision: who imports again replaces the event.
std::string uid_of(const TrustStatus& trust) {
    std::string guid = core::to_braced_lower(trust.gpo_guid);
    return guid.substr(1, guid.size() - 2) + "@gpotrust.invalid";
}

/// Nothing that changes from day to day stands here: only a new revision makes another event.
std::string description_of(const TrustStatus& trust) {
    std::string text = fmt::format("GPO: {}\n", trust.gpo_name);
    if (!trust.domain.empty()) text += fmt::format("Domain: {}\n", trust.domain);
    text += fmt::format("Package: {}, revision {}\n", trust.slug, trust.revision);
    for (const renewal::CertificateStatus& certificate : trust.certificates)
        text += fmt::format("{} certificate: {}, {} to {}, SHA-1 {}\n", certificate.recorded.role, name_of(certificate.recorded),
                            core::to_date(certificate.recorded.not_before), core::to_date(certificate.end), core::to_hex(certificate.recorded.sha1));
    if (trust.state == State::retired) return text + "The policy trusts nothing any more: no renewal is needed.";
    text += fmt::format("A renewal is due from {}.\n", core::to_date(*trust.renew_from));
    return text + fmt::format("Make the next certificate on the server, export it, then: gpotrust renew {} EXPORT", trust.slug);
}

void alarm(Calendar& calendar, const TrustStatus& trust, unsigned days) {
    calendar.line("BEGIN:VALARM");
    calendar.line("ACTION:DISPLAY");
    calendar.line(days == 0 ? std::string("TRIGGER:PT0S") : fmt::format("TRIGGER:-P{}D", days));
    calendar.text("DESCRIPTION", fmt::format("Certificate ends in {} {}: {}", days, days == 1 ? "day" : "days", trust.gpo_name));
    calendar.line("END:VALARM");
}

void event(Calendar& calendar, const TrustStatus& trust, const StatusOutcome& outcome) {
    const bool retired = trust.state == State::retired;
    calendar.line("BEGIN:VEVENT");
    calendar.line("UID:" + uid_of(trust));
    calendar.line("DTSTAMP:" + date_time(outcome.now));
    calendar.line(fmt::format("SEQUENCE:{}", trust.revision));
    calendar.line("LAST-MODIFIED:" + date_time(trust.revised_at));
    calendar.line("DTSTART:" + date_time(retired ? trust.revised_at : *trust.not_after));
    calendar.line("DURATION:PT15M");
    calendar.line(retired ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
    calendar.line("TRANSP:TRANSPARENT");
    calendar.text("SUMMARY", (retired ? "Trust was retired: " : "Certificate ends: ") + trust.gpo_name);
    calendar.text("DESCRIPTION", description_of(trust));
    if (!retired)
        for (const unsigned days : trust.thresholds ? *trust.thresholds : outcome.schedule.thresholds) alarm(calendar, trust, days);
    calendar.line("END:VEVENT");
}

}  // namespace

std::string to_calendar(const StatusOutcome& outcome) {
    Calendar calendar;
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//gpotrust//reminders//EN");
    calendar.line("METHOD:PUBLISH");
    calendar.line("X-WR-CALNAME:Certificates trusted by Group Policy");
    calendar.line("REFRESH-INTERVAL;VALUE=DURATION:P1D");  // RFC 7986 5.7
    for (const TrustStatus& trust : outcome.trusts) event(calendar, trust, outcome);
    calendar.line("END:VCALENDAR");
    return std::move(calendar).text();
}

}  // namespace gpotrust::report
