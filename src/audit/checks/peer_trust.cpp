// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "audit/checks/check.hpp"

namespace gpotrust::audit {
namespace {

constexpr std::array k_kinds = {
    FindingKind{
        .code = "POL_PEER_TRUST_DISABLED",
        .severity = Severity::warning,
        .message = "the policy puts certificates into Trusted People and switches peer trust off (Root\\ProtectedRoots, Flags 0x10000): they are not "
                   "trusted then",
        .hint = "clear the flag: GPMC > Public Key Policies > Certificate Path Validation Settings > Stores, \"Allow users to trust peer trust "
                "certificates\"; or put the certificates into Root",
        .source = "wincrypt.h CERT_PROT_ROOT_DISABLE_PEER_TRUST",
    },
};

constexpr std::string_view k_key = R"(Software\Policies\Microsoft\SystemCertificates\Root\ProtectedRoots)";
constexpr std::uint32_t k_disable_peer_trust = 0x10000;

bool disables_peer_trust(const registry_policy::Setting& setting) {
    return setting.type == registry_policy::ValueType::dword && setting.data.size() == 4 &&
           (core::read_u32_le(setting.data) & k_disable_peer_trust) != 0 && core::ascii_iequals(setting.value, "Flags") &&
           core::ascii_iequals(setting.key, k_key);
}

void examine(const Patient& patient, Diagnoses& diagnoses) {
    const std::vector<StoredCertificate>& stored = patient.item.stored;
    if (std::none_of(stored.begin(), stored.end(), [](const StoredCertificate& one) { return is_in_store(one, "TrustedPeople"); })) return;
    for (std::size_t i = 0; i < patient.item.settings.size(); ++i)
        if (disables_peer_trust(patient.item.settings[i].setting)) diagnoses.add(about_setting(patient, i, k_kinds[0]));
}

}  // namespace

extern const DoctorCheck peer_trust_check;
const DoctorCheck peer_trust_check{k_kinds, examine};

}  // namespace gpotrust::audit
