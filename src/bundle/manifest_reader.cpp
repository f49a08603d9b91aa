// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "bundle/json_fields.hpp"
#include "gpotrust/bundle/manifest.hpp"

namespace gpotrust::bundle {
namespace {

using core::ErrorCode;

constexpr std::size_t k_largest_manifest = 4U << 20U;
constexpr std::size_t k_most_certificates = 1024;
constexpr std::size_t k_most_findings = 256;
constexpr std::size_t k_most_artefacts = 10'000;
constexpr std::array<std::string_view, 3> k_profiles = {"default", "strict", "legacy-exchange"};

template <class Value, std::size_t Count>
core::Result<Value> one_of(std::string_view text, const std::array<Value, Count>& values) {
    for (const Value value : values) {
        if (to_text(value) == text) return value;
    }
    return core::fail(ErrorCode::malformed_input, fmt::format("has the unknown value \"{}\"", text));
}

core::Result<core::Severity> severity_of(std::string_view text) {
    return one_of(text, std::array{core::Severity::info, core::Severity::warning, core::Severity::error});
}

core::Result<certificate::KeyEvidence> evidence_of(std::string_view text) {
    using certificate::KeyEvidence;
    return one_of(text, std::array{KeyEvidence::proven, KeyEvidence::not_provable, KeyEvidence::mismatch});
}

core::Result<std::string> profile_of(const std::string& text) {
    if (std::find(k_profiles.begin(), k_profiles.end(), text) != k_profiles.end()) return text;
    return core::fail(ErrorCode::malformed_input, fmt::format("has the unknown value \"{}\"", text));
}

/// A slug names folders: nothing else may come in here.
core::Result<std::string> slug_of(const std::string& text) {
    constexpr std::size_t k_longest_slug = 60;
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (!text.empty() && text.size() <= k_longest_slug && std::all_of(text.begin(), text.end(), fits)) return text;
    return core::fail(ErrorCode::malformed_input, "is no slug");
}

core::Finding finding_from(Fields fields) {
    core::Finding finding;
    finding.code = fields.text("code");
    finding.severity = fields.word("severity", severity_of);
    finding.message = fields.text("message");
    finding.hint = fields.text("hint");
    finding.source = fields.text("source");
    finding.acceptable = fields.flag("acceptable");
    finding.accepted_because = fields.text("accepted_because");
    fields.finish();
    return finding;
}

ManifestCertificate certificate_from(Fields fields) {
    ManifestCertificate certificate;
    certificate.sha1 = fields.sha1("sha1");
    certificate.sha256 = fields.sha256("sha256");
    certificate.subject = fields.text("subject");
    certificate.serial_hex = fields.text("serial");
    certificate.names = fields.texts("names");
    certificate.not_before = fields.time("not_before");
    certificate.not_after = fields.time("not_after");
    certificate.store = fields.word("store", trust::parse_store);
    certificate.role = fields.word("role", trust::parse_role);
    certificate.friendly_name = fields.text("friendly_name");
    certificate.until = fields.optional_time("until");
    certificate.key_evidence = fields.word("key_evidence", evidence_of);
    for (Fields& finding : fields.objects("findings", k_most_findings)) certificate.findings.push_back(finding_from(std::move(finding)));
    fields.finish();
    return certificate;
}

trust::WithdrawnCertificate withdrawn_from(Fields fields) {
    trust::WithdrawnCertificate gone;
    gone.sha1 = fields.sha1("sha1");
    gone.store = fields.word("store", trust::parse_store);
    fields.finish();
    return gone;
}

ManifestArtefact artefact_from(Fields fields) {
    ManifestArtefact artefact;
    artefact.format = fields.text("format");
    artefact.path = fields.word("path", [](const std::string& text) -> core::Result<std::string> {
        GPOTRUST_TRY(core::RelativePath::parse(text));
        return text;
    });
    artefact.sha256 = fields.sha256("sha256");
    fields.finish();
    return artefact;
}

ManifestBaseSide base_side_from(Fields fields) {
    constexpr std::uint64_t k_most_records = 16'000'000;
    ManifestBaseSide side;
    side.has_policy = fields.flag("has_policy");
    side.registry_pol = fields.word("registry_pol", [](const std::string& text) -> core::Result<std::string> {
        if (!text.empty()) GPOTRUST_TRY(core::RelativePath::parse(text));
        return text;
    });
    side.version = static_cast<unsigned>(fields.number("version", 0, trust::k_highest_version));
    side.extensions = fields.text("extensions");
    side.first = static_cast<std::size_t>(fields.number("first", 0, k_most_records));
    side.count = static_cast<std::size_t>(fields.number("count", 0, k_most_records));
    side.foreign = fields.sha256("foreign_sha256");
    fields.finish();
    return side;
}

ManifestBase base_from(Fields fields) {
    ManifestBase base;
    base.backup_id = fields.guid("backup_id");
    base.identity.guid = fields.guid("gpo_guid");
    base.identity.name = fields.text("gpo_name");
    base.identity.domain = fields.text("domain");
    base.domain_guid = fields.text("domain_guid");
    base.domain_controller = fields.text("domain_controller");
    base.backup_time = fields.text("backup_time");
    base.options = static_cast<std::uint32_t>(fields.number("options", 0, 3));
    base.original_options = static_cast<std::uint32_t>(fields.number("original_options", 0, 3));
    base.digest = fields.sha256("digest");
    base.computer = base_side_from(fields.object("computer"));
    base.user = base_side_from(fields.object("user"));
    fields.finish();
    return base;
}

void read_options(Fields fields, Manifest& manifest) {
    manifest.restrict_eku = fields.flag("restrict_eku");
    manifest.peer_usages = fields.flag("peer_usages");
    manifest.gpmc_style = fields.flag("gpmc_style");
    manifest.preferences_in_backup = fields.flag("preferences_in_backup");
    manifest.selection = fields.texts("artefacts");
    manifest.profile = fields.word("profile", profile_of);
    fields.finish();
}

void read_data(Fields fields, Manifest& manifest, Fault& fault) {
    manifest.slug = fields.word("slug", slug_of);
    manifest.revision = static_cast<unsigned>(fields.number("revision", 1, 65'535));
    manifest.identity.name = fields.text("gpo_name");
    manifest.identity.domain = fields.text("domain");
    manifest.identity.guid = fields.guid("gpo_guid");
    manifest.backup_id = fields.guid("backup_id");
    manifest.scope = fields.word("scope", trust::parse_scope);
    manifest.comment = fields.text("comment");
    manifest.operator_name = fields.text("operator");
    read_options(fields.object("options"), manifest);
    manifest.content_digest = fields.sha256("content_digest");
    for (Fields& entry : fields.objects("certificates", k_most_certificates)) manifest.certificates.push_back(certificate_from(std::move(entry)));
    for (Fields& entry : fields.objects("withdrawn", trust::k_most_withdrawn)) manifest.withdrawn.push_back(withdrawn_from(std::move(entry)));
    manifest.formats = fields.texts("formats");
    for (Fields& entry : fields.objects("artefacts", k_most_artefacts)) manifest.artefacts.push_back(artefact_from(std::move(entry)));
    if (fields.has("base")) manifest.base = base_from(fields.object("base"));
    fields.finish();

    const auto in_order = [](const ManifestArtefact& a, const ManifestArtefact& b) { return a.path < b.path; };
    const auto not_before_next = [&](const ManifestArtefact& a, const ManifestArtefact& b) { return !in_order(a, b); };
    const bool sorted = std::adjacent_find(manifest.artefacts.begin(), manifest.artefacts.end(), not_before_next) == manifest.artefacts.end();
    if (!sorted) fault.set(fields.path_of("artefacts"), "is not sorted by path, or names a file twice");
}

Manifest manifest_from(Fields fields, Fault& fault) {
    Manifest manifest;
    static_cast<void>(fields.number("schema_version", 1, 1));
    if (fields.text("kind") != "trust-package") fault.set("kind", "is not \"trust-package\"");
    manifest.tool_version = fields.text("tool_version");
    manifest.created_at = fields.time("generated_at");
    read_data(fields.object("data"), manifest, fault);
    fields.finish();
    return manifest;
}

}  // namespace

core::Result<Manifest> parse_manifest(core::BytesView json) {
    if (json.size() > k_largest_manifest) return core::fail(ErrorCode::malformed_input, "the manifest is larger than 4 MiB");
    const Json document = Json::parse(json.begin(), json.end(), nullptr, false);
    if (document.is_discarded()) return core::fail(ErrorCode::malformed_input, "the manifest is not JSON", "make the package again");
    Fault fault;
    Manifest manifest = manifest_from(Fields(document, "", fault), fault);
    if (fault.is_set()) return core::fail(fault.error());
    return manifest;
}

}  // namespace gpotrust::bundle
