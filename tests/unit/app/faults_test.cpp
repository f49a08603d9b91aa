// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The commit protocol under failure: every operation on the disk is made to fail once.
#include <cerrno>
#include <fstream>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/ledger/ledger.hpp"
#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/paths.hpp"
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
namespace fs = std::filesystem;
using core::ExitCode;
using test::request_for;

namespace {

/// Fails operation number `n` inside a folder, counting from 0, and all later ones when `for_good`.
class FailAt {
public:
    FailAt(const fs::path& folder, int n, int error, bool for_good)
        : m_fault([this, folder, n, error, for_good](platform::Operation, const fs::path& path) {
              if (path.native().find(folder.native()) != 0) return 0;
              const int number = m_count++;
              return number == n || (for_good && number > n) ? error : 0;
          }) {}
    [[nodiscard]] int count() const { return m_count; }

private:
    int m_count = 0;
    platform::ScopedFault m_fault;
};

/// What must hold after any failure: no ledger or a sound one, and of the package nothing or all.
void check_state(const app::PackageRequest& request, std::size_t recorded_before) {
    const auto left = test::listing(request.estate);
    if (left.empty()) return;
    const fs::path file = request.estate / "ledger.db";
    if (fs::exists(file)) {
        auto ledger = ledger::Ledger::open(file, ledger::Access::read_only);
        REQUIRE(ledger.has_value());
        CHECK(ledger->verify_chain().has_value());
        const std::vector<ledger::Event> events = ledger->events().value();
        CHECK(events.size() >= recorded_before);
        for (const ledger::Event& event : events)
            CHECK(fs::exists(request.estate / "packages" / event.slug / ("r000" + std::to_string(event.revision)) / "SHA256SUMS"));
    }
    if (!fs::exists(request.estate / "packages")) return;
    for (const fs::path& sums : test::files_ending(request.estate / "packages", "SHA256SUMS")) {
        if (sums.generic_string().find(".staging-") != std::string::npos) continue;
        const auto outcome = app::verify({platform::path_to_utf8(sums.parent_path()), request.estate, {}});
        REQUIRE(outcome.has_value());
        CHECK(outcome->exit_code == ExitCode::fine);
    }
}

/// All but the note of a run that ended well: one that did not leaves none.
std::vector<std::string> kept_listing(const fs::path& estate) {
    std::vector<std::string> names = test::listing(estate);
    std::erase_if(names, [](const std::string& name) { return name.find(".settled") == 0; });
    return names;
}

/// What is made while operations fail. Every file is several operations, and each of them is one run: the formats that are always made show nearly all there is, of the others
/// some operations do.
struct Campaign {
    std::string_view artefacts = "gpo-backup";
    int step = 1;
};

/// Fails operations of a run in turn, until the run gets through; then runs it once more without faults.
template <class Prepare>
void fail_operations(const Prepare& prepare, std::size_t recorded_before, int error, bool for_good, const Campaign& campaign) {
    constexpr int k_more_than_there_are = 2'000;
    for (int n = 0; n < k_more_than_there_are; n += campaign.step) {
        const test::TemporaryFolder folder;
        app::PackageRequest request = prepare(folder.path());
        request.artefacts = artefact::parse_selection(campaign.artefacts).value();
        const auto before = kept_listing(request.estate);
        INFO("operation " << n);
        core::Result<report::PackageOutcome> outcome;
        int operations = 0;
        {
            const FailAt fault(request.estate, n, error, for_good);
            outcome = app::package(request, test::right_password());
            operations = fault.count();
        }
        REQUIRE(outcome.has_value());
        if (n >= operations) {
            CHECK(outcome->exit_code == ExitCode::fine);
            CHECK(n > 20);
            return;
        }
        check_state(request, recorded_before);
        const bool failed = outcome->exit_code != ExitCode::fine;
        if (failed) {
            CHECK((outcome->exit_code == ExitCode::file_system || outcome->exit_code == ExitCode::ledger));
            CHECK(outcome->packages.empty());
            REQUIRE_FALSE(outcome->errors.empty());
            CHECK_FALSE(outcome->errors.front().message.empty());
        }
        // A single failure is cleaned up after; when the disk stays dead, nobody can.
        if (failed && !for_good) CHECK(kept_listing(request.estate) == before);
        const report::PackagedTrust trust = test::only_package(request);
        CHECK(test::verifies(request.estate, trust.slug));
        check_state(request, recorded_before + 1);
    }
    FAIL("a run needs more operations than expected");
}

template <class Prepare>
void fail_every_operation(const Prepare& prepare, std::size_t recorded_before, int error, bool for_good) {
    fail_operations(prepare, recorded_before, error, for_good, {.step = for_good ? 3 : 1});
}

app::PackageRequest first_package(const fs::path& folder) { return request_for(folder, {"web.cer"}); }

app::PackageRequest second_revision(const fs::path& folder) {
    app::PackageRequest request = request_for(folder, {"web.cer"});
    static_cast<void>(test::only_package(request));
    request.comment = "second";
    return request;
}

app::PackageRequest damaged_revision(const fs::path& folder) {
    app::PackageRequest request = request_for(folder, {"web.cer"});
    fs::remove(platform::path_from_utf8(test::only_package(request).path) / "README.txt");
    return request;
}

}  // namespace

TEST_CASE("faults: whichever operation fails while the first package is made, nothing is left and the next run succeeds") {
    fail_every_operation(first_package, 0, ENOSPC, false);
}

TEST_CASE("faults: a package of all formats is made whole or not at all") {
    fail_operations(first_package, 0, ENOSPC, false, {.artefacts = "all", .step = 29});
}

TEST_CASE("faults: whichever operation fails while a revision is added, the estate is as before and the next run succeeds") {
    fail_every_operation(second_revision, 1, EACCES, false);
}

TEST_CASE("faults: from whichever operation on the disk is dead, the estate is sound and the next run succeeds") {
    fail_every_operation(first_package, 0, EIO, true);
    fail_every_operation(second_revision, 1, EIO, true);
}

TEST_CASE("faults: whichever operation fails while a damaged revision is written again, the next run succeeds") {
    constexpr int k_more_than_there_are = 400;
    for (int n = 0; n < k_more_than_there_are; ++n) {
        const test::TemporaryFolder folder;
        const app::PackageRequest request = damaged_revision(folder.path());
        INFO("operation " << n);
        int operations = 0;
        {
            const FailAt fault(request.estate, n, EIO, false);
            static_cast<void>(app::package(request, test::right_password()));
            operations = fault.count();
        }
        const report::PackagedTrust trust = test::only_package(request);
        CHECK(test::verifies(request.estate, trust.slug));
        if (n >= operations) return;
    }
    FAIL("a run needs more operations than expected");
}

TEST_CASE("faults: a repair that is ended at any operation harms neither the half that was right nor what somebody put there") {
    constexpr int k_more_than_there_are = 400;
    for (int n = 0; n < k_more_than_there_are; ++n) {
        const test::TemporaryFolder folder;
        const app::PackageRequest request = damaged_revision(folder.path());
        const fs::path slug = fs::directory_iterator(request.estate / "packages")->path();
        const core::Bytes zip = test::file_bytes(slug / "r0001.zip");
        std::ofstream(slug / "r0001" / "notes.txt") << "mine";
        INFO("operation " << n);
        int operations = 0;
        {
            const FailAt fault(request.estate, n, EIO, true);  // nothing can be cleaned up, as after kill -9
            static_cast<void>(app::package(request, test::right_password()));
            operations = fault.count();
        }
        CHECK(test::file_bytes(slug / "r0001.zip") == zip);
        CHECK(core::as_text(test::file_bytes(slug / "r0001" / "notes.txt")) == "mine");
        CHECK(core::to_hex(test::only_package(request).zip_sha256) ==
              core::to_hex(app::package(request, test::right_password())->packages.at(0).zip_sha256));
        CHECK(test::file_bytes(slug / "r0001.zip") == zip);
        CHECK(core::as_text(test::file_bytes(slug / "r0001" / "notes.txt")) == "mine");
        if (n >= operations) return;
    }
    FAIL("a run needs more operations than expected");
}

TEST_CASE("faults: an estate that cannot be written is a failure of the file system, told with its path") {
    const test::TemporaryFolder folder;
    const app::PackageRequest request = first_package(folder.path());
    const platform::ScopedFault fault([&](platform::Operation operation, const fs::path& path) {
        const bool is_inside = path.native().find(request.estate.native()) == 0;
        return is_inside && operation == platform::Operation::create_directory ? EACCES : 0;
    });
    const report::PackageOutcome outcome = test::run(request);
    CHECK(outcome.exit_code == ExitCode::file_system);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].message.find("estate") != std::string::npos);
    CHECK(outcome.exports[0].verdict == report::Verdict::fit);
    CHECK_FALSE(fs::exists(request.estate));
}
