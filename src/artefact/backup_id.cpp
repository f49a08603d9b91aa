// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <string>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/crypto/digests.hpp"

namespace gpotrust::artefact {

core::Guid backup_id_for(const trust::TrustPolicy& policy, unsigned revision) {
    const std::string name = std::to_string(revision) + " " + core::to_hex(trust::content_digest(policy));
    return crypto::name_based_guid(policy.identity.guid, core::as_bytes(name));
}

}  // namespace gpotrust::artefact
