// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/certificate/names.hpp"
#include "gpotrust/certificate/suitability.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/renewal/renew.hpp"

namespace gpotrust::renewal {
namespace {

using certificate::Certificate;
using certificate::PublicKey;
using certificate::Usage;

enum Kind : std::size_t { gap, ends_earlier, loses_names, loses_usages, weaker };

constexpr core::FindingKind k_kinds[] = {
    {.code = "CERT_RENEWAL_GAP",
     .severity = core::Severity::error,
     .message = "the next certificate begins after the one it replaces has ended: in between clients trust nothing",
     .hint = "make one that is valid before that; if nobody uses the server then, --accept CERT_RENEWAL_GAP=REASON",
     .source = "renewal rule of gpotrust"},
    {.code = "CERT_RENEWAL_ENDS_EARLIER",
     .severity = core::Severity::error,
     .message = "the next certificate ends before the one it replaces",
     .hint = "check that the exports were not mixed up; if it is meant so, --accept CERT_RENEWAL_ENDS_EARLIER=REASON",
     .source = "renewal rule of gpotrust"},
    {.code = "CERT_RENEWAL_LOSES_NAMES",
     .severity = core::Severity::error,
     .message = "the next certificate does not serve every name of the one it replaces",
     .hint = "make one with these names, too; if nobody uses them any more, --accept CERT_RENEWAL_LOSES_NAMES=REASON",
     .source = "renewal rule of gpotrust; RFC 9525 6"},
    {.code = "CERT_RENEWAL_LOSES_USAGES",
     .severity = core::Severity::error,
     .message = "the next certificate is not allowed every usage of the one it replaces",
     .hint = "make one with these extended key usages; if they are not needed, --accept CERT_RENEWAL_LOSES_USAGES=REASON",
     .source = "renewal rule of gpotrust; RFC 5280 4.2.1.12"},
    {.code = "CERT_RENEWAL_WEAKER",
     .severity = core::Severity::error,
     .message = "the key of the next certificate is weaker than that of the one it replaces",
     .hint = "make one with a key at least as strong; if it is meant so, --accept CERT_RENEWAL_WEAKER=REASON",
     .source = "renewal rule of gpotrust; NIST SP 800-57 part 1, table 2"},
};

/// Security strength in bits; 0 where it cannot be told.
unsigned strength(const PublicKey& key) {
    if (key.algorithm == PublicKey::Algorithm::ec) return key.bits / 2;
    if (key.algorithm == PublicKey::Algorithm::other) return key.readable && key.text == "Ed25519" ? 128 : 0;
    struct Row {
        unsigned modulus;
        unsigned bits;
    };
    constexpr Row k_table[] = {{15'360, 256}, {7'680, 192}, {4'096, 140}, {3'072, 128}, {2'048, 112}, {1'024, 80}};
    for (const Row& row : k_table) {
        if (key.bits >= row.modulus) return row.bits;
    }
    return key.bits == 0 ? 0 : 40;
}

std::string usages_lost(const Certificate& before, const Certificate& after) {
    constexpr std::pair<Usage, std::string_view> k_usages[] = {{Usage::tls_server, "server authentication"},
                                                               {Usage::tls_client, "client authentication"},
                                                               {Usage::code_signing, "code signing"},
                                                               {Usage::file_encryption, "file encryption"}};
    std::string lost;
    for (const auto& [usage, name] : k_usages) {
        if (certificate::allows(before.facts(), usage) && !certificate::allows(after.facts(), usage))
            lost.append(lost.empty() ? "" : ", ").append(name);
    }
    return lost;
}

std::string joined(const std::vector<std::string>& names) {
    constexpr std::size_t k_most_shown = 8;
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < k_most_shown; ++i) list += (i == 0 ? "" : ", ") + core::printable(names[i]);
    if (names.size() > k_most_shown) list += fmt::format(" and {} more", names.size() - k_most_shown);
    return list;
}

}  // namespace

std::span<const core::FindingKind> renewal_finding_kinds() { return k_kinds; }

std::vector<core::Finding> worse_than(const Certificate& before, const Certificate& after, core::UtcTime now) {
    const std::string who = core::to_hex(before.sha1());
    std::vector<core::Finding> findings;
    const auto add = [&](Kind kind, const std::string& detail) { findings.push_back(core::make_finding(k_kinds[kind], detail)); };
    const core::UtcTime begin = after.facts().not_before;
    if (begin > now && begin > before.facts().not_after)
        add(gap, fmt::format("from {} to {}", core::to_iso8601(std::max(now, before.facts().not_after)), core::to_iso8601(begin)));
    if (after.facts().not_after < before.facts().not_after)
        add(ends_earlier, fmt::format("{}, {} until {}", core::to_date(after.facts().not_after), who, core::to_date(before.facts().not_after)));
    if (const auto lost = certificate::names_lost(before, after); !lost.empty()) add(loses_names, fmt::format("{} of {}", joined(lost), who));
    if (const std::string lost = usages_lost(before, after); !lost.empty()) add(loses_usages, fmt::format("{} of {}", lost, who));
    const unsigned was = strength(before.facts().key);
    const unsigned is = strength(after.facts().key);
    if (was != 0 && is != 0 && is < was) add(weaker, fmt::format("{}, {} has {}", after.facts().key.text, who, before.facts().key.text));
    return findings;
}

}  // namespace gpotrust::renewal
