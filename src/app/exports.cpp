// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/exports.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/selection.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

using certificate::Profile;
using report::AssessedCertificate;
using report::AssessedExport;
using report::Verdict;

constexpr std::size_t k_largest_export = 10U << 20U;
/// What `--require-exportable` turns into errors: files that prove nothing about the key.
constexpr std::string_view k_public_only = "EXPORT_NOT_PROVABLE_PUBLIC_ONLY";
constexpr std::string_view k_not_yet_valid = "CERT_NOT_YET_VALID";
constexpr std::string_view k_key_reference = "EXPORT_HINT_KEYREF";

core::Severity severity_under(const core::FindingKind& kind, Profile profile) {
    if (profile == Profile::strict) return kind.strict.value_or(kind.severity);
    if (profile == Profile::legacy_exchange) return kind.legacy_exchange.value_or(kind.severity);
    return kind.severity;
}

/// The rules know the profile; what open_export() reports gets its severity here.
void apply_profile(std::vector<core::Finding>& findings, const Judgement& judgement) {
    for (core::Finding& finding : findings) {
        for (const core::FindingKind& kind : certificate::export_finding_kinds()) {
            if (kind.code == finding.code && finding.severity == kind.severity) {
                finding.severity = severity_under(kind, judgement.profile);
                break;
            }
        }
        const bool proves_nothing = finding.code == k_public_only || finding.code == k_key_reference;
        if (judgement.require_exportable && proves_nothing) finding.severity = core::Severity::error;
    }
}

AssessedCertificate judge(certificate::ExportedCertificate exported, const Judgement& judgement, const Purpose& purpose) {
    AssessedCertificate judged{std::move(exported), {}, false};
    if (purpose.skip_rules) return judged;
    judged.findings = certificate::assess(judged.exported.certificate, {.now = judgement.now,
                                                                        .profile = judgement.profile,
                                                                        .usages = purpose.usages,
                                                                        .names = judgement.names,
                                                                        .checklist = judgement.checklist,
                                                                        .require_names = judgement.require_names,
                                                                        .as_authority = purpose.as_authority});
    for (core::Finding& finding : judged.findings) {
        if (purpose.may_begin_later && finding.code == k_not_yet_valid) finding.severity = core::Severity::info;
    }
    apply_acceptances(judged.findings, judgement);
    return judged;
}

Verdict verdict_of(const AssessedExport& assessed) {
    const auto& all = assessed.certificates;
    const auto blocks = [](const AssessedCertificate& judged) { return judged.selected && core::any_blocking(judged.findings); };
    const bool any_selected = std::any_of(all.begin(), all.end(), [](const AssessedCertificate& judged) { return judged.selected; });
    if (core::any_blocking(assessed.findings) || !any_selected || std::any_of(all.begin(), all.end(), blocks)) return Verdict::unfit;
    return Verdict::fit;
}

core::Result<core::SecretBytes> read_export(const std::filesystem::path& path) {
    // An export may hold its key in the clear.
    return platform::read_file(path, k_largest_export).map([](core::Bytes octets) { return core::SecretBytes(std::move(octets)); });
}

OpenedExport failed(std::string path, core::Error error) {
    OpenedExport opened;
    if (auto finding = certificate::finding_of(error)) opened.assessed.findings.push_back(*std::move(finding));
    opened.assessed.error = std::move(error).in(core::printable(path));
    opened.assessed.path = std::move(path);
    return opened;
}

OpenedExport failed_to_open(std::string path, core::BytesView file, core::Error error) {
    OpenedExport opened = failed(std::move(path), std::move(error));
    opened.assessed.kind = certificate::detect_export_kind(file);
    return opened;
}

}  // namespace

void apply_acceptances(std::vector<core::Finding>& findings, const Judgement& judgement) {
    for (core::Finding& finding : findings) {
        const auto reason = judgement.accepted.find(finding.code);
        if (reason != judgement.accepted.end() && finding.acceptable) finding.accepted_because = reason->second;
    }
}

core::Result<certificate::Export> open_with_passwords(core::BytesView file, const std::string& path, const Passwords& passwords) {
    if (passwords.given) {
        GPOTRUST_TRY_ASSIGN(const core::SecretBytes password, passwords.given(path));
        return certificate::open_export(file, &password);
    }
    auto opened = certificate::open_export(file, nullptr);
    if (opened || opened.error().code != core::ErrorCode::password_needed || !passwords.prompt) return opened;
    GPOTRUST_TRY_ASSIGN(const core::SecretBytes password, passwords.prompt(path));
    return certificate::open_export(file, &password);
}

OpenedExport open_and_judge(const std::filesystem::path& path, const Judgement& judgement, const Passwords& passwords, const Purpose& purpose) {
    const auto absolute = platform::absolute_path(path);
    const std::string shown = platform::path_to_utf8(absolute ? *absolute : path);
    if (!absolute) return failed(shown, absolute.error());
    const auto file = read_export(*absolute);
    if (!file) return failed(shown, file.error());
    auto read = open_with_passwords(file->view(), shown, passwords);
    if (!read) return failed_to_open(shown, file->view(), std::move(read).error());

    OpenedExport opened;
    AssessedExport& assessed = opened.assessed;
    assessed.path = shown;
    assessed.kind = read->kind;
    assessed.key_evidence = read->key_evidence;
    for (certificate::ExportedCertificate& exported : read->certificates)
        assessed.certificates.push_back(judge(std::move(exported), judgement, purpose));
    assessed.findings = std::move(read->findings);
    apply_profile(assessed.findings, judgement);
    apply_acceptances(assessed.findings, judgement);
    opened.secrets = {std::move(read->key_traces), std::move(read->metadata)};
    opened.choice = select_certificates(assessed, judgement);
    assessed.verdict = verdict_of(assessed);
    return opened;
}

core::ExitCode exit_code_of(const report::AssessedExport& assessed) {
    if (assessed.error) return core::exit_code_for(assessed.error->code);
    return assessed.verdict == Verdict::fit ? core::ExitCode::fine : core::ExitCode::unfit;
}

}  // namespace gpotrust::app
