// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/json_parts.hpp"

namespace gpotrust::report {
namespace {

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json thumbprints(const std::vector<core::Sha1Thumbprint>& list) {
    Json json = Json::array();
    for (const core::Sha1Thumbprint& thumbprint : list) json.push_back(core::to_hex(thumbprint));
    return json;
}

Json row_of(const AppliedTrust& row) {
    const renewal::PlannedTrust& planned = row.planned;
    Json json{{"action", renewal::to_text(planned.action)},
              {"gpo_name", planned.identity.name},
              {"gpo_guid", core::to_braced_upper(planned.identity.guid)},
              {"domain", planned.identity.domain},
              {"slug", planned.slug.empty() ? Json() : Json(planned.slug)},
              {"revision", or_null(planned.revision)},
              {"makes", or_null(row.makes)},
              {"listed", planned.listed.has_value()},
              {"state", planned.state ? Json(renewal::to_text(*planned.state)) : Json()},
              {"reason", planned.reason},
              {"arriving", thumbprints(planned.arriving)},
              {"staying", thumbprints(planned.staying)},
              {"missing", thumbprints(planned.missing)},
              {"done", row.done}};
    if (row.error) json["error"] = to_json_value(*row.error);
    return json;
}

}  // namespace

std::string to_json(const ApplyOutcome& outcome, const JsonEnvelope& envelope) {
    Json plan = Json::array();
    for (const AppliedTrust& row : outcome.plan) plan.push_back(row_of(row));
    Json data{{"file", outcome.file.empty() ? Json() : Json(outcome.file)}, {"plan", std::move(plan)}};
    Json made = data_of(outcome);
    for (auto& [key, value] : made.items()) {
        if (key != "for") data[key] = std::move(value);  // every trust has its own
    }
    return in_envelope(outcome.command, std::move(data), envelope);
}

}  // namespace gpotrust::report
