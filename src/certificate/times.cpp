// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "certificate/facts.hpp"
#include "crypto/handles.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

using namespace std::chrono;

constexpr core::UtcTime k_generalized_from = sys_days{year{2050} / January / 1};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What follows the digits that every time must have: YYMMDDHHMM or YYYYMMDDHHMM.
std::string_view after_minutes(std::string_view text, bool generalized) {
    const std::size_t size = generalized ? 12 : 10;
    return text.size() > size ? text.substr(size) : std::string_view();
}

/// RFC 5280 4.1.2.5.1 and 4.1.2.5.2: always seconds, no fraction of one, always Z.
std::string form_fault(std::string_view text, bool generalized) {
    const std::string_view rest = after_minutes(text, generalized);
    if (rest.empty() || !is_digit(rest.front())) return "has no seconds";
    if (!text.ends_with('Z')) return "is not in UTC (Z)";
    return rest.size() == 3 ? std::string() : "has fractions of a second";
}

/// Through 2049 UTCTime, from 2050 on GeneralizedTime.
std::string type_fault(core::UtcTime time, bool generalized) {
    if (generalized && time < k_generalized_from) return "is a GeneralizedTime before 2050";
    return {};  // a UTCTime cannot say 2050: 50 is 1950
}

void check_form(const ASN1_TIME& time, core::UtcTime moment, std::string_view which, CertificateFacts& facts) {
    const std::string_view text = core::as_text(crypto::octets_of(time));
    const bool generalized = ASN1_STRING_type(&time) == V_ASN1_GENERALIZEDTIME;
    for (const std::string& fault : {form_fault(text, generalized), type_fault(moment, generalized)}) {
        if (!fault.empty()) facts.time_faults.push_back(fmt::format("{} {} {}", which, core::printable(text), fault));
    }
}

}  // namespace

core::UtcTime read_time(const ASN1_TIME& time, std::string_view which, CertificateFacts& facts) {
    std::tm parts{};
    // Without a time ASN1_TIME_to_tm() would answer with the clock.
    if (ASN1_STRING_length(&time) == 0 || ASN1_TIME_to_tm(&time, &parts) != 1) {
        facts.encoding_faults.push_back(fmt::format("{} is not a time", which));
        return {};
    }
    const year_month_day date{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon) + 1}, day{static_cast<unsigned>(parts.tm_mday)}};
    const core::UtcTime moment = sys_days{date} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
    check_form(time, moment, which, facts);
    return moment;
}

}  // namespace gpotrust::certificate
