// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

enum Kind : std::size_t { root_added, authority, contradiction, subject_twice, logon_authority };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "POL_ROOT_ADDED",
        .severity = Severity::warning,
        .message = "the policy makes a certificate a trusted root: whoever has its key can speak for every name",
        .hint = "make sure that it is meant, and that its key is kept well; a single server's certificate belongs into Trusted People: "
                "`gpotrust package CERT.cer`",
        .source = "[MS-GPEF] 2.2.1; learn.microsoft.com windows/win32/seccrypto/system-store-locations",
    },
    FindingKind{
        .code = "POL_CA_IN_TRUSTED_PEOPLE",
        .severity = Severity::warning,
        .message =
            "a certificate that may sign others (CA:TRUE) stands in Trusted People or Trusted Publishers, which are for single servers, persons and "
            "publishers",
        .hint = "put an authority into Root or CA; for a server make an end-entity certificate: `New-SelfSignedCertificate -DnsName NAME,FQDN`",
        .source = "RFC 5280 4.2.1.9; wincrypt.h CERT_CHAIN_ENABLE_PEER_TRUST",
    },
    FindingKind{
        .code = "POL_CERTIFICATE_CONTRADICTION",
        .severity = Severity::warning,
        .message = "the policy trusts this certificate and distrusts it (Disallowed) at once",
        .hint = "decide for one of the two, and delete the other entry in GPMC > Public Key Policies",
        .source = "learn.microsoft.com windows/win32/seccrypto/system-store-locations; chromium net/cert/internal/trust_store_win.cc",
    },
    FindingKind{
        .code = "POL_SUBJECT_TWICE",
        .severity = Severity::info,
        .message = "the store holds an older certificate of the same subject, long after the newer one took over",
        .hint = "if no server uses the older one any more, delete it in GPMC > Public Key Policies",
        .source = "renewal rule of gpotrust",
    },
    FindingKind{
        .code = "POL_NTAUTH_ADDED",
        .severity = Severity::warning,
        .message = "the policy lets an authority vouch for logons (NTAuth): whoever has its key can log on as anybody",
        .hint = "make sure that it is meant; authorities for smart cards are published in the directory: `certutil -dspublish -f CA.cer NTAuthCA`",
        .source = "learn.microsoft.com troubleshoot/windows-server/certificates-and-public-key-infrastructure-pki/"
                  "import-third-party-ca-to-enterprise-ntauth-store",
    },
};

constexpr std::string_view k_disallowed = "Disallowed";
/// As long as a renewal may take: while it does, both certificates belong there.
constexpr std::chrono::days k_longest_rotation{120};
constexpr std::array<std::string_view, 3> k_root_stores = {"Root", "AuthRoot", "SmartCardRoot"};
constexpr std::array<std::string_view, 2> k_single_stores = {"TrustedPeople", "TrustedPublisher"};
/// Where an older certificate of the same subject goes on to count: chains to it, files encrypted for it.
constexpr std::array<std::string_view, 5> k_lasting_stores = {"Root", "AuthRoot", "SmartCardRoot", "CA", "EFS"};

template <std::size_t N>
bool is_in_one_of(const StoredCertificate& stored, const std::array<std::string_view, N>& stores) {
    return std::any_of(stores.begin(), stores.end(), [&](std::string_view store) { return is_in_store(stored, store); });
}

void check_place(const Patient& patient, const StoredCertificate& stored, Diagnoses& diagnoses) {
    const auto report = [&](Kind kind) { diagnoses.add(about_certificate(patient, stored, k_kinds[kind], name_of(stored))); };
    if (meant(patient.item, stored) != nullptr) return;
    if (is_in_one_of(stored, k_root_stores)) report(root_added);
    if (is_in_store(stored, "NTAuth")) report(logon_authority);
    if (is_in_one_of(stored, k_single_stores) && stored.certificate->facts().is_ca) report(authority);
}

void check_contradictions(const Patient& patient, Diagnoses& diagnoses) {
    std::set<std::string> distrusted;
    for (const StoredCertificate& stored : patient.item.stored)
        if (stored.certificate && is_in_store(stored, k_disallowed) && meant(patient.item, stored) == nullptr)
            distrusted.insert(core::to_hex(stored.certificate->sha1()));
    for (const StoredCertificate& stored : patient.item.stored)
        if (stored.certificate && !is_in_store(stored, k_disallowed) && distrusted.contains(core::to_hex(stored.certificate->sha1())))
            diagnoses.add(about_certificate(patient, stored, k_kinds[contradiction], name_of(stored)));
}

/// Certificates of one subject in one store and side, the newest first.
using Family = std::vector<const StoredCertificate*>;

void check_family(const Patient& patient, Family& family, Diagnoses& diagnoses) {
    const auto begin = [](const StoredCertificate* stored) { return stored->certificate->facts().not_before; };
    std::stable_sort(family.begin(), family.end(), [&](const auto* a, const auto* b) { return begin(a) > begin(b); });
    const StoredCertificate& newest = *family.front();
    if (begin(&newest) + k_longest_rotation > patient.options.now) return;
    for (std::size_t i = 1; i < family.size(); ++i) {
        const StoredCertificate& older = *family[i];
        const bool has_ended = older.certificate->facts().not_after < patient.options.now;  // that is said already
        if (has_ended || *older.certificate == *newest.certificate || meant(patient.item, older) != nullptr) continue;
        diagnoses.add(about_certificate(patient, older, k_kinds[subject_twice],
                                        fmt::format("{}, the newer one has SHA-1 {}", name_of(older), core::to_hex(newest.certificate->sha1()))));
    }
}

void check_subjects(const Patient& patient, Diagnoses& diagnoses) {
    std::map<std::tuple<std::optional<trust::Side>, std::string, std::string>, Family> families;
    for (const StoredCertificate& stored : patient.item.stored) {
        if (!stored.certificate || is_in_store(stored, k_disallowed) || is_in_one_of(stored, k_lasting_stores)) continue;
        families[{stored.side, core::ascii_lower(stored.store), stored.certificate->facts().subject}].push_back(&stored);
    }
    for (auto& entry : families)
        if (entry.second.size() > 1) check_family(patient, entry.second, diagnoses);
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    for (const StoredCertificate& stored : patient.item.stored)
        if (stored.certificate) check_place(patient, stored, diagnoses);
    check_contradictions(patient, diagnoses);
    check_subjects(patient, diagnoses);
}

}  // namespace

extern const DoctorCheck store_contents_check;
const DoctorCheck store_contents_check{k_kinds, examine};

}  // namespace gpotrust::audit
