// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "gpotrust/bundle/manifest.hpp"

namespace gpotrust::bundle {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const core::Finding& finding) {
    return {{"code", finding.code},
            {"severity", core::to_text(finding.severity)},
            {"message", finding.message},
            {"hint", finding.hint},
            {"source", finding.source},
            {"acceptable", finding.acceptable},
            {"accepted_because", finding.accepted_because}};
}

Json to_json(const ManifestCertificate& certificate) {
    Json findings = Json::array();
    for (const core::Finding& finding : certificate.findings) findings.push_back(to_json(finding));
    return {{"sha1", core::to_hex(certificate.sha1)},
            {"sha256", core::to_hex(certificate.sha256)},
            {"subject", certificate.subject},
            {"serial", certificate.serial_hex},
            {"names", certificate.names},
            {"not_before", core::to_iso8601(certificate.not_before)},
            {"not_after", core::to_iso8601(certificate.not_after)},
            {"store", trust::to_text(certificate.store)},
            {"role", trust::to_text(certificate.role)},
            {"friendly_name", certificate.friendly_name},
            {"until", certificate.until ? Json(core::to_iso8601(*certificate.until)) : Json()},
            {"key_evidence", certificate::to_text(certificate.key_evidence)},
            {"findings", std::move(findings)}};
}

Json certificates_of(const Manifest& manifest) {
    Json list = Json::array();
    for (const ManifestCertificate& certificate : manifest.certificates) list.push_back(to_json(certificate));
    return list;
}

Json withdrawn_of(const Manifest& manifest) {
    Json list = Json::array();
    for (const trust::WithdrawnCertificate& gone : manifest.withdrawn)
        list.push_back({{"sha1", core::to_hex(gone.sha1)}, {"store", trust::to_text(gone.store)}});
    return list;
}

Json artefacts_of(const Manifest& manifest) {
    Json list = Json::array();
    for (const ManifestArtefact& artefact : manifest.artefacts)
        list.push_back({{"format", artefact.format}, {"path", artefact.path}, {"sha256", core::to_hex(artefact.sha256)}});
    return list;
}

Json options_of(const Manifest& manifest) {
    return {{"restrict_eku", manifest.restrict_eku}, {"peer_usages", manifest.peer_usages},
            {"gpmc_style", manifest.gpmc_style},     {"preferences_in_backup", manifest.preferences_in_backup},
            {"artefacts", manifest.selection},       {"profile", manifest.profile}};
}

Json to_json(const ManifestBaseSide& side) {
    return {{"has_policy", side.has_policy},
            {"registry_pol", side.registry_pol},
            {"version", side.version},
            {"extensions", side.extensions},
            {"first", side.first},
            {"count", side.count},
            {"foreign_sha256", core::to_hex(side.foreign)}};
}

Json to_json(const ManifestBase& base) {
    return {{"backup_id", core::to_braced_upper(base.backup_id)},
            {"gpo_guid", core::to_braced_upper(base.identity.guid)},
            {"gpo_name", base.identity.name},
            {"domain", base.identity.domain},
            {"domain_guid", base.domain_guid},
            {"domain_controller", base.domain_controller},
            {"backup_time", base.backup_time},
            {"options", base.options},
            {"original_options", base.original_options},
            {"digest", core::to_hex(base.digest)},
            {"computer", to_json(base.computer)},
            {"user", to_json(base.user)}};
}

}  // namespace

core::Bytes serialize_manifest(const Manifest& manifest) {
    Json data = {{"slug", manifest.slug},
                 {"revision", manifest.revision},
                 {"gpo_name", manifest.identity.name},
                 {"domain", manifest.identity.domain},
                 {"gpo_guid", core::to_braced_upper(manifest.identity.guid)},
                 {"backup_id", core::to_braced_upper(manifest.backup_id)},
                 {"scope", trust::to_text(manifest.scope)},
                 {"comment", manifest.comment},
                 {"operator", manifest.operator_name},
                 {"options", options_of(manifest)},
                 {"content_digest", core::to_hex(manifest.content_digest)},
                 {"certificates", certificates_of(manifest)},
                 {"withdrawn", withdrawn_of(manifest)},
                 {"formats", manifest.formats},
                 {"artefacts", artefacts_of(manifest)}};
    if (manifest.base) data["base"] = to_json(*manifest.base);
    const Json envelope = {{"schema_version", 1},
                           {"kind", "trust-package"},
                           {"tool_version", manifest.tool_version},
                           {"generated_at", core::to_iso8601(manifest.created_at)},
                           {"data", std::move(data)}};
    // Ill-formed UTF-8, which no text here should hold, becomes U+FFFD instead of an exception.
    return core::to_bytes(envelope.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace gpotrust::bundle
