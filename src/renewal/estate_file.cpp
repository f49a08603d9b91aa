// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/estate_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gpotrust/core/text.hpp"
#include "gpotrust/trust/client_choice.hpp"
#include "renewal/estate_field.hpp"

namespace gpotrust::renewal {
namespace {

using core::Result;
using Kind = TomlValue::Kind;

/// What [defaults] may say.
struct Defaults {
    Reminding reminding = {};
    std::string domain = {};
    unsigned overlap_days = 30;
    certificate::Profile profile = certificate::Profile::standard;
};

/// A [[trust]] table half read: its identity needs two keys.
struct Draft {
    ListedTrust trust;
    std::optional<std::string> gpo_name = {};
    std::string domain;
};

template <class Target>
struct Key {
    std::string_view name;
    Result<void> (*set)(const TomlEntry& entry, Target& target);
};

/// Assigns what a reader gives, or passes its failure on.
template <class T, class Value>
Result<void> put(Result<Value> read, T& target) {
    if (!read) return core::fail(std::move(read).error());
    target = *std::move(read);
    return {};
}

/// One '@' with something on either side, nothing that a mail header could stumble over: enough to catch what is no address at all.
bool is_mail_address(std::string_view text) {
    constexpr std::size_t k_longest = 254;  // RFC 5321 4.5.3.1.3, less the angle brackets
    const std::size_t at = text.find('@');
    if (text.size() > k_longest || at == std::string_view::npos || at == 0 || at + 1 == text.size() ||
        text.find('@', at + 1) != std::string_view::npos)
        return false;
    const auto is_fine = [](char c) { return c > 0x20 && c < 0x7F && std::string_view("<>,;:\"()[]\\").find(c) == std::string_view::npos; };
    return std::all_of(text.begin(), text.end(), is_fine);
}

bool is_host_or_address(std::string_view text) {
    constexpr std::size_t k_longest = 253;
    const auto is_fine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_.:[]").find(c) != std::string_view::npos;
    };
    return text.size() <= k_longest && std::all_of(text.begin(), text.end(), is_fine);
}

Result<void> set_contacts(const TomlEntry& entry, Reminding& reminding) {
    GPOTRUST_TRY(put(texts_of(entry), reminding.contacts));
    for (const std::string& contact : reminding.contacts) {
        if (!is_mail_address(contact))
            return core::fail(fault(entry.value.place, entry.key, fmt::format("\"{}\" is no mail address", core::printable(contact)),
                                    "the address alone: certificates@contoso.com"));
    }
    return {};
}

Result<void> set_profile(const TomlEntry& entry, certificate::Profile& profile) {
    GPOTRUST_TRY_ASSIGN(const std::string name, text_of(entry));
    if (name == "default")
        profile = certificate::Profile::standard;
    else if (name == "strict")
        profile = certificate::Profile::strict;
    else if (name == "legacy-exchange")
        profile = certificate::Profile::legacy_exchange;
    else
        return core::fail(fault(entry.value.place, entry.key, fmt::format("no profile is called \"{}\"", core::printable(name)),
                                "default, strict or legacy-exchange"));
    return {};
}

Result<void> set_clients(const TomlEntry& entry, ListedTrust& trust) {
    GPOTRUST_TRY_ASSIGN(const auto words, texts_of(entry));
    for (const std::string& word : words) {
        const auto client = trust::find_client(word);
        if (!client) return core::fail(fault(entry, client.error(), client.error().hint));
        if (auto served = trust::check_served(**client); !served) return core::fail(fault(entry, served.error(), served.error().hint));
        if (std::find(trust.clients.begin(), trust.clients.end(), *client) == trust.clients.end()) trust.clients.push_back(*client);
    }
    return {};
}

Result<void> set_scope(const TomlEntry& entry, ListedTrust& trust) {
    GPOTRUST_TRY_ASSIGN(const std::string word, text_of(entry));
    const auto scope = trust::parse_scope(word);
    if (!scope) return core::fail(fault(entry, scope.error(), "computer, user or both"));
    trust.scope = *scope;
    return {};
}

Result<void> set_stores(const TomlEntry& entry, ListedTrust& trust) {
    GPOTRUST_TRY_ASSIGN(const auto words, texts_of(entry));
    for (const std::string& word : words) {
        const auto store = trust::parse_store(word);
        if (!store) return core::fail(fault(entry, store.error(), "TrustedPeople, TrustedPublisher, Root, CA or Disallowed"));
        trust.stores.push_back(*store);
    }
    return {};
}

Result<void> set_names(const TomlEntry& entry, ListedTrust& trust) {
    GPOTRUST_TRY(put(texts_of(entry), trust.names));
    for (const std::string& name : trust.names) {
        if (!is_host_or_address(name))
            return core::fail(fault(entry.value.place, entry.key, fmt::format("\"{}\" is no host name", core::printable(name)),
                                    "a host name such as mail.contoso.com, or an address"));
    }
    return {};
}

Result<void> set_thumbprint(const TomlEntry& entry, ListedTrust& trust) {
    GPOTRUST_TRY_ASSIGN(const std::string text, any_text_of(entry));
    const auto thumbprint = core::parse_sha1_thumbprint(text);
    if (!thumbprint)
        return core::fail(fault(entry.value.place, entry.key, "not a SHA-1 thumbprint", "40 hexadecimal digits; blanks and colons are ignored"));
    trust.thumbprint = *thumbprint;
    return {};
}

Result<void> refuse_password(const TomlEntry& entry, Draft&) {
    return core::fail(fault(entry.place, entry.key, "a password does not belong into this file, which is copied and mailed around",
                            "password_file names a file that only you can read, password_env an environment variable"));
}

constexpr Key<Defaults> k_default_keys[] = {
    {"domain", [](const TomlEntry& entry, Defaults& to) { return put(text_of(entry), to.domain); }},
    {"profile", [](const TomlEntry& entry, Defaults& to) { return set_profile(entry, to.profile); }},
    {"overlap", [](const TomlEntry& entry, Defaults& to) { return put(days_of(entry), to.overlap_days); }},
    {"renew_before", [](const TomlEntry& entry, Defaults& to) { return put(days_of(entry), to.reminding.schedule.renew_days); }},
    {"thresholds", [](const TomlEntry& entry, Defaults& to) { return put(thresholds_of(entry), to.reminding.schedule.thresholds); }},
    {"contacts", [](const TomlEntry& entry, Defaults& to) { return set_contacts(entry, to.reminding); }},
};

constexpr Key<Draft> k_trust_keys[] = {
    {"gpo_name", [](const TomlEntry& entry, Draft& to) { return put(text_of(entry), to.gpo_name); }},
    {"domain", [](const TomlEntry& entry, Draft& to) { return put(any_text_of(entry), to.domain); }},
    {"exports", [](const TomlEntry& entry, Draft& to) { return put(texts_of(entry), to.trust.exports); }},
    {"password_file", [](const TomlEntry& entry, Draft& to) { return put(text_of(entry), to.trust.password_file); }},
    {"password_env", [](const TomlEntry& entry, Draft& to) { return put(text_of(entry), to.trust.password_env); }},
    {"for", [](const TomlEntry& entry, Draft& to) { return set_clients(entry, to.trust); }},
    {"scope", [](const TomlEntry& entry, Draft& to) { return set_scope(entry, to.trust); }},
    {"stores", [](const TomlEntry& entry, Draft& to) { return set_stores(entry, to.trust); }},
    {"allow_root", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.allow_root); }},
    {"restrict_eku", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.restrict_eku); }},
    {"peer_usages", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.peer_usages); }},
    {"gpmc_style", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.gpmc_style); }},
    {"preferences_in_backup", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.preferences_in_backup); }},
    {"thumbprint", [](const TomlEntry& entry, Draft& to) { return set_thumbprint(entry, to.trust); }},
    {"all", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.all); }},
    {"names", [](const TomlEntry& entry, Draft& to) { return set_names(entry, to.trust); }},
    {"profile", [](const TomlEntry& entry, Draft& to) { return set_profile(entry, to.trust.profile); }},
    {"require_exportable", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.require_exportable); }},
    {"accept", [](const TomlEntry& entry, Draft& to) { return put(reasons_of(entry), to.trust.accepted); }},
    {"artefacts", [](const TomlEntry& entry, Draft& to) { return put(texts_of(entry), to.trust.artefacts); }},
    {"friendly_name", [](const TomlEntry& entry, Draft& to) { return put(any_text_of(entry), to.trust.friendly_name); }},
    {"comment", [](const TomlEntry& entry, Draft& to) { return put(any_text_of(entry), to.trust.comment); }},
    {"overlap", [](const TomlEntry& entry, Draft& to) { return put(days_of(entry), to.trust.overlap_days); }},
    {"renew_before", [](const TomlEntry& entry, Draft& to) { return put(days_of(entry), to.trust.reminding.schedule.renew_days); }},
    {"thresholds", [](const TomlEntry& entry, Draft& to) { return put(thresholds_of(entry), to.trust.reminding.schedule.thresholds); }},
    {"contacts", [](const TomlEntry& entry, Draft& to) { return set_contacts(entry, to.trust.reminding); }},
    {"retired", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.retired); }},
    {"distrust", [](const TomlEntry& entry, Draft& to) { return put(truth_of(entry), to.trust.distrust); }},
};
constexpr Key<Draft> k_refused_key{"password", refuse_password};

template <class Target>
Result<void> read_table(const TomlValue& table, std::string_view title, std::span<const Key<Target>> keys, Target& target) {
    for (const TomlEntry& entry : table.entries) {
        const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key<Target>& one) { return one.name == entry.key; });
        if (key != keys.end()) {
            GPOTRUST_TRY(key->set(entry, target));
            continue;
        }
        std::vector<std::string_view> known;
        for (const Key<Target>& one : keys) known.push_back(one.name);
        return core::fail(unknown_key(entry, title, known));
    }
    return {};
}

/// Where the value of a key stands, or the table when it is not there.
TomlEntry entry_of(const TomlValue& table, std::string_view key) {
    for (const TomlEntry& entry : table.entries) {
        if (entry.key == key) return {entry.key, entry.place, {Kind::text, entry.value.place}};
    }
    return {std::string(key), table.place, {Kind::text, table.place}};
}

Result<void> settle_identity(const TomlValue& table, Draft& draft) {
    if (!draft.gpo_name) return core::fail(fault(table.place, {}, "[[trust]] has no gpo_name", "every trust policy is known by the name of its GPO"));
    auto named = trust::make_identity(*draft.gpo_name, {});
    if (!named) return core::fail(fault(entry_of(table, "gpo_name"), std::move(named).error(), {}));
    auto identity = trust::make_identity(*draft.gpo_name, draft.domain);
    if (!identity)
        return core::fail(
            fault(entry_of(table, "domain"), std::move(identity).error(), "a domain as in contoso.com, other scripts in their xn-- form"));
    draft.trust.identity = *std::move(identity);
    return {};
}

Result<void> check_together(const TomlValue& table, ListedTrust& trust) {
    trust.retired = trust.retired || trust.distrust;
    if (trust.password_file && trust.password_env)
        return core::fail(fault(entry_of(table, "password_env").place, "password_env", "password_file is given, too", "give one of them"));
    if (trust.thumbprint && trust.all) return core::fail(fault(entry_of(table, "all").place, "all", "contradicts thumbprint", "give one of them"));
    if (!trust.retired && trust.exports.empty())
        return core::fail(fault(table.place, {}, fmt::format("\"{}\" has no exports", core::printable(trust.identity.name)),
                                "exports = [\"mail.pfx\"] names the certificate; retired = true takes the trust away"));
    return {};
}

Result<ListedTrust> read_trust(const TomlValue& table, const Defaults& defaults) {
    if (table.kind != Kind::table) return core::fail(fault(table.place, "trust", "a [[trust]] table is wanted"));
    Draft draft;
    draft.trust.line = table.place.line;
    draft.trust.reminding = defaults.reminding;
    draft.trust.overlap_days = defaults.overlap_days;
    draft.trust.profile = defaults.profile;
    draft.domain = defaults.domain;
    for (const TomlEntry& entry : table.entries) {
        if (entry.key == k_refused_key.name) GPOTRUST_TRY(k_refused_key.set(entry, draft));
    }
    GPOTRUST_TRY(read_table(table, "[[trust]]", std::span<const Key<Draft>>(k_trust_keys), draft));
    GPOTRUST_TRY(settle_identity(table, draft));
    GPOTRUST_TRY(check_together(table, draft.trust));
    return std::move(draft.trust);
}

Result<void> read_trusts(const TomlEntry& entry, const Defaults& defaults, EstateFile& file) {
    if (entry.value.kind != Kind::list)
        return core::fail(fault(entry.place, "trust", "not a list of tables", "each trust policy begins with [[trust]], in two pairs of brackets"));
    if (entry.value.items.size() > k_most_trusts)
        return core::fail(fault(entry.place, "trust", fmt::format("more than {} trust policies", k_most_trusts)));
    std::map<core::Guid, unsigned> lines;
    for (const TomlValue& table : entry.value.items) {
        GPOTRUST_TRY_ASSIGN(ListedTrust trust, read_trust(table, defaults));
        const auto [earlier, is_new] = lines.emplace(trust.identity.guid, trust.line);
        if (!is_new)
            return core::fail(
                fault(entry_of(table, "gpo_name").place, "gpo_name", fmt::format("the same GPO in the same domain as in line {}", earlier->second),
                      "several certificates of one GPO are several exports of one [[trust]]; upper and lower case do not make another"));
        file.trusts.push_back(std::move(trust));
    }
    return {};
}

Result<void> read_defaults(const TomlValue& document, Defaults& defaults) {
    for (const TomlEntry& entry : document.entries) {
        if (entry.key != "defaults") continue;
        if (entry.value.kind != Kind::table) return core::fail(fault(entry.place, "defaults", "a table is wanted: [defaults]"));
        GPOTRUST_TRY(read_table(entry.value, "[defaults]", std::span<const Key<Defaults>>(k_default_keys), defaults));
    }
    return {};
}

}  // namespace

Result<EstateFile> parse_estate_file(std::string_view text) {
    if (text.size() > k_largest_estate_file)
        return core::fail(core::ErrorCode::malformed_input, fmt::format("larger than {} bytes", k_largest_estate_file),
                          "an estate file lists trust policies; is this one?");
    GPOTRUST_TRY_ASSIGN(const TomlValue document, parse_toml(text));
    Defaults defaults;
    GPOTRUST_TRY(read_defaults(document, defaults));
    EstateFile file;
    file.defaults = defaults.reminding;
    constexpr std::array<std::string_view, 2> k_tables = {"defaults", "trust"};
    for (const TomlEntry& entry : document.entries) {
        if (entry.key == "trust")
            GPOTRUST_TRY(read_trusts(entry, defaults, file));
        else if (entry.key != "defaults")
            return core::fail(unknown_key(entry, "the file", k_tables));
    }
    return file;
}

const Reminding& reminding_for(const EstateFile& file, const core::Guid& gpo_guid) {
    const auto listed =
        std::find_if(file.trusts.begin(), file.trusts.end(), [&](const ListedTrust& trust) { return trust.identity.guid == gpo_guid; });
    return listed == file.trusts.end() ? file.defaults : listed->reminding;
}

}  // namespace gpotrust::renewal
