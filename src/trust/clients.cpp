// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/clients.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::trust {
namespace {

using enum Support;

constexpr Demand k_windows_tls = Demand::server_auth | Demand::in_date;
constexpr Demand k_browser = k_windows_tls | Demand::alternative_name | Demand::self_signed | Demand::known_critical;

// One row per client family, in the order people meet them. What nobody has shown is written as unverified.
constexpr Client k_clients[] = {
    {"edge", "Edge, Electron, WebView2", yes, no, Confidence::source_read,
     "as Chrome, whose code they share (general knowledge, not read in their own sources): in date, SAN match, serverAuth or no EKU, "
     "self-signature valid, nothing in Disallowed",
     "chromium/chromium net/cert/internal/trust_store_win.cc", k_browser},
    {"chrome", "Chrome 108 and later", yes, no, Confidence::source_read,
     "in date, SAN match, serverAuth or no EKU, self-signature valid, no unknown critical extension, nothing in Disallowed; "
     "older versions need a restart",
     "chromium/chromium net/cert/internal/trust_store_win.cc; google/boringssl pki/verify_certificate_chain.cc", k_browser},
    {"node", "Node.js 23.8 and later with --use-system-ca", yes, no, Confidence::documented,
     "start Node.js with --use-system-ca or NODE_USE_SYSTEM_CA=1; a certificate in Disallowed is not refused",
     "Node.js command-line documentation; nodejs/node#56833, #58990, #60340", k_browser},
    {"msix", "MSIX and AppX sideloading, App Installer, Add-AppxPackage", yes, no, Confidence::documented,
     "the certificate has the EKU codeSigning and reaches the computer before the package; user stores are ignored silently",
     "MicrosoftDocs/msix-docs create-certificate-package-signing.md; hoobio/command-palette-bitwarden#137, yuk7/ArchWSL#81",
     Demand::code_signing | Demand::in_date},
    {"dotnet", ".NET Core 2.1 and later (HttpClient, SslStream), PowerShell 7 on Windows", yes, no, Confidence::observed,
     "only for a truly self-signed certificate; a leaf of an unknown CA fails since 2.1",
     "dotnet/corefx#29563; dotnet/runtime ChainPal.Windows.cs, CertificateValidation.Windows.cs", k_windows_tls | Demand::self_signed},
    {"winhttp", "Windows' own verifier: Schannel, WinHTTP, WinINet", expected, unverified, Confidence::documented,
     "by the documented functions; the default peer usages lack serverAuth, so test it, or use --peer-usages or --store Root, each with its risk",
     "MicrosoftDocs/sdk-api nf-wincrypt-certgetcertificatechain.md; dotnet/corefx#29563", k_windows_tls},
    {"outlook", "Outlook 2007 and later: Autodiscover, EWS", expected, unverified, Confidence::observed,
     "an article of 2007 says that the user side works, nobody has shown it for today's Outlook; the host must match the SAN",
     "TechNet bb851554; KB 2006728; techgenix, Managing Exchange certificates, part 2", k_windows_tls},
    {"wcf", "WCF and .NET Framework PeerTrust, PeerOrChainTrust; WIF", yes, yes, Confidence::documented,
     "the validation mode is PeerTrust or PeerOrChainTrust and the location is the side you choose (often CurrentUser by default)",
     "Microsoft, X509CertificateValidationMode; .NET source X509CertificateChain.cs"},
    {"winrm", "WinRM certificate logon (Ansible, Chef, WinRb)", yes, not_applicable, Confidence::observed,
     "on the server, and a self-signed client certificate must be in the computer's Root too", "chef/knife-windows#438; WinRb/WinRM#201",
     Demand::in_date, true},
    {"efs", "EFS file sharing", not_applicable, yes, Confidence::documented, "as an address book: the user picks recipients from Trusted People",
     "MicrosoftDocs/win32 desktop-src/FileIO/adding-users-to-an-encrypted-file.md", Demand::file_encryption | Demand::in_date},
    {"firefox", "Firefox, Thunderbird", no, no, Confidence::source_read,
     "they read only ROOT and CA from Windows: use their own policy (policies.json, Certificates/Install)",
     "mozilla/gecko-dev security/manager/ssl/EnterpriseRoots.cpp"},
    {"wsus", "TLS certificate of WSUS", no, not_applicable, Confidence::documented,
     "needs the computer's Root, or the Root of the WSUS service itself", "MicrosoftDocs/windowsserverdocs#3142"},
    {"sql", "SqlClient, OLE DB, ODBC to SQL Server", unverified, no, Confidence::unverified,
     "Root is what Microsoft's practice uses; Trusted People is unverified",
     "microsoft/CSS_SQL_Networking_Tools#71; dotnet/SqlClient#1993, #1827, #3235"},
    {"publisher", "VSTO, ClickOnce, PowerShell AllSigned, Office macros, drivers, WSUS local publishing", no, no, Confidence::observed,
     "needs TrustedPublisher, plus Root for a self-signed certificate", "PowerShell/PowerShell#27556, #2582, #4753"},
    {"rdp", "Remote Desktop (mstsc)", unverified, unverified, Confidence::unverified, "guides speak only of Root and CA", ""},
    {"ldaps", "LDAPS clients (wldap32)", unverified, not_applicable, Confidence::unverified, "no evidence for Trusted People: use Root", ""},
    {"nps", "NPS, RADIUS, EAP", unverified, not_applicable, Confidence::unverified,
     "no evidence for Trusted People: use Root, and NTAuth for EAP-TLS", ""},
    {"smartcard", "Smart-card logon", no, not_applicable, Confidence::unverified, "needs NTAuth (general knowledge, unverified)", ""},
    {"curl", "curl of Windows (Schannel)", unverified, not_applicable, Confidence::unverified, "builds a plain chain through Windows", ""},
    {"curl-openssl", "curl with OpenSSL and the native CA store", no, not_applicable, Confidence::observed,
     "reads only Root and skips certificates without keyCertSign: give the file with --cacert", "curl/curl#10396"},
    {"java", "Java", no, no, Confidence::unverified, "reads ROOT and MY (general knowledge, unverified): import into its own keystore", ""},
    {"python", "Python ssl", no, no, Confidence::unverified, "reads CA and ROOT (general knowledge, unverified)", ""},
    {"go", "Go on Windows", unverified, unverified, Confidence::unverified,
     "calls Windows' verifier and may follow peer trust (general knowledge, unverified)", ""},
};

// Best first: what outlook() prefers when both sides are covered.
constexpr std::array<Support, 5> k_best_first = {yes, expected, unverified, no, not_applicable};

std::size_t rank(Support support) {
    return static_cast<std::size_t>(std::find(k_best_first.begin(), k_best_first.end(), support) - k_best_first.begin());
}

Support best(Support a, Support b) { return rank(a) <= rank(b) ? a : b; }

Support support_of(const Client& client, Scope scope) {
    switch (scope) {
        case Scope::computer:
            return client.computer;
        case Scope::user:
            return client.user;
        case Scope::both:
            break;
    }
    return best(client.computer, client.user);
}

constexpr std::string_view k_server_auth = "1.3.6.1.5.5.7.3.1";
constexpr std::string_view k_code_signing = "1.3.6.1.5.5.7.3.3";
constexpr std::string_view k_file_encryption = "1.3.6.1.4.1.311.10.3.4";
constexpr std::string_view k_any_usage = "2.5.29.37.0";

/// The usage a Windows program sees: the EKU extension, narrowed by property 9 where the policy writes it.
class Usage {
public:
    Usage(const certificate::CertificateFacts& facts, bool only_server_auth)
        : m_listed(facts.extended_key_usages), m_only_server_auth(only_server_auth) {}
    [[nodiscard]] bool names(std::string_view oid) const {
        return m_listed && std::find(m_listed->begin(), m_listed->end(), oid) != m_listed->end() && passes_property(oid);
    }
    [[nodiscard]] bool allows(std::string_view oid) const { return passes_property(oid) && (!m_listed || names(oid) || lists_any()); }

private:
    [[nodiscard]] bool passes_property(std::string_view oid) const { return !m_only_server_auth || oid == k_server_auth; }
    [[nodiscard]] bool lists_any() const { return std::find(m_listed->begin(), m_listed->end(), k_any_usage) != m_listed->end(); }
    const std::optional<std::vector<std::string>>& m_listed;
    bool m_only_server_auth;
};

bool has_unknown_critical(const certificate::CertificateFacts& facts) {
    return std::any_of(facts.extensions.begin(), facts.extensions.end(),
                       [](const certificate::Extension& extension) { return extension.critical && !extension.understood; });
}

/// The first demand the certificate fails, in words; empty when it meets all.
std::string_view failing(Demand demand, const certificate::Certificate& certificate, bool only_server_auth, std::optional<core::UtcTime> at) {
    const certificate::CertificateFacts& facts = certificate.facts();
    const Usage usage(facts, only_server_auth);
    const auto asks = [demand](Demand one) { return includes(demand, one); };
    if (asks(Demand::self_signed) && facts.self_signature != certificate::SelfSignature::valid)
        return "the certificate is not self-signed, or its signature does not verify";
    if (asks(Demand::in_date) && at && *at > facts.not_after) return "the certificate has ended";
    if (asks(Demand::known_critical) && has_unknown_critical(facts)) return "the certificate has an unknown critical extension";
    if (asks(Demand::server_auth) && !usage.allows(k_server_auth)) return "the certificate's EKU lacks serverAuth";
    if (asks(Demand::code_signing) && !usage.names(k_code_signing)) return "the certificate's EKU lacks codeSigning";
    if (asks(Demand::file_encryption) && !usage.allows(k_file_encryption)) return "the certificate's EKU lacks the file system's usage (EFS)";
    if (asks(Demand::alternative_name) && certificate.names().empty()) return "the certificate names no server in its subjectAltName";
    return {};
}

bool uses(const TrustPolicy& policy, Store store) {
    return std::any_of(policy.certificates.begin(), policy.certificates.end(),
                       [store](const TrustedCertificate& trusted) { return trusted.store == store; });
}

/// Why no certificate in Trusted People meets the family's demands; empty when one does.
std::string_view obstacle(const Client& client, const TrustPolicy& policy, std::optional<core::UtcTime> at) {
    if (client.needs_root && !uses(policy, Store::root)) return "the certificate must be in the computer's Root too";
    std::string_view first;
    for (const TrustedCertificate& trusted : policy.certificates) {
        if (trusted.store != Store::trusted_people) continue;
        const std::string_view fault = failing(client.demand, trusted.certificate, policy.restrict_eku, at);
        if (fault.empty()) return {};
        if (first.empty()) first = fault;
    }
    return first;
}

ClientOutlook line_for(const Client& client, const TrustPolicy& policy, std::optional<core::UtcTime> at) {
    const Support support = support_of(client, policy.scope);
    if (support == no || support == not_applicable) return {&client, support, {}};
    const std::string_view reason = obstacle(client, policy, at);
    return {&client, reason.empty() ? support : no, reason};
}

}  // namespace

std::string_view to_text(Support support) {
    switch (support) {
        case yes:
            return "works";
        case expected:
            return "expected";
        case no:
            return "does-not";
        case unverified:
            return "unverified";
        case not_applicable:
            return "not-applicable";
    }
    return {};
}

std::string_view to_text(Confidence confidence) {
    switch (confidence) {
        case Confidence::documented:
            return "documented";
        case Confidence::source_read:
            return "source-read";
        case Confidence::observed:
            return "observed";
        case Confidence::unverified:
            return "unverified";
    }
    return {};
}

std::span<const Client> clients() { return k_clients; }

std::vector<ClientOutlook> outlook(const TrustPolicy& policy, std::optional<core::UtcTime> at) {
    const bool in_trusted_people = uses(policy, Store::trusted_people);
    std::vector<ClientOutlook> lines;
    for (const Client& client : clients()) lines.push_back(in_trusted_people ? line_for(client, policy, at) : ClientOutlook{&client, unverified, {}});
    return lines;
}

}  // namespace gpotrust::trust
