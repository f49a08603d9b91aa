// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Rules on certificates that `check` has, too, for certificates that somebody has put into a store. Their severity is what they mean for the policy there:
//  - Disallowed: nothing. A certificate that is distrusted may be expired or weak.
//  - All but Trusted People (Root, CA, TrustedPublisher, EFS ...): an end is a warning. Signatures with a time stamp and files that were encrypted outlive the certificate, so it may have to stay.
//  - A self-issued certificate's own signature proves nothing to who trusts it: a weak digest in it is no fault of the policy.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "audit/checks/check.hpp"
#include "gpotrust/certificate/assess.hpp"

namespace gpotrust::audit {
namespace {

using core::Finding;

/// The codes of certificate::checks() that say something about a certificate wherever it stands; what TLS servers need is not asked here.
constexpr std::array<std::string_view, 9> k_reused = {"CERT_EXPIRED",           "CERT_NOT_YET_VALID", "CERT_VALIDITY_ORDER",
                                                      "CERT_KEY_RSA_TOO_SMALL", "CERT_KEY_RSA_WEAK",  "CERT_KEY_RSA_PARAMS",
                                                      "CERT_SIG_MD5",           "CERT_SIG_SHA1",      "CERT_SELF_SIG_INVALID"};
/// Stores of authorities, who renew their certificates themselves.
constexpr std::array<std::string_view, 5> k_of_authorities = {"Root", "CA", "AuthRoot", "SmartCardRoot", "NTAuth"};
constexpr std::string_view k_expiring = "CERT_EXPIRING";
constexpr std::int64_t k_urgent_days = 30;

const FindingKind* kind_of(std::string_view code) {
    for (const certificate::Check* check : certificate::checks())
        for (const FindingKind& kind : check->kinds)
            if (kind.code == code) return &kind;
    return nullptr;
}

bool is_self_issued(const StoredCertificate& stored) {
    return stored.certificate->facts().self_signature != certificate::SelfSignature::not_self_issued;
}

/// True if the same place holds another certificate of that subject for which `fits` holds.
template <class Fits>
bool any_beside(const InspectedItem& item, const StoredCertificate& stored, const Fits& fits) {
    return std::any_of(item.stored.begin(), item.stored.end(), [&](const StoredCertificate& other) {
        return other.certificate && other.side == stored.side && is_in_store(other, stored.store) && !(*other.certificate == *stored.certificate) &&
               other.certificate->facts().subject == stored.certificate->facts().subject && fits(other.certificate->facts());
    });
}

/// A next certificate that is there ahead of its time is what a renewal looks like.
bool has_predecessor(const InspectedItem& item, const StoredCertificate& stored, core::UtcTime now) {
    return any_beside(item, stored, [&](const certificate::CertificateFacts& other) { return other.not_before <= now && other.not_after >= now; });
}

bool has_successor(const InspectedItem& item, const StoredCertificate& stored) {
    const core::UtcTime end = stored.certificate->facts().not_after;
    return any_beside(item, stored, [&](const certificate::CertificateFacts& other) { return other.not_after > end; });
}

Severity severity_here(const Finding& finding, const StoredCertificate& stored) {
    if (finding.code == "CERT_EXPIRED" && !is_in_store(stored, "TrustedPeople")) return Severity::warning;
    if (finding.code == "CERT_NOT_YET_VALID") return Severity::warning;
    if (finding.code == "CERT_SIG_SHA1" && is_self_issued(stored)) return Severity::info;
    if (finding.code == "CERT_SIG_MD5" && is_self_issued(stored)) return Severity::warning;
    return finding.severity;
}

/// What the manifest of a package tells was known when it was made, or follows from the certificate's role.
bool is_meant(const InspectedItem& item, const StoredCertificate& stored, std::string_view code) {
    const bundle::ManifestCertificate* entry = meant(item, stored);
    if (entry == nullptr) return false;
    if (code == "CERT_NOT_YET_VALID" && entry->role == trust::Role::next) return true;
    if (code == k_expiring && entry->role == trust::Role::retiring) return true;
    return std::any_of(entry->findings.begin(), entry->findings.end(), [&](const Finding& finding) { return finding.code == code; });
}

std::string_view hint_for_authority(std::string_view code) {
    if (code == "CERT_EXPIRED")
        return "get the next certificate from the authority and put it into the store; delete this one when nothing chains to it any more, "
               "signatures with a time stamp included";
    if (code == k_expiring) return "get the authority's next certificate, and put it into the store beside this one before that day";
    if (code == "CERT_SIG_SHA1")
        return "ask the authority for a certificate with SHA-256; a root's own signature is not checked, and need not be changed";
    return {};
}

std::string_view hint_for_recovery(std::string_view code) {
    if (code == "CERT_EXPIRED" || code == k_expiring)
        return "make a new recovery agent's certificate (`cipher /r:NAME`) and put it into Public Key Policies > Encrypting File System; keep the "
               "old "
               "key: files encrypted for it are opened by it alone";
    if (code == "CERT_SIG_SHA1") return "nothing; the next recovery agent's certificate (`cipher /r:NAME`) has a better digest";
    return {};
}

/// What helps whoever looks after a policy, where the rule's own hint is for who makes certificates.
std::string_view hint_here(std::string_view code, const StoredCertificate& stored) {
    const bool of_authority =
        std::any_of(k_of_authorities.begin(), k_of_authorities.end(), [&](std::string_view store) { return is_in_store(stored, store); });
    if (const std::string_view hint = of_authority ? hint_for_authority(code) : std::string_view(); !hint.empty()) return hint;
    if (const std::string_view hint = is_in_store(stored, "EFS") ? hint_for_recovery(code) : std::string_view(); !hint.empty()) return hint;
    if (code == "CERT_EXPIRED")
        return "if a server still uses it, renew it there and put the next one into the policy: `gpotrust package NEXT.cer`; then delete the entry "
               "in GPMC > Public Key Policies";
    if (code == k_expiring) return "renew it on its server, and put the next one into the policy beside it before that day";
    if (code == "CERT_NOT_YET_VALID") return "nothing, if it was distributed ahead of a change; else check who made it, and with which clock";
    return {};
}

/// The finding at its place, with the certificate's name in front of the details.
Diagnosis located(const Patient& patient, const StoredCertificate& stored, const FindingKind& kind, Finding finding) {
    Diagnosis diagnosis = about_certificate(patient, stored, kind);
    const std::string details = finding.message.starts_with(kind.message) ? finding.message.substr(kind.message.size()) : std::string();
    finding.path = diagnosis.finding.path;
    finding.message = std::string(kind.message).append(": ").append(name_of(stored));
    if (details.starts_with(": ")) finding.message.append(", ").append(details.substr(2));
    if (const std::string_view hint = hint_here(finding.code, stored); !hint.empty()) finding.hint = hint;
    diagnosis.finding = std::move(finding);
    return diagnosis;
}

std::optional<Finding> expiring(const Patient& patient, const StoredCertificate& stored) {
    const core::UtcTime now = patient.options.now;
    const core::UtcTime end = stored.certificate->facts().not_after;
    const FindingKind* kind = kind_of(k_expiring);
    if (kind == nullptr || end < now || end >= now + patient.options.expiring_within || has_successor(patient.item, stored)) return std::nullopt;
    const std::int64_t left = core::days_between(now, end);
    Finding finding = core::make_finding(*kind, fmt::format("{} day{} left, until {}", left, left == 1 ? "" : "s", core::to_date(end)));
    finding.severity = left < k_urgent_days ? Severity::warning : Severity::info;
    return finding;
}

void examine_certificate(const Patient& patient, const StoredCertificate& stored, Diagnoses& diagnoses) {
    const core::UtcTime now = patient.options.now;
    for (Finding& finding : certificate::assess(*stored.certificate, {.now = now, .usages = {}})) {
        if (std::find(k_reused.begin(), k_reused.end(), finding.code) == k_reused.end() || is_meant(patient.item, stored, finding.code)) continue;
        if (finding.code == "CERT_NOT_YET_VALID" && has_predecessor(patient.item, stored, now)) continue;
        finding.severity = severity_here(finding, stored);
        const FindingKind* const kind = kind_of(finding.code);
        if (kind != nullptr) diagnoses.add(located(patient, stored, *kind, std::move(finding)));
    }
    auto ending = expiring(patient, stored);
    if (ending && !is_meant(patient.item, stored, k_expiring)) diagnoses.add(located(patient, stored, *kind_of(k_expiring), *std::move(ending)));
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    for (const StoredCertificate& stored : patient.item.stored)
        if (stored.certificate && !is_in_store(stored, "Disallowed")) examine_certificate(patient, stored, diagnoses);
}

}  // namespace

extern const DoctorCheck stored_certificates_check;
const DoctorCheck stored_certificates_check{{}, examine};

}  // namespace gpotrust::audit
