// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// docs/reference/clients.md.
#include <fmt/format.h>

#include "gpotrust/report/print.hpp"
#include "report/client_words.hpp"
#include "report/markdown.hpp"

namespace gpotrust::report {
namespace {

using trust::Client;
using trust::Side;
using trust::Store;

constexpr std::string_view k_introduction =
    "# Clients\n\n"
    "Which programs honour a self-signed certificate in which Windows store, and how that is known; what `gpotrust explain` shows and `--for` uses. "
    "Why it is\n"
    "so: [who reads which store](../explanation/who-reads-which-store.md). *documented*: the vendor says so; *source-read*: read in the program's "
    "source;\n"
    "*observed*: reported by users in a public thread; *unverified*: nobody has shown it. None of it has been tried with packages of this program on "
    "real Windows\n"
    "([what is not confirmed](../explanation/not-confirmed-on-windows.md)).\n";

std::string support_cell(const Client& client, Store store, Side side) {
    const trust::Support support = trust::support_in(client, store, side);
    const bool shown = support == trust::Support::yes || support == trust::Support::expected;
    return std::string(shown ? "**" : "").append(words(support)).append(shown ? "**" : "");
}

std::string matrix_row(const Client& client) {
    return fmt::format("| [`{0}`](#{0}) | {1} | {2} | {3} | {4} | {5} | {6} |\n", client.id, markdown_cell(client.name),
                       support_cell(client, Store::trusted_people, Side::computer), support_cell(client, Store::trusted_people, Side::user),
                       support_cell(client, Store::root, Side::computer), support_cell(client, Store::trusted_publisher, Side::computer),
                       trust::to_text(trust::claim_of(client, Store::trusted_people)->confidence));
}

std::string preset_row(const Client& client) {
    if (!trust::is_served(client))
        return fmt::format("| `{}` | refused | | {}; what helps: {} |\n", client.id, trust::refusal_of(client), markdown_cell(client.instead));
    return fmt::format("| `{}` | {} | {} | {} |\n", client.id, trust::to_text(client.preset.scope), preset_stores(client),
                       markdown_cell(judged_for(client)));
}

std::string joined_views(const std::vector<std::string_view>& texts, std::string_view separator) {
    return fmt::format("{}", fmt::join(texts, separator));
}

std::string section(const Client& client) {
    std::string text = fmt::format("\n### {}\n\n{}.", client.id, markdown_text(client.title));
    if (!client.aliases.empty()) text += fmt::format(" Also called {}.", joined_views(trust::aliases_of(client), ", "));
    text += "\n\n| Store | Computer | User | Known by |\n|---|---|---|---|\n";
    for (const trust::StoreClaim& claim : client.claims) {
        const auto cell = [&](trust::Support support) { return claim.store == Store::disallowed ? distrust_words(support) : words(support); };
        text += fmt::format("| {} | {} | {} | {}{} |\n", trust::to_text(claim.store), cell(claim.computer), cell(claim.user),
                            trust::to_text(claim.confidence), claim.with_root ? ", with Root as well" : "");
    }
    const auto demands = demands_of(client);
    text += "\n";
    if (!demands.empty()) text += fmt::format("- Certificate: {}.\n", markdown_text(joined_views(demands, "; ")));
    text += fmt::format("- Condition: {}.\n- Evidence: {}\n- Sources: {}.\n", markdown_text(client.condition), markdown_text(client.evidence),
                        client.sources.empty() ? "none" : markdown_text(joined_views(trust::sources_of(client), ", ")));
    return text +
           (trust::is_served(client) ? fmt::format("- `{}`\n", command_for(client)) : fmt::format("- Instead: {}.\n", markdown_text(client.instead)));
}

}  // namespace

std::string clients_markdown() {
    std::string text(k_generated_head);
    text += k_introduction;
    text +=
        "\n## The matrix\n\n| `--for` | Family | Trusted People, computer | Trusted People, user | Root | TrustedPublisher | Known by "
        "|\n|---|---|---|---|---|---|---|\n";
    for (const Client& client : trust::clients()) text += matrix_row(client);
    text +=
        "\n*Known by* is about Trusted People. Every other store is unverified for every family, but where its section below says more.\n\n"
        "## What `--for` chooses\n\n"
        "Of several clients the union: one scope, all their stores, all their usages. Root needs `--allow-root`. A certificate that lacks a usage is "
        "not fit (exit\n"
        "1); an option that contradicts a client is refused (exit 2). A family whose only evidence is what guides and practice say (`sql`, `rdp`, "
        "`ldaps`, `nps`)\n"
        "gets Root, behind `--allow-root`, and stays labelled unverified where nobody has shown it; a family of which not even that is known is "
        "refused.\n\n"
        "| Client | Scope | Stores | Judged for |\n|---|---|---|---|\n";
    for (const Client& client : trust::clients()) text += preset_row(client);
    text += "\n## The families\n";
    for (const Client& client : trust::clients()) text += section(client);
    return text;
}

}  // namespace gpotrust::report
