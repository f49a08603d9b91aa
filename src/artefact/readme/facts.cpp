// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/readme/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gpotrust/core/text.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/trust/base_gpo.hpp"
#include "gpotrust/trust/clients.hpp"
#include "gpotrust/trust/rotation.hpp"

namespace gpotrust::artefact::readme {
namespace {

using core::Slots;
using trust::Role;
using trust::Scope;
using trust::Side;
using trust::Store;
using trust::Support;
using trust::TrustedCertificate;
using trust::TrustPolicy;

/// A part that is there once or not at all, with the values only it uses.
std::vector<Slots> optional_part(bool present, std::map<std::string, std::string> texts = {}) {
    if (!present) return {};
    return {{.texts = std::move(texts), .flags = {}, .lists = {}}};
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string joined;
    for (const std::string& part : parts) joined += (joined.empty() ? "" : std::string(separator)) + part;
    return joined;
}

/// The inside of a PowerShell string in single quotes.
core::Result<std::string> powershell_quoted(const std::string& text) {
    return text_template::render("{{text}}", {.texts = {{"text", text}}, .flags = {}, .lists = {}}, text_template::Escaping::powershell);
}

std::string role_text(const TrustedCertificate& entry) {
    switch (entry.role) {
        case Role::current:
            return "in use";
        case Role::next:
            return "next: trusted ahead of the change";
        case Role::retiring:
            return entry.until ? fmt::format("retiring: still trusted until {}", core::to_date(*entry.until))
                               : "retiring: still trusted during the change";
        case Role::distrusted:
            return "distrusted";
    }
    return {};
}

/// A certificate with all the stores it goes into in one role: trust in two stores is two entries and one certificate.
struct Placed {
    const TrustedCertificate* entry = nullptr;
    std::string stores;
};

std::vector<Placed> placed(const TrustPolicy& policy) {
    std::vector<Placed> all;
    for (const TrustedCertificate& entry : policy.certificates) {
        const auto same = std::find_if(all.begin(), all.end(), [&](const Placed& other) {
            return other.entry->certificate == entry.certificate && other.entry->role == entry.role && other.entry->until == entry.until;
        });
        if (same == all.end())
            all.push_back({&entry, std::string(trust::title(entry.store))});
        else
            same->stores.append(" and ").append(trust::title(entry.store));
    }
    return all;
}

Slots certificate_slots(const Placed& where) {
    const TrustedCertificate& entry = *where.entry;
    const certificate::CertificateFacts& facts = entry.certificate.facts();
    const std::vector<std::string> names = entry.certificate.names();
    Slots slots;
    slots.texts = {{"name", core::printable(entry.certificate.display_name())},
                   {"names", names.empty() ? "none" : core::printable(join(names, ", "))},
                   {"subject", facts.subject.empty() ? "none" : core::printable(facts.subject)},
                   {"store", where.stores},
                   {"role", role_text(entry)},
                   {"key", facts.key.text},
                   {"not_before", core::to_date(facts.not_before)},
                   {"not_after", core::to_date(facts.not_after)},
                   {"sha1", in_groups_of_four(core::to_hex(entry.certificate.sha1()))},
                   {"sha256", in_groups_of_four(core::to_hex(entry.certificate.sha256()))},
                   {"file", core::to_hex(entry.certificate.sha1()) + ".cer"}};
    return slots;
}

struct SupportWords {
    Support support;
    std::string_view heading;
    std::string_view css_class;
};
constexpr SupportWords k_groups[] = {
    {Support::yes, "Works", "yes"},       {Support::expected, "Expected to work", "expected"}, {Support::unverified, "Unverified", "unverified"},
    {Support::no, "Does not work", "no"}, {Support::not_applicable, "Does not apply", "na"},
};

std::string condition_of(const trust::ClientOutlook& line) {
    if (!line.reason.empty()) return std::string(line.reason);
    std::string condition(line.condition);
    if (line.support != Support::no) return condition;
    return line.client->instead.empty() ? "not by this store; what helps: " + condition
                                        : condition + "; what helps: " + std::string(line.client->instead);
}

/// Rows of one group; families of which the same is to be said share one.
std::vector<Slots> client_rows(const std::vector<trust::ClientOutlook>& lines, Support support) {
    std::vector<Slots> rows;
    for (const trust::ClientOutlook& line : lines) {
        if (line.support != support) continue;
        const std::string condition = condition_of(line);
        const auto same = std::find_if(rows.begin(), rows.end(), [&](const Slots& row) { return row.texts.at("condition") == condition; });
        if (same == rows.end())
            rows.push_back({.texts = {{"client", std::string(line.client->name)}, {"condition", condition}}, .flags = {}, .lists = {}});
        else
            same->texts["client"].append("; ").append(line.client->name);
    }
    return rows;
}

std::vector<Slots> client_groups(const TrustPolicy& policy, const BuildContext& context) {
    const std::vector<trust::ClientOutlook> lines = trust::outlook(policy, context.created_at);
    std::vector<Slots> groups;
    for (const SupportWords& words : k_groups) {
        Slots group;
        group.texts = {{"support", std::string(words.heading)}, {"class", std::string(words.css_class)}};
        group.lists["clients"] = client_rows(lines, words.support);
        if (!group.lists["clients"].empty()) groups.push_back(std::move(group));
    }
    return groups;
}

/// Families that the computer's side serves and the user's side does not, or does in a way nobody has shown.
std::string families_lost(Support on_user_side) {
    std::vector<std::string> titles;
    for (const trust::Client& client : trust::clients()) {
        const Support on_computer = trust::support_in(client, Store::trusted_people, Side::computer);
        const bool served = on_computer == Support::yes || on_computer == Support::expected;
        if (served && trust::support_in(client, Store::trusted_people, Side::user) == on_user_side) titles.emplace_back(client.name);
    }
    return join(titles, "; ");
}

std::vector<Slots> store_checks(const TrustPolicy& policy) {
    std::set<std::string_view> stores;
    for (const TrustedCertificate& entry : policy.certificates) stores.insert(trust::to_text(entry.store));
    std::vector<Slots> checks;
    for (const std::string_view store : stores) {
        const std::string command = fmt::format("-grouppolicy -store {}", store);
        if (trust::includes(policy.scope, Side::computer)) checks.push_back({.texts = {{"check", "certutil " + command}}, .flags = {}, .lists = {}});
        if (trust::includes(policy.scope, Side::user))
            checks.push_back({.texts = {{"check", "certutil -user " + command}}, .flags = {}, .lists = {}});
    }
    return checks;
}

std::vector<Slots> contents(const TrustPolicy& policy, const BuildContext& context) {
    std::vector<Slots> rows;
    for (const Format* format : chosen_formats(context.formats)) {
        const bool is_empty = format->carries == Carries::withdrawn && policy.withdrawn.empty();
        if (format->id == "readme" || is_empty) continue;
        const bool is_merged = policy.base != nullptr && format->read_merged != nullptr;
        rows.push_back({.texts = {{"title", std::string(format->title)},
                                  {"consumer", std::string(format->consumer)},
                                  {"apply", is_merged ? "Import the settings into the GPO they were merged into (section 4)"
                                                      : std::string(format->how_to_apply)},
                                  {"undo", is_merged ? "Import the backup you made before" : std::string(format->how_to_undo)},
                                  {"leaves", std::string(format->leaves_behind)},
                                  {"verified", format->verified_by.empty() ? "nothing yet" : std::string(format->verified_by)}},
                        .flags = {},
                        .lists = {}});
    }
    return rows;
}

std::string_view scope_text(Scope scope) {
    switch (scope) {
        case Scope::computer:
            return "computers, with every user and service on them";
        case Scope::user:
            return "users only: the programs they run, but no services";
        case Scope::both:
            break;
    }
    return "computers, with every user and service on them; and users, in a store of their own";
}

std::string_view whose(Scope scope) {
    switch (scope) {
        case Scope::computer:
            return "computers";
        case Scope::user:
            return "users";
        case Scope::both:
            break;
    }
    return "computers and users";
}

bool any_in(const TrustPolicy& policy, std::initializer_list<Store> stores) {
    return std::any_of(policy.certificates.begin(), policy.certificates.end(),
                       [&](const TrustedCertificate& entry) { return std::find(stores.begin(), stores.end(), entry.store) != stores.end(); });
}

/// The first date on which something of this package ends; with a retiring certificate that is not the one to act on.
std::vector<Slots> first_end(const TrustPolicy& policy) {
    std::optional<core::UtcTime> first;
    for (const TrustedCertificate& entry : policy.certificates) {
        if (entry.role == Role::retiring || entry.role == Role::distrusted) continue;
        const core::UtcTime end = entry.certificate.facts().not_after;
        if (!first || end < *first) first = end;
    }
    return optional_part(first.has_value(), {{"first_end", first ? core::to_date(*first) : ""}});
}

/// The days of a change-over; with them the runbook.
std::vector<Slots> rotation(const TrustPolicy& policy, const BuildContext& context) {
    const auto days = trust::rotation_of(policy, context.created_at);
    if (!days) return {};
    return optional_part(true, {{"import_from", core::to_date(days->import_from)},
                                {"switch_from", core::to_iso8601(days->switch_from)},
                                {"switch_before", core::to_iso8601(days->switch_before)},
                                {"dropped_after", core::to_date(days->dropped_after)}});
}

/// Of the zip's paths; a base brings its own.
std::string longest_path(const TrustPolicy& policy) {
    constexpr std::size_t k_backup_folder = 50;  // gpo-backup/{GUID}/
    std::size_t longest = policy.preferences_in_backup ? 110 : 90;
    if (policy.base == nullptr) return std::to_string(longest);
    for (const auto& [path, content] : policy.base->files) longest = std::max(longest, k_backup_folder + path.text().size());
    return std::to_string(longest);
}

void add_lists(Slots& slots, const TrustPolicy& policy, const BuildContext& context) {
    const std::vector<Placed> all = placed(policy);
    const auto trusted = std::count_if(all.begin(), all.end(), [](const Placed& one) { return one.entry->store != Store::disallowed; });
    const bool trusts = trusted > 0;
    const bool distrusts = any_in(policy, {Store::disallowed});
    std::vector<Slots>& certificates = slots.lists["certificates"];
    for (const Placed& where : all) certificates.push_back(certificate_slots(where));
    slots.lists["groups"] = trusts ? client_groups(policy, context) : std::vector<Slots>{};
    slots.lists["checks"] = store_checks(policy);
    slots.lists["contents"] = contents(policy, context);
    slots.lists["ends"] = first_end(policy);
    slots.lists["rotation"] = rotation(policy, context);
    slots.lists["user_only"] = optional_part(trusts && policy.scope == Scope::user,
                                             {{"lost", families_lost(Support::no)}, {"doubtful", families_lost(Support::unverified)}});
    slots.lists["domains"] = optional_part(!policy.identity.domain.empty(), {{"domain", policy.identity.domain}});
    slots.lists["merged"] = policy.base == nullptr
                                ? std::vector<Slots>{}
                                : optional_part(true, {{"base_name", policy.base->identity.name}, {"base_time", policy.base->backup_time + "Z"}});
    slots.flags = {{"trusts", trusts},
                   {"own", policy.base == nullptr},
                   {"has_domain", !policy.identity.domain.empty()},
                   {"distrusts", distrusts},
                   {"only_distrusts", distrusts && !trusts},
                   {"empty", policy.certificates.empty()},
                   {"withdrawn", !policy.withdrawn.empty()},
                   {"authorities", any_in(policy, {Store::root, Store::intermediate})},
                   {"other_stores", trusts && !any_in(policy, {Store::trusted_people})},
                   {"peer_usages", policy.peer_usages && trust::includes(policy.scope, Side::computer)},
                   {"restrict_eku", policy.restrict_eku},
                   {"preferences", policy.preferences_in_backup},
                   {"one", all.size() == 1},
                   {"one_trusted", trusted == 1}};
    slots.texts["trusted_count"] = std::to_string(trusted);
}

}  // namespace

std::string in_groups_of_four(std::string_view hex) {
    std::string groups;
    for (std::size_t i = 0; i < hex.size(); i += 4) groups += (i == 0 ? "" : " ") + std::string(hex.substr(i, 4));
    return groups;
}

std::string distinguished_name(std::string_view domain) {
    std::string name = "DC=";
    for (const char c : domain) name += c == '.' ? ",DC=" : std::string(1, c);
    return name;
}

core::Result<Slots> facts_of(const TrustPolicy& policy, const BuildContext& context) {
    GPOTRUST_TRY_ASSIGN(const std::string target, powershell_quoted(policy.identity.name));
    const std::string& domain = policy.identity.domain;
    Slots slots;
    slots.texts = {{"gpo_name", policy.identity.name},
                   {"gpo_guid", core::to_braced_upper(policy.identity.guid)},
                   {"backup_id", core::to_braced_upper(context.backup_id)},
                   {"target", target},
                   {"link_target", domain.empty() ? "(Get-ADDomain).DistinguishedName" : "'" + distinguished_name(domain) + "'"},
                   {"zip", fmt::format("r{:04}.zip", context.revision)},
                   {"slug", context.slug},
                   {"revision", std::to_string(context.revision)},
                   {"created", core::to_date(context.created_at)},
                   {"count", std::to_string(placed(policy).size())},
                   {"longest_path", longest_path(policy)},
                   {"scope", std::string(scope_text(policy.scope))},
                   {"whose", std::string(whose(policy.scope))},
                   {"tool_version", context.tool_version}};
    add_lists(slots, policy, context);
    return slots;
}

}  // namespace gpotrust::artefact::readme
