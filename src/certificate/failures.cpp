// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include "certificate/finding_kinds.hpp"
#include "gpotrust/certificate/export.hpp"

namespace gpotrust::certificate {

using core::ErrorCode;
using core::Severity;

const FailureKind k_wrong_password{{
                                       .code = "WRONG_PASSWORD",
                                       .severity = Severity::error,
                                       .message = "the password does not open the file",
                                       .hint = "check the password the certificate was exported with",
                                       .source = "RFC 7292 4",
                                       .acceptable = false,
                                   },
                                   ErrorCode::wrong_password};
const FailureKind k_password_needed{{
                                        .code = "PASSWORD_NEEDED",
                                        .severity = Severity::error,
                                        .message = "the file needs a password and none was given",
                                        .hint = "give it with --password-file, --password-env or --password-fd",
                                        .source = "RFC 7292 4",
                                        .acceptable = false,
                                    },
                                    ErrorCode::password_needed};
const FailureKind k_protected_to_principal{
    {
        .code = "PROTECTED_TO_PRINCIPAL",
        .severity = Severity::error,
        .message = "the password is protected to users or groups of a domain, and only their logon can open the file",
        .hint = "export the certificate again with a password: tick Password on the page Security of the Certificate Export Wizard, or use "
                "Export-PfxCertificate "
                "-Password without -ProtectTo; or export it without the key as .cer: trust needs no key",
        .source = "docs/explanation/reading-exports.md 3",
        .acceptable = false,
    },
    ErrorCode::unsupported_input};
const FailureKind k_pfx_malformed{
    {
        .code = "PFX_MALFORMED",
        .severity = Severity::error,
        .message = "the PFX is damaged or holds more than any export does",
        .hint = "the file is damaged: copy it again in binary form, or export it again (from the Exchange shell with Export-ExchangeCertificate "
                "-BinaryEncoded and [IO.File]::WriteAllBytes)",
        .source = "RFC 7292 4",
        .acceptable = false,
    },
    ErrorCode::malformed_input};
const FailureKind k_pfx_unsupported{{
                                        .code = "PFX_UNSUPPORTED",
                                        .severity = Severity::error,
                                        .message = "the PFX is protected in a way that cannot be read",
                                        .hint = "export the certificate again with the encryption TripleDES-SHA1 or AES256-SHA256",
                                        .source = "RFC 7292 4",
                                        .acceptable = false,
                                    },
                                    ErrorCode::unsupported_input};
const FailureKind k_empty_pfx{{
                                  .code = "EMPTY_PFX",
                                  .severity = Severity::error,
                                  .message = "the PFX holds neither a certificate nor a key",
                                  .hint = "export the certificate again: select it in MMC \"Certificates\", then All Tasks > Export",
                                  .source = "RFC 7292 4",
                                  .acceptable = false,
                              },
                              ErrorCode::malformed_input};
const FailureKind k_export_malformed{{
                                         .code = "EXPORT_MALFORMED",
                                         .severity = Severity::error,
                                         .message = "the file is damaged or holds more than any export does",
                                         .hint = "copy or export it again",
                                         .source = "RFC 5652 5.1; RFC 7468 2",
                                         .acceptable = false,
                                     },
                                     ErrorCode::malformed_input};
const FailureKind k_export_unsupported{{
                                           .code = "EXPORT_UNSUPPORTED",
                                           .severity = Severity::error,
                                           .message = "the file is of a kind, or encrypted in a way, that cannot be read",
                                           .hint = "export the certificate as .cer or .pfx",
                                           .source = "RFC 8018 6; docs/explanation/reading-exports.md 1",
                                           .acceptable = false,
                                       },
                                       ErrorCode::unsupported_input};
const FailureKind k_hash_differs{
    {
        .code = "EXPORT_HASH_DIFFERS",
        .severity = Severity::error,
        .message = "the thumbprint stored beside a certificate is not the one it has",
        .hint = "the file was changed or damaged: export the certificate again and compare the thumbprint with the one on the server",
        .source = "docs/explanation/reading-exports.md 6",
        .acceptable = false,
    },
    ErrorCode::malformed_input};
const FailureKind k_key_without_cert{{
                                         .code = "KEY_WITHOUT_CERT",
                                         .severity = Severity::error,
                                         .message = "the file holds a private key and no certificate",
                                         .hint = "export the certificate, not its key alone: MMC \"Certificates\", All Tasks > Export",
                                         .source = "RFC 7292 4.2",
                                         .acceptable = false,
                                     },
                                     ErrorCode::malformed_input};
const FailureKind k_cert_missing{{
                                     .code = "CERT_MISSING",
                                     .severity = Severity::error,
                                     .message = "the file holds no certificate",
                                     .hint = "export the certificate again: select it in MMC \"Certificates\", then All Tasks > Export",
                                     .source = "RFC 7292 4.2.3; RFC 5652 5.1",
                                     .acceptable = false,
                                 },
                                 ErrorCode::malformed_input};
const FailureKind k_not_a_certificate{{
                                          .code = "NOT_A_CERTIFICATE",
                                          .severity = Severity::error,
                                          .message = "the file is neither a certificate nor an export of one",
                                          .hint = "give a .pfx, .cer, .p7b or .sst file, in binary form, Base64 or PEM",
                                          .source = "RFC 5280 4.1; docs/explanation/reading-exports.md 1",
                                          .acceptable = false,
                                      },
                                      ErrorCode::malformed_input};

namespace {

constexpr std::array k_kinds = {&k_wrong_password,  &k_password_needed,  &k_protected_to_principal, &k_pfx_malformed,
                                &k_pfx_unsupported, &k_empty_pfx,        &k_export_malformed,       &k_export_unsupported,
                                &k_hash_differs,    &k_key_without_cert, &k_cert_missing,           &k_not_a_certificate};

// A password that could not be had is asked for outside this module, where the code is not known.
const core::FindingKind* kind_of(const core::Error& error) {
    if (error.finding_code == k_cert_parse.code) return &k_cert_parse;
    if (error.finding_code == k_cert_name_string.code) return &k_cert_name_string;
    const bool by_error = error.finding_code.empty() && (error.code == ErrorCode::password_needed || error.code == ErrorCode::wrong_password);
    const auto found = std::find_if(k_kinds.begin(), k_kinds.end(), [&](const FailureKind* kind) {
        return by_error ? kind->error == error.code : kind->finding.code == error.finding_code;
    });
    return found == k_kinds.end() ? nullptr : &(*found)->finding;
}

}  // namespace

std::span<const FailureKind* const> failure_kinds() { return k_kinds; }

core::Error named(const FailureKind& kind, core::Error error) {
    error.finding_code = kind.finding.code;
    return error;
}

core::Error failure(const FailureKind& kind, std::string message, std::string hint) {
    if (hint.empty()) hint = kind.finding.hint;
    return named(kind, {kind.error, std::move(message), std::move(hint)});
}

tl::unexpected<core::Error> fail_as(const FailureKind& kind, std::string message, std::string hint) {
    return core::fail(failure(kind, std::move(message), std::move(hint)));
}

std::optional<core::Finding> finding_of(const core::Error& error) {
    const core::FindingKind* kind = kind_of(error);
    if (kind == nullptr) return std::nullopt;
    core::Finding finding = core::make_finding(*kind);
    finding.message = error.message;
    if (!error.hint.empty()) finding.hint = error.hint;
    return finding;
}

}  // namespace gpotrust::certificate
