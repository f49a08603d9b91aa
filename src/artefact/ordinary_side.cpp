// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/ordinary_side.hpp"

#include <algorithm>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::artefact {

trust::Side managed_side(const trust::TrustPolicy& policy) {
    return trust::includes(policy.scope, trust::Side::computer) ? trust::Side::computer : trust::Side::user;
}

core::Result<std::vector<OrdinaryEntry>> ordinary_entries(const trust::TrustPolicy& policy) {
    GPOTRUST_TRY_ASSIGN(const auto settings, trust::settings_for(policy, managed_side(policy)));
    const auto ordinary = ordinary_store_settings(settings);
    std::vector<OrdinaryEntry> entries;
    for (const trust::TrustedCertificate& trusted : policy.certificates) {
        OrdinaryEntry entry{std::string(trust::to_text(trusted.store)),
                            core::to_hex(trusted.certificate.sha1()),
                            "",
                            core::to_date(trusted.certificate.facts().not_after),
                            {}};
        const std::string ending = "\\" + entry.store + "\\Certificates\\" + entry.sha1;
        const auto found = std::find_if(ordinary.begin(), ordinary.end(), [&](const auto& setting) { return setting.key.ends_with(ending); });
        if (found == ordinary.end()) return core::fail(core::ErrorCode::internal, "no setting for a certificate of the policy: " + ending);
        entry.key = found->key;
        entry.blob = found->data;
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::string hex_with_commas(core::BytesView octets) {
    const std::string hex = core::to_hex_lower(octets);
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2) text += (i == 0 ? "" : ",") + hex.substr(i, 2);
    return text;
}

core::Slots texts_only(std::map<std::string, std::string> texts) { return {.texts = std::move(texts), .flags = {}, .lists = {}}; }

}  // namespace gpotrust::artefact
