// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/status_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"

namespace gpotrust::report {

using renewal::State;
using renewal::TrustStatus;

StateCounts count_states(const std::vector<TrustStatus>& trusts) {
    StateCounts counts;
    for (const TrustStatus& trust : trusts) {
        if (trust.state == State::ok) ++counts.ok;
        if (trust.state == State::due) ++counts.due;
        if (trust.state == State::expired) ++counts.expired;
        if (trust.state == State::retired) ++counts.retired;
    }
    return counts;
}

std::vector<std::string> slugs_in(const std::vector<TrustStatus>& trusts, State state) {
    std::vector<std::string> slugs;
    for (const TrustStatus& trust : trusts)
        if (trust.state == state) slugs.push_back(trust.slug);
    return slugs;
}

std::string counts_text(const StateCounts& counts) {
    std::vector<std::string> parts;
    const auto add = [&parts](std::size_t number, std::string_view word) {
        if (number != 0) parts.push_back(fmt::format("{} {}", number, word));
    };
    add(counts.expired, "expired");
    add(counts.due, "due");
    add(counts.ok, "ok");
    add(counts.retired, "retired");
    return joined(parts, ", ");
}

std::vector<const TrustStatus*> by_urgency(const std::vector<TrustStatus>& trusts) {
    std::vector<const TrustStatus*> sorted;
    for (const TrustStatus& trust : trusts) sorted.push_back(&trust);
    const auto key = [](const TrustStatus* trust) { return trust->not_after.value_or(core::UtcTime::max()); };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const TrustStatus* a, const TrustStatus* b) { return key(a) != key(b) ? key(a) < key(b) : a->slug < b->slug; });
    return sorted;
}

std::string next_command(const TrustStatus& trust) {
    if (trust.state == State::due || trust.state == State::expired) return fmt::format("gpotrust renew {} EXPORT", trust.slug);
    return trust.holds_ended ? "gpotrust apply" : "";
}

std::string advice(const TrustStatus& trust) {
    if (trust.state == State::expired) return "Clients refuse the certificate by now: make the next one on the server, export it and renew";
    if (trust.state == State::due) return "Make the next certificate on the server, export it and renew; the old one stays trusted meanwhile";
    if (trust.holds_ended) return "A retiring certificate has reached its end: the next revision leaves it out";
    if (trust.state == State::retired) return "The policy trusts nothing any more";
    return trust.renew_from ? "Nothing to do before " + core::to_date(*trust.renew_from) : std::string();
}

std::string time_left(const TrustStatus& trust, core::UtcTime now) {
    if (!trust.not_after || !trust.days_left) return "retired";
    const auto days = [](std::int64_t number) { return fmt::format("{} {}", number, number == 1 ? "day" : "days"); };
    if (trust.state == State::expired) {
        const std::int64_t past = core::days_between(*trust.not_after, now);
        return past == 0 ? std::string("expired today") : "expired " + days(past) + " ago";
    }
    return *trust.days_left == 0 ? std::string("ends within a day") : days(*trust.days_left) + " left";
}

std::string import_note(const TrustStatus& trust) {
    if (!trust.imported || trust.imported->revision == trust.revision) return {};
    return fmt::format("revision {} waits for its import; {} is the newest that was marked as imported", trust.revision, trust.imported->revision);
}

std::string common_name(std::string_view subject) {
    constexpr std::string_view k_type = "CN=";
    std::size_t start = subject.find(k_type);
    while (start != std::string_view::npos && start != 0 && subject[start - 1] != ',' && subject[start - 1] != ' ' && subject[start - 1] != '+')
        start = subject.find(k_type, start + 1);
    if (start == std::string_view::npos) return {};
    std::string value;
    for (std::size_t i = start + k_type.size(); i < subject.size() && subject[i] != ',' && subject[i] != '+'; ++i) {
        if (subject[i] == '\\' && i + 1 < subject.size()) ++i;
        value.push_back(subject[i]);
    }
    return value;
}

std::string name_of(const ledger::RecordedCertificate& certificate) {
    if (!certificate.names.empty()) return certificate.names.front();
    const std::string name = common_name(certificate.subject);
    if (!name.empty()) return name;
    return certificate.subject.empty() ? core::to_hex(certificate.sha1) : certificate.subject;
}

std::string role_text(const renewal::CertificateStatus& certificate, core::UtcTime now) {
    const ledger::RecordedCertificate& recorded = certificate.recorded;
    if (recorded.role == "retiring")
        return (certificate.end > now ? "retiring, leaves on " : "retiring, was to leave on ") + core::to_date(certificate.end);
    if (recorded.role == "distrusted") return "distrusted";
    const std::string dates = core::to_date(recorded.not_before) + " to " + core::to_date(recorded.not_after);
    if (recorded.not_before > now) return (recorded.role == "next" ? "next, from " : "not valid yet, from ") + dates;
    if (now > recorded.not_after) return "ended on " + core::to_date(recorded.not_after);
    return (recorded.role == "next" ? "next, ends on " : "in use, ends on ") + core::to_date(recorded.not_after);
}

unsigned urgent_days(const renewal::Schedule& schedule) {
    unsigned urgent = 0;
    for (const unsigned threshold : schedule.thresholds)
        if (threshold < schedule.renew_days) urgent = std::max(urgent, threshold);
    return urgent != 0 ? urgent : schedule.renew_days / 2;
}

}  // namespace gpotrust::report
