// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/finding_kinds.hpp"

#include <array>

#include "gpotrust/bundle/verify.hpp"

namespace gpotrust::bundle {

core::Finding record_differs(std::string_view detail) { return core::make_finding(k_record_differs, detail); }

std::span<const core::FindingKind> package_finding_kinds() {
    static constexpr std::array k_all{k_private_key,       k_key_metadata,        k_foreign_metadata,  k_manifest_missing,    k_manifest_invalid,
                                      k_checksums_missing, k_checksums_invalid,   k_file_changed,      k_file_missing,        k_file_extra,
                                      k_artefact_list,     k_certificate_differs, k_identity_differs,  k_artefact_unreadable, k_artefact_disagrees,
                                      k_other_version,     k_record_differs,      k_zip_not_canonical, k_zip_damaged};
    return k_all;
}

}  // namespace gpotrust::bundle
