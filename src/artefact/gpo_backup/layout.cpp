// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/layout.hpp"

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

constexpr core::Guid k_dns_namespace{{0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8}};

}  // namespace

core::Result<std::uint32_t> version_number(unsigned revision) {
    if (revision == 0 || revision > k_highest_revision) {
        return core::fail(core::ErrorCode::usage, "revision " + std::to_string(revision) + " does not fit a GPO's 16-bit version number",
                          "revisions run from 1 to 65535; start again under a new GPO name");
    }
    return (std::uint32_t{revision} << 16U) | std::uint32_t{revision};
}

core::Guid domain_guid_for(std::string_view domain) { return crypto::name_based_guid(k_dns_namespace, core::as_bytes(core::ascii_lower(domain))); }

std::string certificate_key(std::string_view store, const core::Sha1Thumbprint& thumbprint) {
    return std::string(k_store_root) + std::string(store) + "\\Certificates\\" + core::to_hex(thumbprint);
}

std::string_view report_element(trust::Store store) {
    switch (store) {
        case trust::Store::root:
            return "RootCertificate";
        case trust::Store::intermediate:
            return "IntermediateCACertificate";
        case trust::Store::trusted_people:
            return "TrustedPeopleCertificate";
        case trust::Store::trusted_publisher:
            return "TrustedPublishersCertificate";
        case trust::Store::disallowed:
            return "UntrustedCertificate";
    }
    return {};
}

}  // namespace gpotrust::artefact::gpo_backup
