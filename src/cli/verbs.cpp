// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/commands/verbs.hpp"

#include <algorithm>
#include <array>

#include "cli/verb.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::cli {
namespace {

constexpr std::array k_verbs{&k_package, &k_renew,  &k_retire, &k_apply,  &k_status,  &k_remind,  &k_check,  &k_inspect,
                             &k_doctor,  &k_diff,   &k_verify, &k_ledger, &k_explain, &k_formats, &k_help};

}  // namespace

std::span<const Verb* const> verbs() { return k_verbs; }

core::Result<const Verb*> find_verb(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Verb* verb : verbs()) {
        if (verb->name == name) return verb;
        names.push_back(verb->name);
    }
    const std::string_view nearest = core::nearest_match(name, names);
    return core::fail(core::ErrorCode::usage, "no command is called \"" + std::string(name) + "\"",
                      nearest.empty() ? "`gpotrust --help` lists the commands" : "did you mean `gpotrust " + std::string(nearest) + "`?");
}

}  // namespace gpotrust::cli
