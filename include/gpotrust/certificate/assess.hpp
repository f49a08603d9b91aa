// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/finding.hpp"
#include "gpotrust/core/utc_time.hpp"

namespace gpotrust::certificate {

enum class Profile { standard, strict, legacy_exchange };

/// What clients use the certificate for. Each use asks for its own extended key usage; the names count for TLS servers alone.
enum class Usage { tls_server, tls_client, code_signing, file_encryption };

/// What an Exchange server serves as.
enum class ServerRole { client_access, hub_transport, edge_transport, unified_messaging };
/// "client-access", "hub-transport", "edge-transport", "unified-messaging".
[[nodiscard]] std::string_view to_text(ServerRole role);

/// The names an Exchange server's roles ask for (docs/explanation/exchange-names.md). Names are compared as DNS names: ASCII case and a last dot do not count.
struct RoleChecklist {
    std::vector<ServerRole> roles;              ///< empty: nothing is asked
    std::string server;                         ///< FQDN; its first label is the NetBIOS name
    std::vector<std::string> published;         ///< external host names: Outlook Anywhere and ActiveSync are wanted
    std::vector<std::string> accepted_domains;  ///< mail domains
};

/// What the certificate is to be judged against.
struct AssessmentOptions {
    core::UtcTime now{};
    Profile profile = Profile::standard;
    std::vector<Usage> usages = {Usage::tls_server};  ///< without tls_server the TLS rules (SAN, serverAuth, CN in SAN) do not apply
    std::vector<std::string> names = {};              ///< DNS names or addresses that clients connect to: each must be served
    RoleChecklist checklist = {};
    bool require_names = false;  ///< a missing name of the checklist is an error
    bool as_authority = false;   ///< it goes into Root or CA alone, as the authority it is: being a CA, or issued by one, is no fault then

    [[nodiscard]] bool wants(Usage usage) const { return std::find(usages.begin(), usages.end(), usage) != usages.end(); }
};

/// Why Windows refuses a certificate, in the words of its warning: an untrusted issuer, a revocation, an end, a wrong name. All else is fitness.
enum class Refusal { untrusted_issuer, revoked, expired, name_mismatch, fitness };

/// A rule, or a close family of rules: one file in src/certificate/checks/ and one line in the list there.
struct Check {
    std::string_view id;                       ///< e.g. "validity"
    std::string_view description;              ///< one sentence
    Refusal refusal;                           ///< what a client would say of a certificate that fails it
    std::span<const core::FindingKind> kinds;  ///< every code it can report
    bool (*applies)(const Certificate&, const AssessmentOptions&);
    void (*run)(const Certificate&, const AssessmentOptions&, std::vector<core::Finding>&);
};

/// All rules in the order of judgement: parse, structure, self-signature, key, dates, usage, names.
[[nodiscard]] std::span<const Check* const> checks();

/// Which refusal a code of these rules stands for; nothing for codes of others.
[[nodiscard]] std::optional<Refusal> refusal_of(std::string_view code);

/// Runs every rule that applies. Severities are those of the profile. A stronger finding replaces the weaker one for the same fact.
[[nodiscard]] std::vector<core::Finding> assess(const Certificate& certificate, const AssessmentOptions& options);

}  // namespace gpotrust::certificate
