// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/name_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gpotrust/core/text.hpp"

namespace gpotrust::cli {
namespace {

using certificate::RoleChecklist;
using certificate::ServerRole;
using core::ErrorCode;

constexpr std::array k_roles = {ServerRole::client_access, ServerRole::hub_transport, ServerRole::edge_transport, ServerRole::unified_messaging};

core::Error usage(std::string message, std::string hint = {}) { return {ErrorCode::usage, std::move(message), std::move(hint), {}}; }

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/// Digits and dots alone: four numbers up to 255, for no host name ends in a number (RFC 1123 2.1).
bool is_dotted_address(std::string_view text) {
    int parts = 0;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find('.'));
        if (part.empty() || part.size() > 3 || (part.size() == 3 && part > "255")) return false;
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        ++parts;
    }
    return parts == 4;
}

bool is_host(std::string_view text) {
    constexpr std::size_t k_longest = 253;
    if (text.ends_with('.')) text.remove_suffix(1);
    if (text.empty() || text.size() > k_longest || text.front() == '.' || text.find("..") != std::string_view::npos) return false;
    const bool is_number = text.find('.') != std::string_view::npos && text.find_first_not_of("0123456789.") == std::string_view::npos;
    if (is_number) return is_dotted_address(text);
    return std::all_of(text.begin(), text.end(), is_name_character);
}

/// Roughly an IPv6 address, with or without brackets; whether it is one shows when nothing serves it.
bool is_address_with_colons(std::string_view text) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
    const auto belongs = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.'; };
    return std::count(text.begin(), text.end(), ':') >= 2 && std::all_of(text.begin(), text.end(), belongs);
}

std::string_view hint_for(std::string_view text) {
    const bool beyond_ascii = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (beyond_ascii) return "give an internationalised name in its ASCII form (xn--...), as DNS has it";
    if (text.find("://") != std::string_view::npos) return "give the host name alone, without https:// and path";
    if (text.find('*') != std::string_view::npos) return "give the names that clients connect to, not a pattern";
    const std::size_t colon = text.find(':');
    const bool has_port = colon != std::string_view::npos && text.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
    if (has_port) return "leave the port out";
    return "a host name such as mail.contoso.com, or an address";
}

core::Result<void> check_hosts(std::string_view option, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        if (!is_host(text))
            return core::fail(usage(fmt::format("{}: \"{}\" is no host name", option, core::printable(text)), std::string(hint_for(text))));
    }
    return {};
}

core::Result<void> check_names(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        if (!is_address_with_colons(text)) GPOTRUST_TRY(check_hosts("--name", {text}));
    }
    return {};
}

core::Result<ServerRole> role_of(const std::string& text) {
    std::vector<std::string_view> known;
    for (const ServerRole role : k_roles) {
        known.push_back(certificate::to_text(role));
        if (known.back() == text) return role;
    }
    const std::string_view nearest = core::nearest_match(core::ascii_lower(text), known);
    return core::fail(usage(fmt::format("--role: there is no role \"{}\"", core::printable(text)),
                            nearest.empty() ? std::string("client-access, hub-transport, edge-transport or unified-messaging")
                                            : fmt::format("did you mean {}?", nearest)));
}

bool has(const std::vector<ServerRole>& roles, std::initializer_list<ServerRole> any) {
    return std::any_of(any.begin(), any.end(), [&roles](ServerRole role) { return std::find(roles.begin(), roles.end(), role) != roles.end(); });
}

/// What belongs to a role says nothing without it, and an admin who gave it expects a verdict about it.
core::Result<void> check_parts(const NameOptions& options, const std::vector<ServerRole>& roles) {
    if (roles.empty()) {
        const char* orphan = options.server                      ? "--server"
                             : !options.published.empty()        ? "--published"
                             : !options.accepted_domains.empty() ? "--accepted-domain"
                             : options.require_names             ? "--require-names"
                                                                 : nullptr;
        if (orphan == nullptr) return {};
        return core::fail(
            usage(fmt::format("{} says nothing without --role", orphan), "for instance --role client-access; a name by itself is --name DNS"));
    }
    if (!options.server) return core::fail(usage("--role needs --server: every role asks for the server's own names", "--server exch01.contoso.com"));
    if (!options.published.empty() && !has(roles, {ServerRole::client_access}))
        return core::fail(usage("--published belongs to the role client-access", "add --role client-access, or leave --published out"));
    if (!options.accepted_domains.empty() && !has(roles, {ServerRole::client_access, ServerRole::hub_transport, ServerRole::edge_transport}))
        return core::fail(
            usage("--accepted-domain: the role unified-messaging asks for no domains", "leave it out, or name the other roles of the server"));
    return {};
}

core::Result<void> check_server(const std::string& server) {
    GPOTRUST_TRY(check_hosts("--server", {server}));
    const std::size_t dot = server.find('.');
    const bool has_letters = std::any_of(server.begin(), server.end(), [](char c) { return c != '.' && (c < '0' || c > '9'); });
    if (has_letters && dot != std::string::npos && dot + 1 < server.size()) return {};
    return core::fail(usage(fmt::format("--server: \"{}\" is no full name", server), "give the server's name with its domain: exch01.contoso.com"));
}

}  // namespace

void declare_names(CommandLine& line, NameOptions& options) {
    line.group("Names");
    line.values("--name", "DNS", options.names, "a name or address that clients connect to: not served is an error; may be repeated");
    line.values(
        "--role", "ROLE", options.roles,
        "judge the names an Exchange server of this role needs: client-access, hub-transport, edge-transport, unified-messaging; may be repeated");
    line.value("--server", "FQDN", options.server, "the server's full name, for --role");
    line.values("--published", "HOST", options.published,
                "name it is published under for Outlook Anywhere and ActiveSync, for --role client-access; may be repeated");
    line.values("--accepted-domain", "DOMAIN", options.accepted_domains, "mail domain it accepts, for --role; may be repeated");
    line.flag("--require-names", options.require_names, "a name that the role asks for and is missing is an error, not a warning");
}

core::Result<void> set_names(const NameOptions& options, app::Judgement& judgement) {
    GPOTRUST_TRY(check_names(options.names));
    judgement.names = options.names;
    RoleChecklist checklist;
    for (const std::string& text : options.roles) {
        GPOTRUST_TRY_ASSIGN(const ServerRole role, role_of(text));
        if (!has(checklist.roles, {role})) checklist.roles.push_back(role);
    }
    GPOTRUST_TRY(check_parts(options, checklist.roles));
    if (options.server) GPOTRUST_TRY(check_server(*options.server));
    GPOTRUST_TRY(check_hosts("--published", options.published));
    GPOTRUST_TRY(check_hosts("--accepted-domain", options.accepted_domains));
    checklist.server = options.server.value_or(std::string());
    checklist.published = options.published;
    checklist.accepted_domains = options.accepted_domains;
    judgement.checklist = std::move(checklist);
    judgement.require_names = options.require_names;
    return {};
}

}  // namespace gpotrust::cli
