// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/client_options.hpp"

#include <algorithm>

#include "gpotrust/trust/client_choice.hpp"

namespace gpotrust::cli {
namespace {

core::Result<void> add_client(std::vector<const trust::Client*>& clients, std::string_view word) {
    if (word.empty()) return core::fail(core::ErrorCode::usage, "--for: a client is missing", "`gpotrust explain` lists them");
    auto client = trust::find_client(word);
    if (!client) return core::fail(std::move(client).error().in("--for"));
    GPOTRUST_TRY(trust::check_served(**client));
    if (std::find(clients.begin(), clients.end(), *client) == clients.end()) clients.push_back(*client);
    return {};
}

}  // namespace

void declare_clients(CommandLine& line, std::vector<std::string>& names, std::string_view help) {
    line.values("--for", "CLIENT[,CLIENT]", names, help);
}

core::Result<std::vector<const trust::Client*>> clients_of(const std::vector<std::string>& names) {
    std::vector<const trust::Client*> clients;
    for (const std::string& list : names) {
        std::string_view rest = list;
        for (bool more = true; more;) {
            const std::size_t comma = rest.find(',');
            GPOTRUST_TRY(add_client(clients, rest.substr(0, comma)));
            more = comma != std::string_view::npos;
            if (more) rest.remove_prefix(comma + 1);
        }
    }
    return clients;
}

}  // namespace gpotrust::cli
