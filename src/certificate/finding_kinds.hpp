// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The codes about exports and keys: those of files that open, those that name why a file does not, and the two rule codes that the readers report, too.
#pragma once

#include <span>
#include <string>

#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::certificate {

extern const core::FindingKind k_cert_parse;
extern const core::FindingKind k_cert_name_string;
extern const core::FindingKind k_spki_differs;
extern const core::FindingKind k_public_only;
extern const core::FindingKind k_key_reference;
extern const core::FindingKind k_key_mismatch;
extern const core::FindingKind k_key_not_comparable;
extern const core::FindingKind k_pfx_no_mac;
extern const core::FindingKind k_properties_dropped;
extern const core::FindingKind k_lists_skipped;

/// A code that names why a file does not open, and the error that stands for it.
struct FailureKind {
    core::FindingKind finding;
    core::ErrorCode error;
};
extern const FailureKind k_wrong_password;
extern const FailureKind k_password_needed;
extern const FailureKind k_protected_to_principal;
extern const FailureKind k_pfx_malformed;
extern const FailureKind k_pfx_unsupported;
extern const FailureKind k_empty_pfx;
extern const FailureKind k_export_malformed;    ///< as PFX_MALFORMED, for everything else
extern const FailureKind k_export_unsupported;  ///< as PFX_UNSUPPORTED, for everything else
extern const FailureKind k_hash_differs;
extern const FailureKind k_key_without_cert;
extern const FailureKind k_cert_missing;
extern const FailureKind k_not_a_certificate;

/// All of the above, in that order.
[[nodiscard]] std::span<const FailureKind* const> failure_kinds();

/// The error of a kind with its code; without a hint, the one of the kind.
[[nodiscard]] core::Error failure(const FailureKind& kind, std::string message, std::string hint = {});
/// As failure(), to be returned.
[[nodiscard]] tl::unexpected<core::Error> fail_as(const FailureKind& kind, std::string message, std::string hint = {});
/// Gives an error that came from elsewhere the code of a kind.
[[nodiscard]] core::Error named(const FailureKind& kind, core::Error error);

}  // namespace gpotrust::certificate
