// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "certificate/checks/check.hpp"
#include "certificate/checks/name_list.hpp"
#include "certificate/served_names.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::array k_kinds = {FindingKind{
    .code = "ROLE_NAME_MISSING",
    .severity = Severity::warning,
    .message = "a name that the server's role asks for is missing",
    .hint = "re-create it with all its names: `New-ExchangeCertificate -SubjectName CN=PUBLISHED -DomainName PUBLISHED,FQDN -IncludeServerFQDN "
            "-IncludeServerNetBIOSName -IncludeAutoDiscover -IncludeAcceptedDomains`",
    .source = "docs/explanation/exchange-names.md 1",
}};

/// Names in the order of the checklist, each once.
class Wanted {
public:
    void add(std::string name) {
        const auto same = [&name](const std::string& other) { return same_dns_name(other, name); };
        if (!name.empty() && std::none_of(m_names.begin(), m_names.end(), same)) m_names.push_back(std::move(name));
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

private:
    std::vector<std::string> m_names;
};

void add_names_of(ServerRole role, const RoleChecklist& checklist, Wanted& wanted) {
    wanted.add(checklist.server);
    switch (role) {
        case ServerRole::client_access:
            wanted.add(checklist.server.substr(0, checklist.server.find('.')));
            for (const std::string& domain : checklist.accepted_domains) wanted.add("autodiscover." + domain);
            for (const std::string& host : checklist.published) wanted.add(host);
            return;
        case ServerRole::hub_transport:
        case ServerRole::edge_transport:
            for (const std::string& domain : checklist.accepted_domains) wanted.add(domain);
            return;
        case ServerRole::unified_messaging:
            return;
    }
}

std::vector<std::string> missing_names(const Certificate& certificate, const AssessmentOptions& options) {
    Wanted wanted;
    for (const ServerRole role : options.checklist.roles) add_names_of(role, options.checklist, wanted);
    std::vector<std::string> missing;
    for (const std::string& name : wanted.names()) {
        // What was asked for by --name, too, is an error of its own already.
        const auto same = [&name](const std::string& asked) { return same_dns_name(asked, name); };
        const bool told = std::any_of(options.names.begin(), options.names.end(), same);
        if (!told && !serves(certificate, name)) missing.push_back(name);
    }
    return missing;
}

/// Outlook Anywhere compares the principal name of its server with the common name.
bool common_name_is_published(const CertificateFacts& facts, const RoleChecklist& checklist) {
    return std::any_of(facts.common_names.begin(), facts.common_names.end(), [&checklist](const std::string& name) {
        return std::any_of(checklist.published.begin(), checklist.published.end(),
                           [&name](const std::string& host) { return same_dns_name(name, host); });
    });
}

void add_missing(const AssessmentOptions& options, const std::string& detail, std::vector<Finding>& findings) {
    if (options.require_names)
        add_with(findings, k_kinds[0], Severity::error, detail);
    else
        add(findings, k_kinds[0], detail);
}

void run(const Certificate& certificate, const AssessmentOptions& options, std::vector<Finding>& findings) {
    const std::vector<std::string> missing = missing_names(certificate, options);
    if (!missing.empty()) add_missing(options, listed(missing), findings);
    const CertificateFacts& facts = certificate.facts();
    if (options.checklist.published.empty() || common_name_is_published(facts, options.checklist)) return;
    const std::string common_name = facts.common_names.empty() ? std::string("missing") : listed(facts.common_names);
    add_missing(options, fmt::format("the common name is {}, and Outlook Anywhere wants {} there", common_name, listed(options.checklist.published)),
                findings);
}

bool applies(const Certificate&, const AssessmentOptions& options) { return options.wants(Usage::tls_server) && !options.checklist.roles.empty(); }

}  // namespace

extern const Check role_names_check;
const Check role_names_check{"role_names", "The names that an Exchange server's roles ask for are there.", Refusal::name_mismatch, k_kinds, applies,
                             run};

}  // namespace gpotrust::certificate
