// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/export.hpp"
#include "gpotrust/core/digest.hpp"
#include "gpotrust/core/error.hpp"
#include "gpotrust/core/utc_time.hpp"
#include "gpotrust/report/print.hpp"

namespace gpotrust::report {

/// "wrong_password" and so on, as in JSON.
[[nodiscard]] std::string_view to_text(core::ErrorCode code);
/// "PFX", "certificate", "PKCS#7" ...: kinds of items for people.
[[nodiscard]] std::string title_of_kind(std::string_view kind);
/// "private key proven", "no private key in the file", "private key does not match".
[[nodiscard]] std::string_view sentence(certificate::KeyEvidence evidence);

/// Groups of four hex digits: "1A6E FE6C ...", which is how people compare them.
[[nodiscard]] std::string in_groups(std::string_view hex);
/// "2026-01-01 to 2027-01-01, 405 days left", "..., expired 3 days ago", "..., starts in 12 days".
[[nodiscard]] std::string validity(core::UtcTime not_before, core::UtcTime not_after, core::UtcTime now);
/// "1 certificate", "2 certificates".
[[nodiscard]] std::string counted(std::size_t number, std::string_view singular, std::string_view plural);
/// "a, b and 3 more": each name once, and of many the first eight, for a certificate can hold thousands.
[[nodiscard]] std::string first_names(std::span<const std::string> names);
[[nodiscard]] std::string joined(std::span<const std::string> texts, std::string_view separator);

}  // namespace gpotrust::report
