// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/json_parts.hpp"

namespace gpotrust::report {
namespace {

void add_error(Json& data, const std::optional<core::Error>& error) {
    if (error) data["error"] = to_json_value(*error);
}

}  // namespace

std::string to_json(const LedgerShowOutcome& outcome, const JsonEnvelope& envelope) {
    Json data{{"estate", outcome.estate}, {"slug", outcome.slug.empty() ? Json(nullptr) : Json(outcome.slug)}};
    data["events"] = to_json_array(outcome.events);
    add_error(data, outcome.error);
    return in_envelope("ledger-show", std::move(data), envelope);
}

std::string to_json(const LedgerVerifyOutcome& outcome, const JsonEnvelope& envelope) {
    Json data{{"estate", outcome.estate},
              {"verified", !outcome.error && outcome.findings.empty()},
              {"rows", outcome.rows},
              {"chain_holds", outcome.chain_holds},
              {"last_chain", outcome.last_chain ? Json(core::to_hex(*outcome.last_chain)) : Json(nullptr)},
              {"revisions", outcome.revisions},
              {"findings", to_json_array(outcome.findings)}};
    add_error(data, outcome.error);
    return in_envelope("ledger-verify", std::move(data), envelope);
}

std::string to_json(const LedgerRebuildOutcome& outcome, const JsonEnvelope& envelope) {
    Json data{{"estate", outcome.estate},
              {"damage", outcome.damage ? to_json_value(*outcome.damage) : Json(nullptr)},
              {"moved_to", outcome.moved_to ? Json(*outcome.moved_to) : Json(nullptr)},
              {"rows", outcome.rows},
              {"notices", outcome.notices}};
    add_error(data, outcome.error);
    return in_envelope("ledger-rebuild", std::move(data), envelope);
}

std::string to_json(const LedgerMarkOutcome& outcome, const JsonEnvelope& envelope) {
    Json data{{"estate", outcome.estate}, {"event", outcome.marked ? to_json_value(*outcome.marked) : Json(nullptr)}, {"notices", outcome.notices}};
    add_error(data, outcome.error);
    return in_envelope("ledger-mark-imported", std::move(data), envelope);
}

}  // namespace gpotrust::report
