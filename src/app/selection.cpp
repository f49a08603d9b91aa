// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/selection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using report::AssessedCertificate;
using report::AssessedExport;

/// Selects what the condition holds for; the number selected.
template <class Condition>
std::size_t select_if(AssessedExport& assessed, Condition condition) {
    for (AssessedCertificate& judged : assessed.certificates) judged.selected = condition(judged);
    return static_cast<std::size_t>(
        std::count_if(assessed.certificates.begin(), assessed.certificates.end(), [](const AssessedCertificate& judged) { return judged.selected; }));
}

bool is_proven(const AssessedCertificate& judged) { return judged.exported.key_evidence == certificate::KeyEvidence::proven; }

bool is_self_issued_end_entity(const AssessedCertificate& judged) {
    const certificate::CertificateFacts& facts = judged.exported.certificate.facts();
    return facts.self_signature != certificate::SelfSignature::not_self_issued && !facts.is_ca;
}

bool is_any(const AssessedCertificate&) { return true; }

std::string list_of(const AssessedExport& assessed) {
    std::string list;
    for (const AssessedCertificate& judged : assessed.certificates) {
        const certificate::Certificate& certificate = judged.exported.certificate;
        if (!list.empty()) list += ", ";
        list += fmt::format("{} ({}, until {})", core::to_hex(certificate.sha1()), core::printable(certificate.display_name()),
                            core::to_date(certificate.facts().not_after));
    }
    return list;
}

core::Error question(const AssessedExport& assessed, std::string what) {
    return {ErrorCode::choice_needed,
            std::move(what) + ": " + list_of(assessed),
            "say which with --thumbprint SHA1, or take all of them with --all",
            {core::printable(assessed.path)}};
}

}  // namespace

std::optional<core::Error> select_certificates(AssessedExport& assessed, const Judgement& judgement) {
    if (judgement.thumbprint) {
        const auto is_named = [&](const AssessedCertificate& judged) { return judged.exported.certificate.sha1() == *judgement.thumbprint; };
        if (select_if(assessed, is_named) > 0) return std::nullopt;
        return question(assessed, "no certificate here has the thumbprint " + core::to_hex(*judgement.thumbprint));
    }
    if (judgement.all || assessed.certificates.size() <= 1) {
        select_if(assessed, is_any);
        return std::nullopt;
    }
    if (select_if(assessed, is_proven) > 0) return std::nullopt;
    const std::size_t candidates = select_if(assessed, is_self_issued_end_entity);
    if (candidates == 1) return std::nullopt;
    if (candidates == 0) select_if(assessed, is_any);
    return question(assessed, fmt::format("{} certificates and no private key that tells which is meant", assessed.certificates.size()));
}

}  // namespace gpotrust::app
