// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What `inspect` alone says of an export.
#include "report/json_parts.hpp"
#include "report/usages.hpp"

namespace gpotrust::report {
namespace {

std::string_view armour_word(certificate::Armour armour) {
    switch (armour) {
        case certificate::Armour::pem:
            return "pem";
        case certificate::Armour::base64:
            return "base64";
        case certificate::Armour::binary:
            break;
    }
    return "binary";
}

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json protection_json(const certificate::PfxProtection& protection) {
    return Json{{"keys", protection.keys},
                {"certificates", protection.safes},
                {"iterations", protection.iterations},
                {"mac", text_or_null(protection.mac)},
                {"mac_iterations", protection.mac_iterations}};
}

Json purposes_json(const std::optional<std::vector<std::string>>& oids) {
    if (!oids) return nullptr;
    Json purposes = Json::array();
    for (const std::string& oid : *oids) purposes.push_back({{"oid", oid}, {"name", purpose_word(oid)}});
    return purposes;
}

Json inspected_certificate(const certificate::ExportedCertificate& exported, core::UtcTime now) {
    const certificate::CertificateFacts& facts = exported.certificate.facts();
    Json json = to_json_value(exported);
    json["days_left"] = core::days_between(now, facts.not_after);
    json["ca"] = facts.is_ca;
    json["key_usage"] = facts.key_usage ? Json(key_usage_words(*facts.key_usage)) : Json(nullptr);
    json["extended_key_usage"] = purposes_json(facts.extended_key_usages);
    json["dropped_properties"] = Json::array();
    for (const certificate::PropertyId id : exported.dropped_properties)
        json["dropped_properties"].push_back({{"id", static_cast<std::uint32_t>(id)}, {"name", certificate::name_of(id)}});
    return json;
}

}  // namespace

Json outline_json(const certificate::Outline& outline) {
    Json json{{"made_by", text_or_null(certificate::to_text(outline.maker))}, {"armour", armour_word(outline.armour)}, {"utf16", outline.utf16}};
    json["protection"] = outline.protection ? protection_json(*outline.protection) : Json(nullptr);
    json["protected_to"] = outline.protected_to;
    return json;
}

Json inspected_certificates(const audit::InspectedItem& item, core::UtcTime now) {
    Json certificates = Json::array();
    for (const certificate::ExportedCertificate& exported : item.exported->certificates) certificates.push_back(inspected_certificate(exported, now));
    return certificates;
}

Json stored_certificates(const audit::InspectedItem& item, core::UtcTime now) {
    Json certificates = Json::array();
    for (const audit::StoredCertificate& stored : item.stored) {
        Json json = to_json_value(stored);
        if (stored.certificate) json["days_left"] = core::days_between(now, stored.certificate->facts().not_after);
        certificates.push_back(std::move(json));
    }
    return certificates;
}

Json inspected_findings(const audit::InspectedItem& item) {
    Json findings = to_json_array(item.exported->findings);
    for (std::size_t i = 0; i < item.assessments.size(); ++i) {
        const core::Sha1Thumbprint& sha1 = item.exported->certificates[i].certificate.sha1();
        for (const core::Finding& finding : item.assessments[i]) findings.push_back(to_json_value(finding, sha1));
    }
    return findings;
}

}  // namespace gpotrust::report
