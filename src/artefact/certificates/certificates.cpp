// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <map>

#include "artefact/registry_sides.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/certificate/pkcs7.hpp"
#include "gpotrust/trust/serialized_store.hpp"

namespace gpotrust::artefact {
namespace {

using core::RelativePath;

/// A certificate that stands in two stores is written once: the file is named after it, not after its place.
void add_single_files(const trust::TrustPolicy& policy, core::FileTree& files) {
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        const std::string stem = "certificates/" + core::to_hex(entry.certificate.sha1());
        const core::BytesView der = entry.certificate.der();
        files.insert_or_assign(RelativePath::of(stem + ".cer"), core::Bytes(der.begin(), der.end()));
        files.insert_or_assign(RelativePath::of(stem + ".pem"), core::to_bytes(certificate::to_pem(entry.certificate)));
    }
}

/// One for each store: who adds a file to Trusted People must not add with it what is to be distrusted.
void add_messages(const trust::TrustPolicy& policy, core::FileTree& files) {
    std::map<std::string, std::vector<certificate::Certificate>> stores;
    for (const trust::TrustedCertificate& entry : policy.certificates) stores[std::string(trust::to_text(entry.store))].push_back(entry.certificate);
    for (const auto& [store, certificates] : stores)
        files.insert_or_assign(RelativePath::of("certificates/" + store + ".p7b"), certificate::to_pkcs7(certificates));
}

/// The blobs are those of the policy, friendly names included.
core::Result<void> add_serialized_stores(const trust::TrustPolicy& policy, core::FileTree& files) {
    const trust::Side side = trust::includes(policy.scope, trust::Side::computer) ? trust::Side::computer : trust::Side::user;
    GPOTRUST_TRY_ASSIGN(const auto settings, trust::settings_for(policy, side));
    std::map<std::string, std::vector<core::Bytes>> stores;
    for (const registry_policy::Setting& setting : settings) {
        if (is_certificate_setting(setting)) stores[std::string(store_of(setting))].push_back(setting.data);
    }
    for (const auto& [store, blobs] : stores)
        files.insert_or_assign(RelativePath::of("certificates/" + store + ".sst"), trust::serialize_store(blobs));
    return {};
}

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext&) {
    core::FileTree files;
    add_single_files(policy, files);
    add_messages(policy, files);
    GPOTRUST_TRY(add_serialized_stores(policy, files));
    return files;
}

}  // namespace

extern constinit const Format k_format_certificates{
    .id = "certificates",
    .title = "The public certificates as files",
    .consumer = "Windows (.cer DER, .p7b PKCS#7, .sst serialized store), OpenSSL and most other programs (.pem)",
    .scopes = "computer,user",
    .how_to_apply = "certutil -addstore TrustedPeople certificates\\TrustedPeople.sst, or the .cer, .pem or .p7b for another program",
    .how_to_undo = "certutil -delstore TrustedPeople SHA1; the files change nothing by themselves",
    .leaves_behind = "Nothing",
    .verified_by = "OpenSSL 3.0 (.cer .pem .p7b), Wine 8.0 crypt32 (.p7b; writes the same .sst)",
    .is_prose = false,
    .build = build,
    .read = nullptr,
    .always_made = true,
};

}  // namespace gpotrust::artefact
