// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "gpotrust/certificate/assess.hpp"
#include "report/blocks.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using certificate::CertificateFacts;
using certificate::Refusal;
using certificate::SelfSignature;
using core::Finding;
using core::Severity;

constexpr std::size_t k_heading_width = 18;

/// The worst that the findings under one heading say.
enum class State { clear, remarked, warned, accepted, refused };

State state_of(std::span<const Finding> findings) {
    State worst = State::clear;
    for (const Finding& finding : findings) {
        State state = finding.severity == Severity::warning ? State::warned : State::remarked;
        if (finding.is_blocking()) state = State::refused;
        if (finding.severity == Severity::error && !finding.is_blocking()) state = State::accepted;
        worst = std::max(worst, state);
    }
    return worst;
}

Colour colour_of(State state) {
    switch (state) {
        case State::clear:
        case State::remarked:
            return Colour::green;
        case State::warned:
        case State::accepted:
            return Colour::yellow;
        case State::refused:
            break;
    }
    return Colour::red;
}

/// "yes", "yes, and accepted" or "no".
std::string answer(State state) {
    if (state == State::refused) return "yes";
    return state == State::accepted ? "yes, and accepted" : "no";
}

std::string issuer_verdict(const CertificateFacts& facts, State state) {
    switch (facts.self_signature) {
        case SelfSignature::valid:
            if (state < State::accepted) return "no, once a policy trusts it: self-signed, and the signature verifies";
            return answer(state) + ": self-signed, which is not enough everywhere";
        case SelfSignature::invalid:
            return answer(state) + ": self-signed, and the signature does not verify";
        case SelfSignature::unverifiable:
            return answer(state) + ": self-signed, and the signature cannot be verified";
        case SelfSignature::not_self_issued:
            break;
    }
    return answer(state) + ": issued by " + facts.issuer;
}

std::string revocation_verdict(const CertificateFacts& facts) {
    if (facts.self_signature == SelfSignature::not_self_issued) return "not known: only its CA can tell, and nothing here asks the network";
    return "cannot be: a self-signed certificate has no revocation list; a policy that puts it into Disallowed stands for one";
}

std::string expiry_verdict(const CertificateFacts& facts, State state, core::UtcTime now) {
    const auto days = [](std::int64_t number) { return counted(static_cast<std::size_t>(number), "day", "days"); };
    const std::string date = core::to_date(facts.not_after);
    if (facts.not_after < facts.not_before) return answer(state) + ": it ends before it begins";
    if (now > facts.not_after) return fmt::format("{}: {} ago, on {}", answer(state), days(core::days_between(facts.not_after, now)), date);
    if (state >= State::accepted)
        return fmt::format("{}: not valid before {}", state == State::refused ? "not yet begun" : "not yet begun, and accepted",
                           core::to_date(facts.not_before));
    return fmt::format("no: {} left, until {}", days(core::days_between(now, facts.not_after)), date);
}

std::string no_names_verdict(State state) {
    if (state >= State::accepted) return answer(state) + ": it serves no name";
    return state == State::warned ? "yes for most clients: it serves no name" : "no: it serves no name, and none is asked for";
}

std::string names_verdict(const certificate::Certificate& certificate, State state) {
    const std::vector<std::string> names = certificate.names();
    if (names.empty()) return no_names_verdict(state);
    const std::string list = first_names(names);
    return state >= State::accepted ? fmt::format("{}: its names are {}", answer(state), list) : "not for " + list;
}

std::string fitness_verdict(std::span<const Finding> findings) {
    if (findings.empty()) return "nothing against it";
    std::array<std::size_t, 3> number{};
    std::size_t accepted = 0;
    for (const Finding& finding : findings) ++(finding.accepted_because.empty() ? number[static_cast<std::size_t>(finding.severity)] : accepted);
    std::vector<std::string> parts;
    const auto add = [&parts](std::size_t count, std::string_view singular, std::string_view plural) {
        if (count > 0) parts.push_back(counted(count, singular, plural));
    };
    add(number[static_cast<std::size_t>(Severity::error)], "error", "errors");
    add(number[static_cast<std::size_t>(Severity::warning)], "warning", "warnings");
    add(accepted, "accepted", "accepted");
    add(number[static_cast<std::size_t>(Severity::info)], "remark", "remarks");
    return joined(parts, ", ");
}

std::vector<Finding> of_refusal(std::span<const Finding> findings, Refusal refusal) {
    std::vector<Finding> found;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(found),
                 [refusal](const Finding& finding) { return certificate::refusal_of(finding.code).value_or(Refusal::fitness) == refusal; });
    return found;
}

}  // namespace

void refusals_block(Page& page, std::size_t indent, const certificate::Certificate& certificate, std::span<const Finding> findings,
                    core::UtcTime now) {
    const CertificateFacts& facts = certificate.facts();
    const auto heading = [&](std::string_view title, Refusal refusal, auto verdict) {
        const std::vector<Finding> own = of_refusal(findings, refusal);
        const State state = state_of(own);
        page.field(indent, {title, colour_of(state)}, verdict(own, state), k_heading_width);
        findings_block(page, indent + 2, own);
    };
    page.gap();
    heading("Untrusted issuer", Refusal::untrusted_issuer, [&](const auto&, State state) { return issuer_verdict(facts, state); });
    // No rule is about revocation: there is nothing to look at offline.
    const bool only_its_issuer_knows = facts.self_signature == SelfSignature::not_self_issued;
    page.field(indent, {"Revoked", only_its_issuer_knows ? Colour::plain : Colour::green}, revocation_verdict(facts), k_heading_width);
    heading("Expired", Refusal::expired, [&](const auto&, State state) { return expiry_verdict(facts, state, now); });
    heading("Name mismatch", Refusal::name_mismatch, [&](const auto&, State state) { return names_verdict(certificate, state); });
    heading("Fitness", Refusal::fitness, [&](const auto& own, State) { return fitness_verdict(own); });
}

}  // namespace gpotrust::report
