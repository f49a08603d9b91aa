// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <utility>

#include "gpotrust/platform/paths.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

std::string path_in_package(const PackagedTrust& package, const std::string& relative) {
    const auto path = core::RelativePath::parse(relative);
    if (!path) return relative;
    return platform::path_to_utf8(platform::path_from_utf8(package.path) / platform::to_native(*path));
}

Json findings_of(const bundle::Manifest& manifest) {
    Json findings = Json::array();
    for (const bundle::ManifestCertificate& certificate : manifest.certificates)
        for (const core::Finding& finding : certificate.findings) findings.push_back(to_json_value(finding, certificate.sha1));
    return findings;
}

Json certificate_of(const trust::TrustedCertificate& trusted, const bundle::Manifest& manifest) {
    Json json = to_json_value(trusted.certificate);
    for (const bundle::ManifestCertificate& record : manifest.certificates)
        if (record.sha1 == trusted.certificate.sha1() && record.store == trusted.store)
            json["key_evidence"] = certificate::to_text(record.key_evidence);
    json["role"] = trust::to_text(trusted.role);
    json["store"] = trust::to_text(trusted.store);
    if (!trusted.friendly_name.empty()) json["friendly_name"] = trusted.friendly_name;
    if (trusted.until) json["until"] = core::to_iso8601(*trusted.until);
    return json;
}

Json certificates_of(const PackagedTrust& package) {
    Json certificates = Json::array();
    for (const trust::TrustedCertificate& trusted : package.policy.certificates) certificates.push_back(certificate_of(trusted, package.manifest));
    return certificates;
}

Json artefacts_of(const PackagedTrust& package) {
    Json artefacts = Json::array();
    for (const bundle::ManifestArtefact& artefact : package.manifest.artefacts)
        artefacts.push_back(
            {{"format", artefact.format}, {"path", path_in_package(package, artefact.path)}, {"sha256", core::to_hex(artefact.sha256)}});
    return artefacts;
}

Json clients_of(const PackagedTrust& package) {
    Json clients = Json::array();
    for (const trust::ClientOutlook& outlook : package.clients) {
        if (outlook.client == nullptr) continue;
        clients.push_back({{"id", outlook.client->id},
                           {"title", outlook.client->title},
                           {"support", trust::to_text(outlook.support)},
                           {"confidence", trust::to_text(outlook.confidence)},
                           {"condition", outlook.condition},
                           {"reason", outlook.reason}});
    }
    return clients;
}

Json entries_of(const std::vector<trust::TrustedCertificate>& entries) {
    Json list = Json::array();
    for (const trust::TrustedCertificate& entry : entries) {
        list.push_back({{"sha1", core::to_hex(entry.certificate.sha1())},
                        {"store", trust::to_text(entry.store)},
                        {"role", trust::to_text(entry.role)},
                        {"not_after", core::to_iso8601(entry.certificate.facts().not_after)},
                        {"until", entry.until ? Json(core::to_iso8601(*entry.until)) : Json()}});
    }
    return list;
}

Json rotation_of(const PackagedTrust& package) {
    if (!package.rotation) return nullptr;
    const trust::Rotation& rotation = *package.rotation;
    return {{"import_from", core::to_iso8601(rotation.import_from)},
            {"reached", core::to_iso8601(rotation.reached)},
            {"switch_from", core::to_iso8601(rotation.switch_from)},
            {"switch_before", core::to_iso8601(rotation.switch_before)},
            {"dropped_after", core::to_iso8601(rotation.dropped_after)}};
}

Json side_of(const MergedSide& side) {
    return {{"scope", trust::to_text(side.side)},
            {"in_base", side.in_base},
            {"in_package", side.in_result},
            {"disabled", side.disabled},
            {"foreign_certificates", side.foreign_certificates},
            {"foreign_settings", side.foreign_settings},
            {"written", side.written},
            {"already_there", side.already_there}};
}

Json base_of(const PackagedTrust& package) {
    if (!package.merge) return nullptr;
    const MergeSummary& merge = *package.merge;
    Json sides = Json::array();
    for (const MergedSide& side : merge.sides) sides.push_back(side_of(side));
    Json taken = Json::array();
    for (const trust::TakenOver& record : merge.taken)
        taken.push_back({{"scope", trust::to_text(record.side)},
                         {"key", record.setting.key},
                         {"what", record.what == trust::Takeover::adopted ? "adopted" : "removed"},
                         {"same", record.same}});
    return {{"path", merge.path.empty() ? Json() : Json(merge.path)},
            {"gpo_name", merge.gpo_name},
            {"backup_id", core::to_braced_upper(merge.backup_id)},
            {"backup_time", merge.backup_time.empty() ? Json() : Json(merge.backup_time + "Z")},
            {"sides", std::move(sides)},
            {"taken_over", std::move(taken)},
            {"foreign_files", merge.foreign_files},
            {"missing_files", merge.missing},
            {"unnamed_files", merge.unnamed}};
}

Json package_of(const PackagedTrust& package) {
    return Json{{"slug", package.slug},
                {"revision", package.revision},
                {"path", package.path},
                {"zip", package.zip},
                {"zip_sha256", core::to_hex(package.zip_sha256)},
                {"gpo_name", package.policy.identity.name},
                {"gpo_guid", core::to_braced_upper(package.policy.identity.guid)},
                {"domain", package.policy.identity.domain},
                {"scope", trust::to_text(package.policy.scope)},
                {"backup_id", core::to_braced_upper(package.backup_id)},
                {"event", package.kind},
                {"unchanged", package.unchanged},
                {"rebuilt", package.rebuilt},
                {"certificates", certificates_of(package)},
                {"retiring", entries_of(package.retiring)},
                {"dropped", entries_of(package.dropped)},
                {"rotation", rotation_of(package)},
                {"base", base_of(package)},
                {"artefacts", artefacts_of(package)},
                {"findings", findings_of(package.manifest)},
                {"clients", clients_of(package)}};
}

Json item_of(const audit::InspectedItem& item, core::UtcTime now) {
    Json json{{"path", item.path}, {"kind", item.kind}};
    if (item.error) json["error"] = to_json_value(*item.error);
    if (item.exported) json["key_evidence"] = certificate::to_text(item.exported->key_evidence);
    if (item.outline) json["outline"] = outline_json(*item.outline);
    if (item.package && item.package->manifest) json["package"] = to_json_value(*item.package->manifest);
    if (item.package && item.package->zip_sha256) json["zip_sha256"] = core::to_hex(*item.package->zip_sha256);
    json["certificates"] = item.exported ? inspected_certificates(item, now) : stored_certificates(item, now);
    json["settings"] = to_json_array(item.settings);
    if (item.gpo || !item.policies.empty()) json["policies"] = policies_json(item.policies);
    if (item.gpo) json["gpo"] = gpo_json(*item.gpo);
    json["findings"] = Json::array();
    if (item.exported) json["findings"] = inspected_findings(item);
    if (item.package) json["findings"] = to_json_array(item.package->findings);
    return json;
}

}  // namespace

std::string to_json(const CheckOutcome& outcome, const JsonEnvelope& envelope) {
    return in_envelope("check", {{"exports", to_json_array(outcome.exports)}}, envelope);
}

Json data_of(const PackageOutcome& outcome) {
    Json packages = Json::array();
    for (const PackagedTrust& package : outcome.packages) packages.push_back(package_of(package));
    return {{"estate", outcome.estate},
            {"dry_run", outcome.dry_run},
            {"packages", std::move(packages)},
            {"exports", to_json_array(outcome.exports)},
            {"errors", to_json_array(outcome.errors)},
            {"for", outcome.asked_for},
            {"notices", outcome.notices},
            {"warnings", outcome.warnings}};
}

std::string to_json(const PackageOutcome& outcome, const JsonEnvelope& envelope) { return in_envelope(outcome.command, data_of(outcome), envelope); }

std::string to_json(const InspectOutcome& outcome, const JsonEnvelope& envelope) {
    Json items = Json::array();
    for (const audit::InspectedItem& item : outcome.items) items.push_back(item_of(item, outcome.now));
    return in_envelope("inspect", {{"items", std::move(items)}, {"passed_over", outcome.passed_over}}, envelope);
}

Json foreign_of(const bundle::Verification& verification) {
    if (!verification.foreign || !verification.manifest || !verification.manifest->base) return nullptr;
    Json certificates = Json::array();
    for (const bundle::ForeignPart::StoredKey& stored : verification.foreign->certificates)
        certificates.push_back({{"scope", trust::to_text(stored.side)}, {"key", stored.key}});
    const bundle::ManifestBase& base = *verification.manifest->base;
    return {{"gpo_name", base.identity.name},
            {"gpo_guid", core::to_braced_upper(base.identity.guid)},
            {"backup_id", core::to_braced_upper(base.backup_id)},
            {"backup_time", base.backup_time + "Z"},
            {"foreign_certificates", std::move(certificates)},
            {"foreign_settings", verification.foreign->settings},
            {"foreign_files", verification.foreign->files}};
}

std::string to_json(const VerifyOutcome& outcome, const JsonEnvelope& envelope) {
    const bundle::Verification& verification = outcome.verification;
    Json data{{"path", outcome.path}, {"verified", !outcome.error && !core::any_blocking(verification.findings)}};
    data["zip_sha256"] = verification.zip_sha256 ? Json(core::to_hex(*verification.zip_sha256)) : Json(nullptr);
    data["package"] = verification.manifest ? to_json_value(*verification.manifest) : Json(nullptr);
    data["base"] = foreign_of(verification);
    data["findings"] = to_json_array(verification.findings);
    if (outcome.error) data["error"] = to_json_value(*outcome.error);
    return in_envelope("verify", std::move(data), envelope);
}

}  // namespace gpotrust::report
