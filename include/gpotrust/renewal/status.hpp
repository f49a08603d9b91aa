// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/ledger/ledger.hpp"

namespace gpotrust::renewal {

/// When people are reminded, and when a renewal is due.
struct Schedule {
    std::vector<unsigned> thresholds = {120, 60, 30, 14, 7, 1};  ///< days before the end on which to remind, descending, no repeats
    unsigned renew_days = 60;  ///< days before the end from which on a renewal is due; for short lives at most a third of the life
    friend bool operator==(const Schedule&, const Schedule&) = default;
};
/// "120,60,30": one to 32 numbers from 0 to 3650, in any order; the result is descending without repeats. Fails with usage.
[[nodiscard]] core::Result<std::vector<unsigned>> parse_thresholds(std::string_view text);
/// "60d", "60" or "8w", blanks around it allowed: up to 3650 days. Fails with usage.
[[nodiscard]] core::Result<unsigned> parse_days(std::string_view text);

/// How a trust policy stands at a moment.
enum class State {
    ok,       ///< the renewal window of the certificate that ends first has not opened
    due,      ///< it has, and that certificate is still valid (its last second included, RFC 5280 4.1.2.5)
    expired,  ///< one of the certificates that count has ended, or nothing that is trusted is valid until a later one begins
    retired,  ///< no certificate counts: the policy trusts nothing any more, or only what may end
};
[[nodiscard]] std::string_view to_text(State state);

/// One certificate of the newest revision, seen from now.
struct CertificateStatus {
    ledger::RecordedCertificate recorded;  ///< but `next` is called `current` from the day it is valid
    bool counts = false;                   ///< its end is the policy's: role current or next. Retiring and distrusted ones may end.
    core::UtcTime end{};                   ///< not_after; of a retiring one the moment it leaves the policy, if that comes first
    std::int64_t days_left = 0;            ///< core::days_between(now, end)
};

/// One trust policy, seen from now: what every form of `status` and `remind` shows.
struct TrustStatus {
    std::string slug;
    std::string gpo_name;
    std::string domain;  ///< may be empty
    core::Guid gpo_guid;
    unsigned revision = 0;
    std::string scope;
    core::UtcTime revised_at{};  ///< of the newest revision
    std::string revised_by = {};
    State state = State::ok;
    std::optional<core::UtcTime> not_after =
        {};  ///< the first end of a certificate that counts, or of the last valid one before a gap; nothing when retired
    std::optional<std::int64_t> days_left = {};    ///< until then
    std::optional<core::UtcTime> renew_from = {};  ///< the renewal window of the certificate that ends first opens
    std::optional<unsigned> threshold =
        {};  ///< the smallest threshold whose moment, that many days before not_after, has come; nothing before the first
    std::vector<CertificateStatus> certificates;  ///< as recorded
    bool holds_ended = false;  ///< a retiring certificate has reached its end and stands in the policy still: `gpotrust apply` drops it
    std::optional<ledger::Event> imported = {};            ///< the newest mark of an import
    std::optional<std::vector<unsigned>> thresholds = {};  ///< when to remind of it, where the estate file says others than for the rest
    std::vector<std::string> contacts = {};                ///< mail addresses the estate file names for it
};

/// Fails never: what a row cannot tell stays empty. A trust policy whose certificates are all distrusted or gone is retired.
[[nodiscard]] TrustStatus status_of(const ledger::TrustState& state, const Schedule& schedule, core::UtcTime now);

}  // namespace gpotrust::renewal
