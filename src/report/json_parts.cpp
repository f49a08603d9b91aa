// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/json_parts.hpp"

#include <algorithm>
#include <utility>

#include "gpotrust/core/text.hpp"
#include "report/properties.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

constexpr std::size_t k_longest_property = 1024;  // in octets; the certificate itself stands beside its properties

Json scope_of(const std::optional<trust::Side>& side) { return side ? Json(trust::to_text(*side)) : Json(nullptr); }

Json property_json(const trust::Property& property) {
    Json json{{"id", static_cast<std::uint32_t>(property.id)},
              {"name", certificate::name_of(property.id)},
              {"size", property.value.size()},
              {"foreign_metadata", is_foreign_metadata(property.id)}};
    if (property.id != trust::PropertyId::certificate && property.value.size() <= k_longest_property)
        json["value"] = core::to_hex_upper(property.value);
    if (const std::string said = meaning(property); !said.empty()) json["text"] = said;
    return json;
}

Json provenance_json(const certificate::Provenance& provenance) {
    return Json{{"provider", provenance.provider},
                {"key_container", provenance.key_container},
                {"machine", provenance.machine},
                {"local_machine_keyset", provenance.local_machine_keyset},
                {"protected_to", provenance.protected_to}};
}

bool is_empty(const certificate::Provenance& provenance) {
    return provenance.provider.empty() && provenance.key_container.empty() && provenance.machine.empty() && !provenance.local_machine_keyset &&
           provenance.protected_to.empty();
}

/// What counted for the verdict: findings on the export and on its chosen certificates, or on all of them when there was nothing to choose from.
Json findings_of(const AssessedExport& assessed) {
    Json findings = to_json_array(assessed.findings);
    const bool any_selected = std::any_of(assessed.certificates.begin(), assessed.certificates.end(), [](const auto& one) { return one.selected; });
    for (const AssessedCertificate& certificate : assessed.certificates) {
        if (any_selected && !certificate.selected) continue;
        for (const core::Finding& finding : certificate.findings) findings.push_back(to_json_value(finding, certificate.exported.certificate.sha1()));
    }
    return findings;
}

Json assessed_json(const AssessedCertificate& assessed) {
    Json json = to_json_value(assessed.exported);
    json.erase("provenance");  // where the key lay is for `inspect` alone
    json["selected"] = assessed.selected;
    return json;
}

}  // namespace

Json to_json_value(const core::Error& error) {
    return Json{{"code", to_text(error.code)},
                {"finding_code", error.finding_code},
                {"message", error.message},
                {"hint", error.hint},
                {"context", error.context}};
}

Json to_json_value(const core::Finding& finding, const std::optional<core::Sha1Thumbprint>& certificate) {
    Json json{{"code", finding.code},
              {"severity", core::to_text(finding.severity)},
              {"message", finding.message},
              {"hint", finding.hint},
              {"source", finding.source}};
    if (certificate) json["certificate"] = core::to_hex(*certificate);
    if (!finding.path.empty()) json["path"] = finding.path;
    if (!finding.accepted_because.empty()) json["accepted_because"] = finding.accepted_because;
    return json;
}

Json to_json_value(const certificate::Certificate& certificate) {
    const certificate::CertificateFacts& facts = certificate.facts();
    return Json{{"sha1", core::to_hex(certificate.sha1())},
                {"sha256", core::to_hex(certificate.sha256())},
                {"subject", facts.subject},
                {"issuer", facts.issuer},
                {"serial", facts.serial_hex},
                {"not_before", core::to_iso8601(facts.not_before)},
                {"not_after", core::to_iso8601(facts.not_after)},
                {"names", certificate.names()},
                {"self_signed", facts.self_signature == certificate::SelfSignature::valid},
                {"key", facts.key.text},
                {"signature", facts.signature_algorithm}};
}

Json to_json_value(const certificate::ExportedCertificate& exported) {
    Json json = to_json_value(exported.certificate);
    json["key_evidence"] = certificate::to_text(exported.key_evidence);
    if (!exported.friendly_name.empty()) json["friendly_name"] = exported.friendly_name;
    if (!is_empty(exported.provenance)) json["provenance"] = provenance_json(exported.provenance);
    return json;
}

Json to_json_value(const AssessedExport& assessed) {
    Json json{{"path", assessed.path}};
    json["kind"] = assessed.kind ? Json(certificate::to_text(*assessed.kind)) : Json(nullptr);
    json["key_evidence"] = assessed.error ? Json(nullptr) : Json(certificate::to_text(assessed.key_evidence));
    json["verdict"] = to_text(assessed.verdict);
    if (assessed.error) json["error"] = to_json_value(*assessed.error);
    json["certificates"] = Json::array();
    for (const AssessedCertificate& certificate : assessed.certificates) json["certificates"].push_back(assessed_json(certificate));
    json["findings"] = findings_of(assessed);
    return json;
}

Json to_json_value(const audit::ScopedSetting& scoped) {
    const registry_policy::Setting& setting = scoped.setting;
    return Json{{"scope", scope_of(scoped.side)},
                {"key", setting.key},
                {"value", setting.value},
                {"type", static_cast<std::uint32_t>(setting.type)},
                {"type_name", registry_policy::type_name(setting.type)},
                {"size", setting.data.size()}};
}

Json to_json_value(const audit::StoredCertificate& stored) {
    Json json = stored.certificate ? to_json_value(*stored.certificate) : Json::object();
    json["store"] = stored.store;
    json["scope"] = scope_of(stored.side);
    json["key_name"] = stored.key_name;
    Json properties = Json::array();
    for (const trust::Property& property : stored.properties) properties.push_back(property_json(property));
    json["properties"] = std::move(properties);
    if (stored.error) json["error"] = to_json_value(*stored.error);
    return json;
}

Json to_json_value(const bundle::Manifest& manifest) {
    return Json{{"slug", manifest.slug},
                {"revision", manifest.revision},
                {"gpo_name", manifest.identity.name},
                {"domain", manifest.identity.domain},
                {"gpo_guid", core::to_braced_upper(manifest.identity.guid)},
                {"backup_id", core::to_braced_upper(manifest.backup_id)},
                {"scope", trust::to_text(manifest.scope)},
                {"created_at", core::to_iso8601(manifest.created_at)},
                {"tool_version", manifest.tool_version}};
}

std::string in_envelope(std::string_view kind, Json data, const JsonEnvelope& envelope) {
    const Json json{{"schema_version", 1},
                    {"kind", kind},
                    {"tool_version", envelope.tool_version},
                    {"generated_at", core::to_iso8601(envelope.generated_at)},
                    {"data", std::move(data)}};
    // A path on Linux may be no UTF-8: replaced here, since JSON cannot hold it.
    return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace gpotrust::report
