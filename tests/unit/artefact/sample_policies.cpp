// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "unit/artefact/sample_policies.hpp"

#include "gpotrust/core/utc_time.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {

using certificate::Certificate;
using trust::Role;
using trust::Scope;
using trust::Store;
using trust::TrustedCertificate;
using trust::TrustPolicy;

Certificate sample_certificate(std::string_view file) {
    auto parsed = Certificate::parse(data_file("artefact/" + std::string(file)));
    INFO(file);
    REQUIRE(parsed.has_value());
    return *parsed;
}

std::vector<Certificate> thirty_two_certificates() {
    const core::Bytes all = data_file("artefact/many.der");
    std::vector<Certificate> certificates;
    for (std::size_t at = 0; at + 4 <= all.size();) {
        REQUIRE((all[at] == 0x30 && all[at + 1] == 0x82));  // each is longer than 255 octets
        const std::size_t size = 4 + (std::size_t{all[at + 2]} << 8U) + all[at + 3];
        auto parsed = Certificate::parse(core::BytesView(all).subspan(at, size));
        REQUIRE(parsed.has_value());
        certificates.push_back(*parsed);
        at += size;
    }
    REQUIRE(certificates.size() == 32);
    return certificates;
}

TrustPolicy policy_of(std::string_view gpo_name, std::string_view domain, Scope scope, std::vector<TrustedCertificate> certificates) {
    const auto identity = trust::make_identity(gpo_name, domain);
    REQUIRE(identity.has_value());
    TrustPolicy policy;
    policy.identity = *identity;
    policy.scope = scope;
    policy.certificates = std::move(certificates);
    const auto normal = trust::normalize(policy);
    REQUIRE(normal.has_value());
    return *normal;
}

namespace {

TrustedCertificate entry(std::string_view file, Store store = Store::trusted_people, Role role = Role::current, std::string friendly_name = "") {
    return {sample_certificate(file), store, role, std::move(friendly_name), {}};
}

TrustPolicy with_everything() {
    TrustPolicy policy = policy_of("Everything", "contoso.com", Scope::computer,
                                   {entry("mail.cer"), entry("mail-next.cer", Store::trusted_people, Role::next), entry("root.cer", Store::root),
                                    entry("root.cer", Store::intermediate), entry("code-signing.cer", Store::trusted_publisher),
                                    entry("odd-name.cer", Store::disallowed, Role::distrusted)});
    policy.peer_usages = true;
    policy.gpmc_style = true;
    policy.restrict_eku = true;
    policy.comment = "Ticket 4711\nsecond line ]]> \xF0\x9F\x94\x92";
    return policy;
}

TrustPolicy preferred() {
    TrustPolicy policy = policy_of("Both roads", "contoso.com", Scope::both,
                                   {entry("mail.cer"), entry("mail-next.cer", Store::trusted_people, Role::next, "next year's"),
                                    entry("odd-name.cer", Store::disallowed, Role::distrusted)});
    policy.preferences_in_backup = true;
    policy.comment = "Ticket 4712";
    return policy;
}

TrustPolicy with_thirty_two() {
    std::vector<TrustedCertificate> entries;
    for (const Certificate& each : thirty_two_certificates()) entries.push_back({each, Store::trusted_people, Role::current, "", {}});
    return policy_of("Thirty-two servers", "", Scope::both, std::move(entries));
}

}  // namespace

TrustPolicy mail_policy(Scope scope) {
    return policy_of("Trust Self Signed Certificate - mail.contoso.com", "contoso.com", scope,
                     {entry("mail.cer", Store::trusted_people, Role::current, "gpotrust mail until 2026-12")});
}

artefact::BuildContext context_for(const TrustPolicy& policy, unsigned revision) {
    artefact::BuildContext context;
    context.revision = revision;
    context.created_at = *core::parse_utc_time("2026-11-22T15:00:00Z");
    context.backup_id = artefact::backup_id_for(policy, revision);
    context.slug = trust::make_slug(
        policy.identity, [](std::string_view, const void*) { return false; }, nullptr);
    context.tool_version = "0.1.0";
    return context;
}

std::vector<std::pair<std::string, TrustPolicy>> all_kinds_of_policies() {
    const std::string odd_name = "\"Quoted\" & <tagged> 'name' ]]> \xF0\x9F\x94\x92 $(x) `y` \xE2\x80\x99";
    TrustPolicy overlap =
        policy_of("Overlap", "contoso.com", Scope::user, {entry("mail.cer", Store::trusted_people, Role::retiring), entry("mail-next.cer")});
    overlap.certificates.front().until = core::parse_utc_time("2026-12-22").value();
    overlap.withdrawn = {{sample_certificate("odd-name.cer").sha1(), Store::trusted_people}};
    TrustPolicy retired = policy_of("Retired", "contoso.com", Scope::both, {});
    retired.withdrawn = {{sample_certificate("root.cer").sha1(), Store::root}, {sample_certificate("mail.cer").sha1(), Store::trusted_people}};
    return {
        {"both sides", mail_policy()},
        {"computer side", mail_policy(Scope::computer)},
        {"user side, two certificates", overlap},
        {"every store and option", with_everything()},
        {"thirty-two certificates, no domain", with_thirty_two()},
        {"names that hurt", policy_of(odd_name, "contoso.com", Scope::both, {entry("odd-name.cer", Store::trusted_people, Role::current, odd_name)})},
        {"a name of 255 units", policy_of(std::string(255, 'N'), "contoso.com", Scope::both, {entry("mail.cer")})},
        {"distrust", policy_of("Distrust", "contoso.com", Scope::both, {entry("mail.cer", Store::disallowed, Role::distrusted)})},
        {"with preferences in the backup", preferred()},
        {"nothing left", retired}};
}

const artefact::Format& format_named(std::string_view id) {
    for (const artefact::Format* format : artefact::formats()) {
        if (format->id == id) return *format;
    }
    FAIL("no format " << id);
    throw 0;
}

core::FileTree build(std::string_view format, const TrustPolicy& policy, unsigned revision) {
    auto tree = format_named(format).build(policy, context_for(policy, revision));
    if (!tree) FAIL(tree.error().text());
    return *std::move(tree);
}

const core::Bytes& file_ending(const core::FileTree& tree, std::string_view ending) {
    for (const auto& [path, content] : tree) {
        if (path.text().ends_with(ending)) return content;
    }
    FAIL("no file " << ending);
    throw 0;
}

}  // namespace gpotrust::test
