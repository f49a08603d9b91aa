// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Who honours which store: the data. One row per client family, in the order people meet them. What nobody has shown is written as unverified, and what stands
// in no claim is unverified, too. State of the sources: November 2026.
#include "gpotrust/trust/clients.hpp"

namespace gpotrust::trust {
namespace {

using enum Support;
using enum Store;

constexpr Confidence documented = Confidence::documented;
constexpr Confidence source_read = Confidence::source_read;
constexpr Confidence observed = Confidence::observed;
constexpr Confidence unshown = Confidence::unverified;

constexpr Demand k_tls = Demand::server_auth | Demand::in_date | Demand::long_key;
constexpr Demand k_tls_server = k_tls | Demand::known_key;
constexpr Demand k_cryptoapi = k_tls_server | Demand::known_critical;
constexpr Demand k_collected = k_tls | Demand::alternative_name | Demand::self_signed | Demand::known_critical;
constexpr Demand k_browser = k_collected | Demand::matched_name | Demand::common_key | Demand::signing_key;
constexpr Demand k_signed_code = Demand::code_signing | Demand::in_date | Demand::long_key;

constexpr Preset k_trusted_people{Scope::computer, {trusted_people}};
constexpr Preset k_root{Scope::computer, {root}};

constexpr std::string_view k_widened = "--peer-usages adds serverAuth to what Trusted People may vouch for; not tried on Windows";

constexpr Client k_clients[] = {
    {.id = "edge",
     .aliases = "msedge chromium electron webview2",
     .name = "Edge (as Chrome: unverified)",
     .title = "Microsoft Edge, and programs built on Electron or WebView2: taken to be as Chrome (unverified)",
     .claims = {{trusted_people, yes, no, source_read}, {root, yes, not_applicable, source_read}, {disallowed, yes, yes, source_read}},
     .demand = k_browser,
     .condition = "the name in the SAN, serverAuth or no EKU, in date, no unknown critical extension",
     .evidence = "As Chrome, whose code they share: general knowledge, not read in their own sources.",
     .sources = "chromium/chromium net/cert/internal/trust_store_win.cc",
     .preset = k_trusted_people},
    {.id = "chrome",
     .aliases = "google-chrome",
     .name = "Chrome 108 and later",
     .title = "Google Chrome 108 and later",
     .claims = {{trusted_people, yes, no, source_read}, {root, yes, not_applicable, source_read}, {disallowed, yes, yes, source_read}},
     .demand = k_browser,
     .condition = "the name in the SAN, serverAuth or no EKU, in date, no unknown critical extension",
     .evidence = "It collects Trusted People from the computer's store, its Group Policy part and its enterprise part only; a comment in the source "
                 "says that "
                 "Windows does the same for server authentication. The very same certificate must stand there; it trusts itself and signs nothing. A "
                 "certificate "
                 "in Disallowed, in any location, is refused first. Certificates in Root may be anchors or, if self-signed, trusted themselves. "
                 "Versions that "
                 "do not watch the stores need a restart.",
     .sources = "chromium/chromium net/cert/internal/trust_store_win.cc; chromium/chromium net/data/ssl/chrome_root_store/faq.md; google/boringssl "
                "pki/verify_certificate_chain.cc",
     .preset = k_trusted_people},
    {.id = "node",
     .aliases = "nodejs node.js bun",
     .name = "Node.js with --use-system-ca",
     .title = "Node.js 23.8 and later, started with --use-system-ca or NODE_USE_SYSTEM_CA=1",
     .claims = {{trusted_people, yes, no, documented}, {root, yes, not_applicable, documented}, {disallowed, no, no, documented}},
     .demand = k_collected | Demand::listed_server,
     .condition = "start it with --use-system-ca or NODE_USE_SYSTEM_CA=1",
     .evidence = "The command-line documentation lists Trusted People and Trusted Root of the local machine, of enterprise and of Group Policy. They "
                 "are added to "
                 "OpenSSL's list of authorities. Disallowed is not enforced on Windows. Bun follows Node.js (oven-sh/bun#30408).",
     .sources = "Node.js command-line documentation, --use-system-ca; nodejs/node#56833; nodejs/node#58990; nodejs/node#60340",
     .preset = k_trusted_people},
    {.id = "msix",
     .aliases = "appx app-installer add-appxpackage sideloading",
     .name = "MSIX and AppX sideloading",
     .title = "MSIX and AppX sideloading, App Installer, Add-AppxPackage",
     .claims = {{trusted_people, yes, no, documented}, {root, expected, not_applicable, documented}},
     .demand = k_signed_code,
     .condition = "the certificate must arrive before the app (else 0x800B0109); without a time stamp its end stops the app from installing",
     .evidence = "Microsoft names this very place: Computer Configuration, Public Key Policies, Trusted People. App Installer does not search user "
                 "stores: users "
                 "report that a certificate there is ignored without a word. Root is documented to work and not recommended.",
     .sources = "MicrosoftDocs/msix-docs msix-src/package/signing-package-overview.md; MicrosoftDocs/msix-docs "
                "msix-src/package/create-certificate-package-signing.md; MicrosoftDocs/msix-docs "
                "msix-src/desktop/managing-your-msix-deployment-troubleshooting.md; hoobio/command-palette-bitwarden#137; yuk7/ArchWSL#81; "
                "MicaForEveryone/MicaForEveryone#67; MicrosoftDocs/windows-itpro-docs#2062",
     .preset = k_trusted_people},
    {.id = "dotnet",
     .aliases = ".net httpclient sslstream pwsh powershell7",
     .name = ".NET Core 2.1+, PowerShell 7",
     .title = ".NET Core 2.1 and later (HttpClient, SslStream), PowerShell 7 on Windows",
     .claims = {{trusted_people, yes, no, observed}},
     .demand = k_cryptoapi | Demand::self_signed,
     .condition = "truly self-signed: a leaf of an unknown CA fails since 2.1",
     .evidence = "A user's report: self-signed in Trusted People of the computer works in 2.0 and 2.1, of the user \"never worked\". The source "
                 "would allow the user's "
                 "store; the report counts. The chain is built without peer trust, the policy check does not switch it off.",
     .sources = "dotnet/corefx#29563; dotnet/runtime ChainPal.Windows.cs; dotnet/runtime ChainPal.Windows.BuildChain.cs; dotnet/runtime "
                "CertificateValidation.Windows.cs",
     .preset = k_trusted_people},
    {.id = "winhttp",
     .aliases = "schannel wininet ie cryptoapi",
     .name = "Schannel, WinHTTP, WinINet",
     .title = "Windows' own verifier: Schannel, WinHTTP, WinINet and Internet Explorer",
     .claims = {{trusted_people, expected, unverified, documented}, {root, expected, not_applicable, documented}},
     .demand = k_cryptoapi,
     .condition = "test it: the default peer usages lack serverAuth (--peer-usages, or --store Root, each with its risk)",
     .peer_usages = k_widened,
     .evidence =
         "The chain functions are documented to trust end entities in Trusted People, and the policy check then to look at the dates only. One "
         "report shows "
         "WinHTTP doing so from the computer's store. The default of the peer usages (client authentication, e-mail, EFS) speaks against server "
         "authentication from the user's store: not settled.",
     .sources = "MicrosoftDocs/sdk-api nf-wincrypt-certgetcertificatechain.md; MicrosoftDocs/sdk-api "
                "nf-wincrypt-certverifycertificatechainpolicy.md; wincrypt.h "
                "CERT_PROT_ROOT_PEER_USAGES_DEFAULT_A; dotnet/corefx#29563",
     .preset = k_trusted_people},
    {.id = "outlook",
     .aliases = "autodiscover exchange ews",
     .name = "Outlook: Autodiscover, EWS",
     .title = "Outlook 2007 and later: Autodiscover, Exchange Web Services",
     .claims = {{trusted_people, expected, unverified, observed}, {root, expected, not_applicable, documented}},
     .demand = k_cryptoapi | Demand::alternative_name,
     .condition = "test it: the default peer usages lack serverAuth (--peer-usages, with its risk); the host is in the SAN",
     .peer_usages = k_widened,
     .evidence = "It uses Windows' own verifier. An article of 2007 gives this route by Group Policy, on the user side; nobody has shown it for "
                 "today's Outlook. A "
                 "domain-joined Outlook tolerates an untrusted certificate for the address it finds in Active Directory, if host and dates are "
                 "right; other paths "
                 "prompt for a certificate that is not in Trusted Root.",
     .sources = "TechNet bb851554; KB 2006728; techgenix, Managing Exchange certificates, part 2",
     .preset = {Scope::both, {trusted_people}}},
    {.id = "wcf",
     .aliases = "wif peertrust peerorchaintrust",
     .name = "WCF and .NET PeerTrust; WIF",
     .title = "WCF and .NET Framework with PeerTrust or PeerOrChainTrust; WIF",
     .claims = {{trusted_people, yes, yes, documented}},
     .demand = Demand::in_date,
     .condition = "validation mode PeerTrust or PeerOrChainTrust; its store location is the side you choose",
     .evidence =
         "It looks into Trusted People of the location it is told. Defaults: CurrentUser for service and peer certificates, LocalMachine for client "
         "certificates and in WIF. The one family for which the user side is right.",
     .sources = "Microsoft, X509CertificateValidationMode; .NET source, X509CertificateChain.cs; dotnet/wcf#1925",
     .preset = {Scope::both, {trusted_people}}},
    {.id = "winrm",
     .aliases = "ansible chef winrb",
     .name = "WinRM certificate logon",
     .title = "WinRM certificate logon (Ansible, Chef, WinRb)",
     .claims = {{.store = trusted_people, .computer = yes, .user = not_applicable, .confidence = observed, .with_root = true},
                {root, no, not_applicable, observed}},
     .demand = Demand::client_auth | Demand::in_date,
     .condition = "Trusted People and Root of the server; a UPN in the SAN (general knowledge, unverified)",
     .evidence = "On the server the client's certificate stands in Trusted People, and its issuer, which is itself when self-signed, in Root, both "
                 "of the computer.",
     .sources = "chef/knife-windows#438; WinRb/WinRM#201",
     .preset = {Scope::computer, {trusted_people, root}}},
    {.id = "efs",
     .name = "EFS file sharing",
     .title = "EFS: users who share an encrypted file",
     .claims = {{trusted_people, not_applicable, yes, documented}},
     .demand = Demand::file_encryption | Demand::in_date,
     .condition = "as an address book: the user picks the recipients of a file from Trusted People",
     .evidence = "Microsoft's sample for adding users to an encrypted file searches the user's Trusted People.",
     .sources = "MicrosoftDocs/win32 desktop-src/FileIO/adding-users-to-an-encrypted-file.md",
     .preset = {Scope::user, {trusted_people}}},
    {.id = "firefox",
     .aliases = "thunderbird mozilla",
     .name = "Firefox, Thunderbird",
     .title = "Firefox, Thunderbird",
     .claims = {{trusted_people, no, no, source_read}, {trusted_publisher, no, no, source_read}, {disallowed, no, no, source_read}},
     .condition = "they read only Root (for authorities) and CA from Windows",
     .evidence =
         "They read the stores ROOT and CA. Whether Root suffices for a certificate that is no CA is unconfirmed. Their own enterprise policy "
         "(policies.json) serves: Firefox ESR 153.7.0 on Linux was seen to trust an end-entity certificate given by it, and no CA.",
     .sources = "mozilla/gecko-dev security/manager/ssl/EnterpriseRoots.cpp; mozilla/policy-templates, Certificates",
     .instead = "artefacts/firefox of any package: policies.json"},
    {.id = "wsus",
     .name = "WSUS server certificate",
     .title = "TLS certificate of WSUS",
     .claims = {{trusted_people, no, not_applicable, documented}, {root, yes, not_applicable, documented}},
     .demand = k_tls_server,
     .condition = "Root of the computer, or of its own service",
     .evidence = "The documentation asks for the computer's Root, or the Root of the WSUS service's own account.",
     .sources = "MicrosoftDocs/windowsserverdocs#3142",
     .preset = k_root},
    {.id = "sql",
     .aliases = "sqlclient oledb odbc mssql",
     .name = "SQL Server clients",
     .title = "SqlClient, OLE DB and ODBC to SQL Server",
     .claims = {{trusted_people, unverified, no, unshown}, {root, expected, not_applicable, documented}},
     .demand = k_tls_server,
     .condition = "Root of the computer; Trusted People is unverified",
     .evidence = "Microsoft's practice is Root: its own checker is asked to look in Personal and Root. The network layer uses Schannel (0x80090325). "
                 "Newer drivers "
                 "encrypt by default.",
     .sources = "microsoft/CSS_SQL_Networking_Tools#71; dotnet/SqlClient#1827; dotnet/SqlClient#1993; dotnet/SqlClient#3235",
     .preset = k_root},
    {.id = "publisher",
     .aliases = "allsigned scripts",
     .name = "PowerShell AllSigned",
     .title = "Signed PowerShell scripts (execution policy AllSigned)",
     .claims = {{trusted_people, no, no, observed},
                {.store = trusted_publisher, .computer = yes, .user = yes, .confidence = observed, .with_root = true},
                {root, no, not_applicable, observed}},
     .demand = k_signed_code,
     .condition = "TrustedPublisher, and Root too when self-signed",
     .evidence = "PowerShell looks for the thumbprint in TrustedPublisher of the user, which inherits the computer's, and a self-signed certificate "
                 "needs Root as well.",
     .sources = "PowerShell/PowerShell#2582; PowerShell/PowerShell#4753; PowerShell/PowerShell#27556",
     .preset = {Scope::computer, {trusted_publisher, root}}},
    {.id = "vsto",
     .aliases = "clickonce macros drivers",
     .name = "VSTO, ClickOnce, macros, drivers",
     .title = "VSTO, ClickOnce, Office macros, drivers, WSUS local publishing",
     .claims = {{trusted_people, unverified, unverified, unshown}, {trusted_publisher, unverified, unverified, unshown}},
     .demand = k_signed_code,
     .condition = "TrustedPublisher, and Root too when self-signed (general knowledge, unverified)",
     .evidence = "General knowledge, unverified: as signed PowerShell scripts.",
     .preset = {Scope::computer, {trusted_publisher, root}}},
    {.id = "rdp",
     .aliases = "mstsc remote-desktop",
     .name = "Remote Desktop (mstsc)",
     .title = "Remote Desktop (mstsc)",
     .claims = {{trusted_people, unverified, unverified, unshown}, {root, unverified, not_applicable, unshown}},
     .demand = k_tls_server,
     .condition = "guides speak only of Root and CA; nothing public says that Trusted People counts",
     .evidence = "Nobody has shown what it makes of Trusted People.",
     .preset = k_root},
    {.id = "ldaps",
     .aliases = "ldap wldap32",
     .name = "LDAPS clients (wldap32)",
     .title = "LDAPS clients (wldap32)",
     .claims = {{trusted_people, unverified, not_applicable, unshown}, {root, unverified, not_applicable, unshown}},
     .demand = k_tls_server,
     .condition = "no evidence for Trusted People; Root by general knowledge, unverified",
     .evidence = "Nobody has shown what it makes of Trusted People.",
     .preset = k_root},
    {.id = "nps",
     .aliases = "radius eap peap",
     .name = "NPS, RADIUS, EAP",
     .title = "NPS, RADIUS and EAP",
     .claims = {{trusted_people, unverified, not_applicable, unshown}, {root, unverified, not_applicable, unshown}},
     .demand = k_tls_server,
     .condition = "no evidence for Trusted People; Root, and NTAuth for EAP-TLS, by general knowledge, unverified",
     .evidence = "Nobody has shown what it makes of Trusted People.",
     .preset = k_root},
    {.id = "smartcard",
     .aliases = "smart-card",
     .name = "Smart-card logon",
     .title = "Smart-card logon",
     .claims = {{trusted_people, no, not_applicable, unshown}},
     .condition = "it reads the NTAuth store of the domain (general knowledge, unverified)",
     .evidence = "Nothing public says that Trusted People counts.",
     .instead = "certutil -dspublish -f ca.cer NTAuthCA, with the certificate of the issuing authority"},
    {.id = "curl",
     .aliases = "curl-schannel",
     .name = "curl of Windows (Schannel)",
     .title = "curl of Windows (built with Schannel)",
     .claims = {{trusted_people, unverified, not_applicable, unshown}},
     .condition = "it builds a plain chain through Windows",
     .evidence = "Nobody has shown which store it honours for a self-signed certificate.",
     .instead = "the file itself: curl --cacert mail.pem"},
    {.id = "curl-openssl",
     .name = "curl with OpenSSL, native CA",
     .title = "curl with OpenSSL and the native CA store",
     .claims = {{trusted_people, no, not_applicable, observed},
                {.store = root, .computer = expected, .user = not_applicable, .confidence = observed, .also = Demand::cert_sign}},
     .condition = "it reads only Root, and skips certificates without keyCertSign",
     .evidence = "It imports the store ROOT and skips certificates without keyCertSign: an end-entity certificate is ignored even there.",
     .sources = "curl/curl#10396",
     .instead = "the file itself: curl --cacert mail.pem"},
    {.id = "java",
     .aliases = "jre jdk",
     .name = "Java",
     .title = "Java",
     .claims = {{trusted_people, no, no, unshown}},
     .condition = "it reads Root and MY (general knowledge, unverified)",
     .evidence = "General knowledge, unverified.",
     .instead = "its own keystore: keytool -importcert"},
    {.id = "python",
     .name = "Python ssl",
     .title = "Python ssl",
     .claims = {{trusted_people, no, no, unshown}},
     .condition = "it reads CA and Root (general knowledge, unverified)",
     .evidence = "General knowledge, unverified.",
     .instead = "the file itself: cafile='mail.pem'"},
    {.id = "go",
     .aliases = "golang",
     .name = "Go on Windows",
     .title = "Go on Windows",
     .claims = {{trusted_people, unverified, unverified, unshown}},
     .condition = "it calls Windows' verifier and may follow peer trust (general knowledge, unverified)",
     .evidence = "General knowledge, unverified.",
     .instead = "the file itself: AppendCertsFromPEM; or try a package made without --for"},
    {.id = "service-fabric",
     .aliases = "scvmm configmgr sccm",
     .name = "Service Fabric, SCVMM, ConfigMgr",
     .title = "Service Fabric, SCVMM, ConfigMgr",
     .claims = {{trusted_people, unverified, unverified, unshown}},
     .condition = "said to use Trusted People (general knowledge, unverified)",
     .evidence = "No confirmation was found that they read Trusted People. ConfigMgr can fill it: its certificate profiles offer the store.",
     .sources = "MicrosoftDocs/msix-docs msix-src/desktop/managing-your-msix-deployment-configmgr.md",
     .instead = "try a package made without --for on one machine"},
};

}  // namespace

std::span<const Client> clients() { return k_clients; }

}  // namespace gpotrust::trust
