// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/certificate/export.hpp"

#include <algorithm>
#include <set>

#include "certificate/advice.hpp"
#include "certificate/contents.hpp"
#include "certificate/finding_kinds.hpp"
#include "certificate/key_proof.hpp"
#include "gpotrust/certificate/outline.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {

using Outcome = KeyVerdict::Outcome;

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
    // OpenSSL gives key and certificate the same display name, which is no container's.
    certificate.provenance.key_container = key.container == certificate.friendly_name ? std::string() : key.container;
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
    for (const FoundCertificate& certificate : contents.certificates) {
        texts.insert(certificate.machine);
        if (certificate.key_reference) texts.insert({certificate.key_reference->container, certificate.key_reference->provider});
    }
    std::vector<std::string> kept;
    for (const std::string& text : texts) {
        if (!text.empty() && !is_public(text, certificates)) kept.push_back(text);
    }
    return kept;
}

ExportedCertificate exported(const FoundCertificate& found, const Contents& contents) {
    ExportedCertificate result{found.read.certificate, KeyEvidence::not_provable, found.friendly_name, {}};
    result.dropped_properties = found.dropped;
    result.provenance.machine = found.machine;
    result.provenance.protected_to = contents.protected_to;
    if (!found.key_reference) return result;
    result.provenance.key_container = found.key_reference->container;
    result.provenance.provider = found.key_reference->provider;
    result.provenance.local_machine_keyset = found.key_reference->local_machine_keyset;
    return result;
}

// What nothing in the file proves, and the stronger word where it says that there was a key.
const core::FindingKind& nothing_proven(const Contents& contents) {
    const bool any = std::any_of(contents.certificates.begin(), contents.certificates.end(),
                                 [](const FoundCertificate& found) { return found.key_reference.has_value(); });
    return any ? k_key_reference : k_public_only;
}

Export assemble(Contents contents) {
    Export result;
    result.kind = contents.kind;
    result.findings = std::move(contents.findings);
    const std::vector<KeyVerdict> verdicts = prove_and_destroy(contents.keys, contents.certificates, result.key_traces);
    for (const FoundCertificate& found : contents.certificates) result.certificates.push_back(exported(found, contents));
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        report(contents.keys[i], i, verdicts[i], result);
        apply_verdict(contents.keys[i], verdicts[i], contents, result);
    }
    if (contents.keys.empty()) result.findings.push_back(core::make_finding(nothing_proven(contents)));
    result.key_evidence = overall(verdicts);
    result.metadata = private_metadata(contents, result.certificates);
    return result;
}

core::Result<Export> open(core::BytesView file, const core::SecretBytes* password) {
    Unlocking unlocking{password, {}};
    GPOTRUST_TRY_ASSIGN(Contents contents, read_contents(file, unlocking));
    GPOTRUST_TRY(check_complete(contents));
    return assemble(std::move(contents));
}

// Only the hint that says the same for every file is replaced; one that knows the file's case stays.
void advise(const std::string& code, std::string& hint, Maker maker) {
    const auto kinds = export_finding_kinds();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&code](const core::FindingKind& row) { return row.code == code; });
    const std::string_view words = advice(code, maker);
    if (kind != kinds.end() && hint == kind->hint && !words.empty()) hint = words;
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
    auto opened = open(file, password);
    const bool nothing_to_advise = opened ? opened->findings.empty() : opened.error().finding_code.empty();
    if (nothing_to_advise) return opened;
    const Maker maker = outline_of(file).maker;
    if (maker == Maker::unknown) return opened;
    if (opened) {
        for (core::Finding& finding : opened->findings) advise(finding.code, finding.hint, maker);
    } else {
        advise(opened.error().finding_code, opened.error().hint, maker);
    }
    return opened;
}

}  // namespace gpotrust::certificate
