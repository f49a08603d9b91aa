// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "report/client_words.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using trust::Client;
using trust::Side;
using trust::Store;
using trust::StoreClaim;

constexpr std::size_t k_id_width = 15;
constexpr std::size_t k_name_width = 33;
constexpr std::size_t k_label_width = 13;

std::string padded(std::string_view text, std::size_t width) { return fmt::format("{:<{}}", text, width); }

void matrix_row(Page& page, const Client& client) {
    const auto cell = [&](Store store, Side side) {
        const trust::Support support = trust::support_in(client, store, side);
        return std::pair(fmt::format("{:^5}", mark(support)), colour_of(support));
    };
    const auto [computer, computer_colour] = cell(Store::trusted_people, Side::computer);
    const auto [user, user_colour] = cell(Store::trusted_people, Side::user);
    const auto [root, root_colour] = cell(Store::root, Side::computer);
    const auto [publisher, publisher_colour] = cell(Store::trusted_publisher, Side::computer);
    page.line(0, {{padded(client.id, k_id_width), Colour::bold},
                  {padded(client.name, k_name_width)},
                  {computer, computer_colour},
                  {user, user_colour},
                  {root, root_colour},
                  {publisher, publisher_colour},
                  {" "},
                  {trust::to_text(trust::claim_of(client, Store::trusted_people)->confidence), Colour::dim}});
}

void matrix(Page& page, const ExplainOutcome& outcome) {
    page.line(0, {{padded("client", k_id_width) + padded("family", k_name_width) + "TP-c TP-u Root Publ  known by", Colour::dim}});
    for (const Client* client : outcome.clients) matrix_row(page, *client);
    page.gap();
    page.line(0, {{"+ works   ~ expected, not shown   - does not   ? unverified   . does not apply"}});
    page.paragraph(
        0,
        "TP-c, TP-u: the store Trusted People of the computer and of the user. Root, Publ: Trusted Root and Trusted Publishers of the computer. "
        "\"known by\" is about Trusted People. Every mark has conditions.");
    page.gap();
    page.line(0, {{"gpotrust explain CLIENT"}, {"        its conditions, evidence and sources", Colour::dim}});
    page.line(0, {{"gpotrust package --for CLIENT"}, {"  makes the package for it", Colour::dim}});
}

void store_lines(Page& page, const Client& client) {
    page.line(2, {{"Store              computer     user         known by", Colour::dim}});
    for (const StoreClaim& claim : client.claims) {
        const auto text = [&](trust::Support support) { return claim.store == Store::disallowed ? distrust_words(support) : words(support); };
        page.line(2, {{padded(trust::to_text(claim.store), 19)},
                      {padded(text(claim.computer), 13), colour_of(claim.computer)},
                      {padded(text(claim.user), 13), colour_of(claim.user)},
                      {trust::to_text(claim.confidence)},
                      {claim.with_root ? ", with Root as well" : ""}});
    }
    page.line(2, {{"every other        "}, {"unverified", Colour::yellow}});
}

void preset_lines(Page& page, const Client& client) {
    page.gap();
    page.line(2, {{fmt::format("--for {}", client.id), Colour::bold}});
    if (!trust::is_served(client)) {
        page.paragraph(4, fmt::format("is refused: {}", trust::refusal_of(client)));
        page.field(4, {"instead", Colour::dim}, client.instead, 9);
        return;
    }
    page.field(4, {"scope", Colour::dim}, trust::to_text(client.preset.scope), 9);
    page.field(4, {"stores", Colour::dim}, preset_stores(client), 9);
    page.field(4, {"judged", Colour::dim}, "for " + judged_for(client), 9);
    page.gap();
    page.line(4, {{command_for(client), Colour::bold}});
}

void client_block(Page& page, const Client& client) {
    page.field(0, {client.id, Colour::bold}, client.title, client.id.size() + 2);
    std::string aliases;
    for (const std::string_view alias : trust::aliases_of(client)) aliases.append(aliases.empty() ? "" : ", ").append(alias);
    page.field(2, {"also", Colour::dim}, aliases, k_label_width);
    page.gap();
    store_lines(page, client);
    page.gap();
    std::string_view label = "certificate";
    for (const std::string_view demand : demands_of(client)) {
        page.field(2, {label, Colour::dim}, demand, k_label_width);
        label = "";
    }
    page.field(2, {"condition", Colour::dim}, client.condition, k_label_width);
    page.field(2, {"evidence", Colour::dim}, client.evidence, k_label_width);
    label = "sources";
    for (const std::string_view source : trust::sources_of(client)) {
        page.field(2, {label, Colour::dim}, source, k_label_width);
        label = "";
    }
    if (client.sources.empty()) page.field(2, {label, Colour::dim}, "none: unverified", k_label_width);
    preset_lines(page, client);
}

}  // namespace

std::string to_text(const ExplainOutcome& outcome, const TextStyle& style) {
    Page page(style);
    if (outcome.matrix) matrix(page, outcome);
    for (const Client* client : outcome.clients) {
        if (outcome.matrix) break;
        page.gap();
        client_block(page, *client);
    }
    return std::move(page).text();
}

}  // namespace gpotrust::report
