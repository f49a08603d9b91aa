// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "app/estate.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using ledger::TrustState;
using report::StatusOutcome;

constexpr std::size_t k_largest_zip = 256U << 20U;

/// The GPO a package on disk is of, wherever it lies.
core::Result<core::Guid> owner_of_package(const fs::path& path) {
    const fs::path manifest_file = path / std::string(bundle::k_manifest_name);
    if (platform::is_directory(path)) {
        return platform::read_file(manifest_file, k_largest_zip)
            .and_then([](const core::Bytes& octets) { return bundle::parse_manifest(octets); })
            .map([](const bundle::Manifest& manifest) { return manifest.identity.guid; });
    }
    GPOTRUST_TRY_ASSIGN(const core::Bytes octets, platform::read_file(path, k_largest_zip));
    GPOTRUST_TRY_ASSIGN(const bundle::Verification verification, bundle::verify_zip(octets));
    if (verification.manifest) return verification.manifest->identity.guid;
    return core::fail(ErrorCode::malformed_input, platform::shown(path) + " has no manifest", "name the zip or the revision folder of a package");
}

/// What one PACKAGE means.
struct Wanted {
    std::string word;
    std::optional<core::Guid> gpo_guid = {};
};

core::Result<Wanted> wanted_of(const std::string& word) {
    const fs::path path = platform::path_from_utf8(word);
    const bool is_path = word.find_first_of("/\\") != std::string::npos || word.ends_with(".zip");
    if (is_path && platform::exists(path)) {
        GPOTRUST_TRY_ASSIGN(const core::Guid guid, owner_of_package(path));
        return Wanted{word, guid};
    }
    if (const auto guid = core::parse_guid(word)) return Wanted{word, *guid};
    return Wanted{word, std::nullopt};
}

bool is_wanted(const ledger::Event& newest, const Wanted& wanted) {
    if (wanted.gpo_guid) return newest.gpo_guid == *wanted.gpo_guid;
    if (core::ascii_iequals(newest.slug, wanted.word)) return true;
    const auto identity = trust::make_identity(wanted.word, newest.domain);  // folds the case of names as the GUID does
    return identity && identity->guid == newest.gpo_guid;
}

core::Error not_in_estate(const std::string& word, const std::vector<TrustState>& states, const fs::path& estate) {
    std::vector<std::string_view> slugs;
    for (const TrustState& state : states) slugs.push_back(state.newest.slug);
    const std::string_view nearest = core::nearest_match(word, slugs);
    return {ErrorCode::usage,
            fmt::format("\"{}\" is no package of the estate {}", core::printable(word), platform::shown(estate)),
            nearest.empty() ? std::string("`gpotrust status` lists them; a slug, GPO name, GUID or path is understood")
                            : fmt::format("did you mean {}?", nearest),
            {}};
}

core::Result<std::vector<TrustState>> chosen(std::vector<TrustState> states, const StatusRequest& request, const fs::path& estate) {
    if (request.packages.empty()) return states;
    std::vector<bool> is_chosen(states.size());
    for (const std::string& word : request.packages) {
        GPOTRUST_TRY_ASSIGN(const Wanted wanted, wanted_of(word));
        bool found = false;
        for (std::size_t i = 0; i < states.size(); ++i) {
            if (!is_wanted(states[i].newest, wanted)) continue;
            is_chosen[i] = true;
            found = true;
        }
        if (!found) return core::fail(not_in_estate(word, states, estate));
    }
    std::vector<TrustState> kept;
    for (std::size_t i = 0; i < states.size(); ++i)
        if (is_chosen[i]) kept.push_back(std::move(states[i]));
    return kept;
}

/// The exit by what was asked for: expired wins.
core::ExitCode exit_code_of(const StatusOutcome& outcome, const std::vector<renewal::State>& fail_on) {
    core::ExitCode exit_code = core::ExitCode::fine;
    for (const renewal::TrustStatus& trust : outcome.trusts) {
        if (std::find(fail_on.begin(), fail_on.end(), trust.state) == fail_on.end()) continue;
        exit_code = core::worse(exit_code, trust.state == renewal::State::expired ? core::ExitCode::expired : core::ExitCode::renewal_due);
    }
    return exit_code;
}

core::Result<void> look(const StatusRequest& request, StatusOutcome& outcome) {
    GPOTRUST_TRY_ASSIGN(const fs::path root, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(root);
    const EstateLayout layout(root);
    outcome.has_ledger = platform::exists(layout.ledger());
    std::vector<TrustState> states;
    if (outcome.has_ledger) {
        GPOTRUST_TRY_ASSIGN(const ledger::Ledger ledger, ledger::Ledger::open(layout.ledger(), ledger::Access::read_only));
        GPOTRUST_TRY_ASSIGN(states, ledger.states());
    } else {
        outcome.warnings.push_back(
            fmt::format("{} has no ledger: `gpotrust package EXPORT` makes one, --estate names another folder", platform::shown(root)));
    }
    GPOTRUST_TRY_ASSIGN(states, chosen(std::move(states), request, root));
    for (const TrustState& state : states) outcome.trusts.push_back(renewal::status_of(state, request.schedule, request.now));
    return {};
}

}  // namespace

StatusOutcome status(const StatusRequest& request) {
    StatusOutcome outcome;
    outcome.schedule = request.schedule;
    outcome.now = request.now;
    const auto looked = look(request, outcome);
    if (!looked) {
        outcome.exit_code = core::exit_code_for(looked.error().code);
        outcome.error = looked.error();
        return outcome;
    }
    outcome.exit_code = exit_code_of(outcome, request.fail_on);
    return outcome;
}

}  // namespace gpotrust::app
