// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/clients.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::trust {
namespace {

using enum Support;

// One row per client family, in the order people meet them. What nobody has shown is written as unverified.
constexpr Client k_clients[] = {
    {"edge", "Edge, Electron, WebView2", yes, no, Confidence::source_read,
     "as Chrome, whose code they share (general knowledge, not read in their own sources): in date, SAN match, serverAuth or no EKU, "
     "self-signature valid, nothing in Disallowed",
     "chromium/chromium net/cert/internal/trust_store_win.cc"},
    {"chrome", "Chrome 108 and later", yes, no, Confidence::source_read,
     "in date, SAN match, serverAuth or no EKU, self-signature valid, no unknown critical extension, nothing in Disallowed; "
     "older versions need a restart",
     "chromium/chromium net/cert/internal/trust_store_win.cc; google/boringssl pki/verify_certificate_chain.cc"},
    {"node", "Node.js 23.8 and later with --use-system-ca", yes, no, Confidence::documented,
     "start Node.js with --use-system-ca or NODE_USE_SYSTEM_CA=1; a certificate in Disallowed is not refused",
     "Node.js command-line documentation; nodejs/node#56833, #58990, #60340"},
    {"msix", "MSIX and AppX sideloading, App Installer, Add-AppxPackage", yes, no, Confidence::documented,
     "the certificate has the EKU codeSigning and reaches the computer before the package; user stores are ignored silently",
     "MicrosoftDocs/msix-docs create-certificate-package-signing.md; hoobio/command-palette-bitwarden#137, yuk7/ArchWSL#81"},
    {"dotnet", ".NET Core 2.1 and later (HttpClient, SslStream), PowerShell 7 on Windows", yes, no, Confidence::observed,
     "only for a truly self-signed certificate; a leaf of an unknown CA fails since 2.1",
     "dotnet/corefx#29563; dotnet/runtime ChainPal.Windows.cs, CertificateValidation.Windows.cs"},
    {"winhttp", "Windows' own verifier: Schannel, WinHTTP, WinINet", expected, unverified, Confidence::documented,
     "by the documented functions; the default peer usages lack serverAuth, so test it, or use --peer-usages or --store Root, each with its risk",
     "MicrosoftDocs/sdk-api nf-wincrypt-certgetcertificatechain.md; dotnet/corefx#29563"},
    {"outlook", "Outlook 2007 and later: Autodiscover, EWS", expected, unverified, Confidence::observed,
     "an article of 2007 says that the user side works, nobody has shown it for today's Outlook; the host must match the SAN",
     "TechNet bb851554; KB 2006728; techgenix, Managing Exchange certificates, part 2"},
    {"wcf", "WCF and .NET Framework PeerTrust, PeerOrChainTrust; WIF", yes, yes, Confidence::documented,
     "the validation mode is PeerTrust or PeerOrChainTrust and the location is the side you choose (often CurrentUser by default)",
     "Microsoft, X509CertificateValidationMode; .NET source X509CertificateChain.cs"},
    {"winrm", "WinRM certificate logon (Ansible, Chef, WinRb)", yes, not_applicable, Confidence::observed,
     "on the server, and a self-signed client certificate must be in the computer's Root too", "chef/knife-windows#438; WinRb/WinRM#201", true},
    {"efs", "EFS file sharing", not_applicable, yes, Confidence::documented, "as an address book: the user picks recipients from Trusted People",
     "MicrosoftDocs/win32 desktop-src/FileIO/adding-users-to-an-encrypted-file.md"},
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

std::vector<ClientOutlook> outlook(const TrustPolicy& policy) {
    const auto uses = [&policy](Store store) {
        return std::any_of(policy.certificates.begin(), policy.certificates.end(),
                           [store](const TrustedCertificate& trusted) { return trusted.store == store; });
    };
    const bool in_trusted_people = uses(Store::trusted_people);
    const bool in_root = uses(Store::root);
    std::vector<ClientOutlook> lines;
    for (const Client& client : clients()) {
        Support support = in_trusted_people ? support_of(client, policy.scope) : unverified;
        if (support == yes && client.needs_root && !in_root) support = no;
        lines.push_back({&client, support});
    }
    return lines;
}

}  // namespace gpotrust::trust
