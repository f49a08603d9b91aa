// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/export.hpp"

#include <algorithm>
#include <set>

#include "certificate/contents.hpp"
#include "certificate/finding_kinds.hpp"
#include "certificate/key_proof.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {

using core::Severity;
using Outcome = KeyVerdict::Outcome;

const core::FindingKind k_spki_differs{
    .code = "EXPORT_PROVEN_SPKI_DIFFERS",
    .severity = Severity::warning,
    .message = "the private key is there and proven, and the certificate names another algorithm for the same RSA numbers (OAEP or PSS)",
    .hint = "re-create the certificate with an ordinary RSA or ECDSA key: TLS servers and clients expect one",
    .source = "RFC 8017 A.2",
};
const core::FindingKind k_public_only{
    .code = "EXPORT_NOT_PROVABLE_PUBLIC_ONLY",
    .severity = Severity::info,
    .message = "the file holds no private key, so nothing in this file says whether the key may leave the server",
    .hint = "trust needs only the certificate; to prove that the key is exportable, export it as PFX with its key",
    .source = {},
};
const core::FindingKind k_key_mismatch{
    .code = "KEY_MISMATCH",
    .severity = Severity::error,
    .message = "a private key in the file belongs to no certificate in it",
    .hint = "export the certificate again on the server that uses it, together with its key",
    .source = {},
    .acceptable = false,
};
const core::FindingKind k_key_not_comparable{
    .code = "KEY_NOT_COMPARABLE",
    .severity = Severity::error,
    .message = "a private key in the file is of a kind or size that cannot be compared with a certificate",
    .hint = "re-create the certificate with an ECDSA key, or an RSA key of 2048 to 8192 bits",
    .source = {},
};
const core::FindingKind k_pfx_no_mac{
    .code = "PFX_NO_MAC",
    .severity = Severity::warning,
    .message = "the PFX has no message authentication code: nobody would notice if it had been changed",
    .hint = "export it again with a password, and compare the thumbprint with the one on the server",
    .source = "RFC 7292 4",
    .strict = Severity::error,
};

namespace {

core::Result<void> check_complete(const Contents& contents) {
    if (!contents.certificates.empty()) return {};
    const auto parse = std::find_if(contents.findings.begin(), contents.findings.end(),
                                    [](const core::Finding& finding) { return finding.code == k_cert_parse.code; });
    if (parse != contents.findings.end()) {
        core::Error error{core::ErrorCode::malformed_input, parse->message + ", and there is no other", parse->hint};
        error.finding_code = parse->code;
        return core::fail(std::move(error));
    }
    const FailureKind& kind = contents.keys.empty() ? k_cert_missing : k_key_without_cert;
    return fail_as(kind, std::string(kind.finding.message));
}

std::string key_place(std::size_t index, const FoundKey& key) { return "key " + std::to_string(index + 1) + " of the file, " + key.algorithm; }

void report(const FoundKey& key, std::size_t index, const KeyVerdict& verdict, Export& result) {
    const core::FindingKind* kind = nullptr;
    if (verdict.outcome == Outcome::mismatch) kind = &k_key_mismatch;
    if (verdict.outcome == Outcome::not_comparable) kind = &k_key_not_comparable;
    if (verdict.outcome == Outcome::proven_other_algorithm) kind = &k_spki_differs;
    if (kind != nullptr) result.findings.push_back(core::make_finding(*kind, key_place(index, key)));
}

// A certificate whose own key did not turn up but which the file pairs with another one.
bool is_paired(const FoundCertificate& certificate, const FoundKey& key, std::size_t certificate_count) {
    return certificate_count == 1 || (!key.local_key_id.empty() && key.local_key_id == certificate.local_key_id);
}

void describe_origin(const FoundKey& key, ExportedCertificate& certificate) {
    certificate.provenance.key_container = key.container;
    certificate.provenance.provider = key.provider;
    certificate.provenance.local_machine_keyset = key.local_machine_keyset;
}

void apply_verdict(const FoundKey& key, const KeyVerdict& verdict, const Contents& contents, Export& result) {
    for (const std::size_t i : verdict.certificates) {
        result.certificates[i].key_evidence = KeyEvidence::proven;
        describe_origin(key, result.certificates[i]);
    }
    for (std::size_t i = 0; i < result.certificates.size(); ++i) {
        ExportedCertificate& certificate = result.certificates[i];
        if (certificate.key_evidence == KeyEvidence::proven || !is_paired(contents.certificates[i], key, contents.certificates.size())) continue;
        if (verdict.outcome != Outcome::not_comparable) certificate.key_evidence = KeyEvidence::mismatch;
        describe_origin(key, certificate);
    }
}

KeyEvidence overall(const std::vector<KeyVerdict>& verdicts) {
    const auto any = [&verdicts](auto... outcomes) {
        return std::any_of(verdicts.begin(), verdicts.end(), [=](const KeyVerdict& verdict) { return ((verdict.outcome == outcomes) || ...); });
    };
    if (any(Outcome::mismatch)) return KeyEvidence::mismatch;
    return any(Outcome::proven, Outcome::proven_other_algorithm) ? KeyEvidence::proven : KeyEvidence::not_provable;
}

// What the certificates say themselves, or is shown as their name, is public and will stand in every package.
bool is_public(const std::string& text, const std::vector<ExportedCertificate>& certificates) {
    return std::any_of(certificates.begin(), certificates.end(), [&text](const ExportedCertificate& certificate) {
        const auto names = certificate.certificate.names();
        const auto& common_names = certificate.certificate.facts().common_names;
        const auto equal = [&text](const std::string& name) { return core::ascii_iequals(name, text); };
        return equal(certificate.friendly_name) || std::any_of(names.begin(), names.end(), equal) ||
               std::any_of(common_names.begin(), common_names.end(), equal);
    });
}

std::vector<std::string> private_metadata(const Contents& contents, const std::vector<ExportedCertificate>& certificates) {
    std::set<std::string> texts;
    for (const FoundKey& key : contents.keys) texts.insert({key.container, key.provider});
    for (const FoundCertificate& certificate : contents.certificates) texts.insert(certificate.machine);
    std::vector<std::string> kept;
    for (const std::string& text : texts) {
        if (!text.empty() && !is_public(text, certificates)) kept.push_back(text);
    }
    return kept;
}

Export assemble(Contents contents) {
    Export result;
    result.kind = contents.kind;
    result.findings = std::move(contents.findings);
    const std::vector<KeyVerdict> verdicts = prove_and_destroy(contents.keys, contents.certificates, result.key_traces);
    for (const FoundCertificate& found : contents.certificates) {
        result.certificates.push_back({found.read.certificate, KeyEvidence::not_provable, found.friendly_name, {}});
        result.certificates.back().provenance.machine = found.machine;
        result.certificates.back().provenance.protected_to = contents.protected_to;
    }
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        report(contents.keys[i], i, verdicts[i], result);
        apply_verdict(contents.keys[i], verdicts[i], contents, result);
    }
    if (contents.keys.empty()) result.findings.push_back(core::make_finding(k_public_only));
    result.key_evidence = overall(verdicts);
    result.metadata = private_metadata(contents, result.certificates);
    return result;
}

}  // namespace

std::string_view to_text(KeyEvidence evidence) {
    switch (evidence) {
        case KeyEvidence::proven:
            return "proven";
        case KeyEvidence::not_provable:
            return "not_provable";
        case KeyEvidence::mismatch:
            break;
    }
    return "mismatch";
}

std::string_view to_text(ExportKind kind) {
    switch (kind) {
        case ExportKind::pfx:
            return "pfx";
        case ExportKind::certificate:
            return "certificate";
        case ExportKind::pkcs7:
            return "pkcs7";
        case ExportKind::sst:
            return "sst";
        case ExportKind::serialized_element:
            break;
    }
    return "serialized-element";
}

core::Result<Export> open_export(core::BytesView file, const core::SecretBytes* password) {
    Unlocking unlocking{password, {}};
    GPOTRUST_TRY_ASSIGN(Contents contents, read_contents(file, unlocking));
    GPOTRUST_TRY(check_complete(contents));
    return assemble(std::move(contents));
}

std::span<const core::FindingKind> export_finding_kinds() {
    static const std::vector<core::FindingKind> kinds = [] {
        std::vector<core::FindingKind> all = {k_spki_differs, k_public_only, k_key_mismatch, k_key_not_comparable, k_pfx_no_mac};
        for (const FailureKind* kind : failure_kinds()) all.push_back(kind->finding);
        return all;
    }();
    return kinds;
}

}  // namespace gpotrust::certificate
