// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/json_parts.hpp"

namespace gpotrust::report {
namespace {

Json finding_json(const audit::Diagnosis& diagnosis) {
    Json json = to_json_value(diagnosis.finding);
    const audit::Place& place = diagnosis.place;
    if (place.side) json["scope"] = trust::to_text(*place.side);
    if (!place.key.empty() || !place.value.empty()) {
        json["key"] = place.key;
        json["value"] = place.value;
    }
    if (place.offset) json["offset"] = *place.offset;
    if (!place.element.empty()) json["element"] = place.element;
    if (!diagnosis.sha1.empty()) json["sha1"] = diagnosis.sha1;
    return json;
}

Json examined_json(const DoctorOutcome::Counts& counts) {
    return {{"gpos", counts.gpos},   {"policies", counts.policies},       {"packages", counts.packages}, {"certificates", counts.certificates},
            {"files", counts.files}, {"passed_over", counts.passed_over}, {"octets", counts.octets}};
}

}  // namespace

std::string to_json(const DoctorOutcome& outcome, const JsonEnvelope& envelope) {
    Json findings = Json::array();
    for (const audit::Diagnosis& diagnosis : outcome.diagnoses) findings.push_back(finding_json(diagnosis));
    return in_envelope("doctor",
                       {{"paths", outcome.paths},
                        {"fail_on", outcome.fail_on ? Json(core::to_text(*outcome.fail_on)) : Json("never")},
                        {"examined", examined_json(outcome.examined)},
                        {"findings", std::move(findings)},
                        {"errors", to_json_array(outcome.errors)}},
                       envelope);
}

}  // namespace gpotrust::report
