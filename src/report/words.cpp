// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

#include "gpotrust/core/text.hpp"

namespace gpotrust::report {

std::string_view to_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::fit:
            return "fit";
        case Verdict::unfit:
            return "unfit";
        case Verdict::unreadable:
            break;
    }
    return "unreadable";
}

std::string_view to_text(core::ErrorCode code) {
    using core::ErrorCode;
    switch (code) {
        case ErrorCode::usage:
            return "usage";
        case ErrorCode::choice_needed:
            return "choice_needed";
        case ErrorCode::unfit:
            return "unfit";
        case ErrorCode::malformed_input:
            return "malformed_input";
        case ErrorCode::unsupported_input:
            return "unsupported_input";
        case ErrorCode::wrong_password:
            return "wrong_password";
        case ErrorCode::password_needed:
            return "password_needed";
        case ErrorCode::file_system:
            return "file_system";
        case ErrorCode::ledger_locked:
            return "ledger_locked";
        case ErrorCode::ledger_damaged:
            return "ledger_damaged";
        case ErrorCode::internal:
            break;
    }
    return "internal";
}

std::string title_of_kind(std::string_view kind) {
    struct Title {
        std::string_view kind;
        std::string_view title;
    };
    static constexpr std::array k_titles{
        Title{"pfx", "PFX"},
        Title{"pkcs7", "PKCS#7"},
        Title{"sst", "certificate store (.sst)"},
        Title{"serialized-element", "serialized certificate"},
        Title{"registry-policy", "registry policy"},
        Title{"reg-file", "registry file (.reg)"},
        Title{"preferences", "Group Policy Preferences"},
        Title{"gpo-backup", "GPO backup"},
        Title{"samba-backup", "GPO backup of samba-tool"},
    };
    for (const Title& row : k_titles)
        if (row.kind == kind) return std::string(row.title);
    return std::string(kind);
}

std::string_view sentence(certificate::KeyEvidence evidence) {
    switch (evidence) {
        case certificate::KeyEvidence::proven:
            return "private key proven";
        case certificate::KeyEvidence::not_provable:
            return "no private key in the file";
        case certificate::KeyEvidence::mismatch:
            break;
    }
    return "private key does not match";
}

std::string in_groups(std::string_view hex) {
    std::string grouped;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i != 0 && i % 4 == 0) grouped.push_back(' ');
        grouped.push_back(hex[i]);
    }
    return grouped;
}

std::string counted(std::size_t number, std::string_view singular, std::string_view plural) {
    return fmt::format("{} {}", number, number == 1 ? singular : plural);
}

std::string validity(core::UtcTime not_before, core::UtcTime not_after, core::UtcTime now) {
    const std::string dates = core::to_date(not_before) + " to " + core::to_date(not_after);
    const auto days = [](std::int64_t number) { return fmt::format("{} {}", number, number == 1 ? "day" : "days"); };
    if (now > not_after) {
        const std::int64_t past = core::days_between(not_after, now);
        return dates + (past == 0 ? ", expired today" : ", expired " + days(past) + " ago");
    }
    if (now < not_before) {
        const std::int64_t ahead = core::days_between(now, not_before);
        return dates + (ahead == 0 ? ", starts within a day" : ", starts in " + days(ahead));
    }
    const std::int64_t left = core::days_between(now, not_after);
    return dates + (left == 0 ? ", ends within a day" : ", " + days(left) + " left");
}

std::string first_names(std::span<const std::string> names) {
    constexpr std::size_t k_most = 8;
    std::set<std::string> seen;
    std::string list;
    for (const std::string& name : names) {
        if (seen.insert(core::ascii_lower(name)).second && seen.size() <= k_most) list.append(list.empty() ? "" : ", ").append(name);
    }
    return seen.size() <= k_most ? list : fmt::format("{} and {} more", list, seen.size() - k_most);
}

std::string joined(std::span<const std::string> texts, std::string_view separator) {
    std::string all;
    for (const std::string& text : texts) {
        if (!all.empty()) all.append(separator);
        all.append(text);
    }
    return all;
}

}  // namespace gpotrust::report
