// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "gpotrust/app/ledger_use_cases.hpp"
#include "gpotrust/ledger/ledger.hpp"
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
using core::ExitCode;

namespace {

/// Runs a request in a child process; its exit status is the run's exit code.
pid_t start(const app::PackageRequest& request) {
    const pid_t child = fork();
    if (child != 0) return child;
    const auto outcome = app::package(request, test::right_password());
    _exit(outcome ? static_cast<int>(outcome->exit_code) : 99);
}

int status_of(pid_t child) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("processes: many runs at once on one estate are one after the other") {
    const test::TemporaryFolder folder;
    std::vector<pid_t> children;
    for (int number = 0; number < 8; ++number) {
        app::PackageRequest request = test::request_for(folder.path(), {number % 2 == 0 ? "web.cer" : "mail.cer"});
        request.comment = "from process " + std::to_string(number);
        children.push_back(start(request));
    }
    for (const pid_t child : children) CHECK(status_of(child) == 0);

    const std::filesystem::path estate = folder.path() / "estate";
    const auto ledger = ledger::Ledger::open(estate / "ledger.db", ledger::Access::read_only);
    REQUIRE(ledger.has_value());
    CHECK(ledger->verify_chain().has_value());
    std::set<std::pair<std::string, unsigned>> revisions;
    const std::vector<ledger::Event> events = ledger->events().value();
    for (const ledger::Event& event : events) CHECK(revisions.emplace(event.slug, event.revision).second);
    CHECK(revisions.size() == 8);
    for (const auto& [slug, revision] : revisions) {
        CHECK(revision <= 4);
        CHECK(test::verifies(estate, slug));
    }
}

TEST_CASE("processes: sixteen runs at once lose nothing, and the ledger verifies against every package") {
    const test::TemporaryFolder folder;
    std::vector<pid_t> children;
    for (int number = 0; number < 16; ++number) {
        app::PackageRequest request = test::request_for(folder.path(), {number % 2 == 0 ? "web.cer" : "mail.cer"});
        request.comment = "from process " + std::to_string(number);
        request.gpo_name = "policy " + std::to_string(number % 4);
        request.on_other_certificates = app::OnOtherCertificates::replace;
        children.push_back(start(request));
    }
    for (const pid_t child : children) CHECK(status_of(child) == 0);
    const auto verified = app::verify_ledger({folder.path() / "estate"});
    REQUIRE(verified.has_value());
    CHECK(verified->exit_code == ExitCode::fine);
    CHECK(verified->rows == 16);
    CHECK(verified->revisions == 16);
    CHECK(verified->chain_holds);
    const auto ledger = ledger::Ledger::open(folder.path() / "estate" / "ledger.db", ledger::Access::read_only);
    REQUIRE(ledger.has_value());
    const std::vector<ledger::TrustState> states = ledger->states().value();
    CHECK(states.size() == 4);
    for (const ledger::TrustState& state : states) CHECK(state.newest.revision == 4);
}

TEST_CASE("processes: the same package from many runs is made once") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = test::request_for(folder.path(), {"web.cer"});
    std::vector<pid_t> children;
    for (int number = 0; number < 6; ++number) children.push_back(start(request));
    for (const pid_t child : children) CHECK(status_of(child) == 0);
    const auto ledger = ledger::Ledger::open(request.estate / "ledger.db", ledger::Access::read_only);
    REQUIRE(ledger.has_value());
    CHECK(ledger->events()->size() == 1);
}
