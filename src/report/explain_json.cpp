// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/client_words.hpp"
#include "report/json_parts.hpp"

namespace gpotrust::report {
namespace {

using trust::Client;

Json store_of(const trust::StoreClaim& claim) {
    return Json{{"store", trust::to_text(claim.store)},
                {"computer", trust::to_text(claim.computer)},
                {"user", trust::to_text(claim.user)},
                {"confidence", trust::to_text(claim.confidence)},
                {"needs_root", claim.with_root}};
}

Json preset_of(const Client& client) {
    if (!trust::is_served(client)) return nullptr;
    Json stores = Json::array();
    for (const trust::Store store : client.preset.stores) stores.push_back(trust::to_text(store));
    Json usages = Json::array();
    for (const certificate::Usage usage : trust::usages_of(client)) usages.push_back(usage_id(usage));
    return Json{{"scope", trust::to_text(client.preset.scope)},
                {"stores", std::move(stores)},
                {"usages", std::move(usages)},
                {"asks_names", trust::includes(client.demand, trust::Demand::server_auth)},
                {"command", command_for(client)}};
}

Json client_of(const Client& client) {
    Json stores = Json::array();
    for (const trust::StoreClaim& claim : client.claims) stores.push_back(store_of(claim));
    Json demands = Json::array();
    for (const trust::DemandWords& words : trust::demand_words())
        if (trust::includes(client.demand, words.demand)) demands.push_back({{"id", words.id}, {"text", words.text}});
    return Json{{"id", client.id},
                {"aliases", trust::aliases_of(client)},
                {"name", client.name},
                {"title", client.title},
                {"stores", std::move(stores)},
                {"demands", std::move(demands)},
                {"condition", client.condition},
                {"evidence", client.evidence},
                {"sources", trust::sources_of(client)},
                {"for", preset_of(client)},
                {"instead", client.instead}};
}

}  // namespace

std::string to_json(const ExplainOutcome& outcome, const JsonEnvelope& envelope) {
    Json clients = Json::array();
    for (const Client* client : outcome.clients) clients.push_back(client_of(*client));
    return in_envelope("explain", {{"clients", std::move(clients)}}, envelope);
}

}  // namespace gpotrust::report
