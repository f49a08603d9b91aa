// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a run looks at again: nothing where the last one ended well, and all of it where anything came, went or was cut short.
#include "app/settled.hpp"

#include <cerrno>

#include "app/estate.hpp"
#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "support/file_times.hpp"
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
namespace fs = std::filesystem;
using test::only_package;
using test::request_for;
using test::run;

namespace {

/// Makes every policy's folder look as if it had been written long ago, and lets a run take note of that.
void age(const app::PackageRequest& request) {
    for (const fs::directory_entry& slug : fs::directory_iterator(request.estate / "packages"))
        test::set_age(slug.path(), std::chrono::hours(1));
    run(request);
}

/// How often a run that changes nothing of mail.pfx's policy reads anything below a folder.
int looks_into(const app::PackageRequest& request, const fs::path& folder) {
    int looks = 0;
    const platform::ScopedFault count([&looks, &folder](platform::Operation operation, const fs::path& path) {
        const bool is_look = operation == platform::Operation::open || operation == platform::Operation::read;
        looks += is_look && path.native().find(folder.native()) == 0 ? 1 : 0;
        return 0;
    });
    run(request);
    return looks;
}

bool adopts(const app::PackageRequest& request, std::string_view words) {
    for (const std::string& notice : run(request).notices) {
        if (notice.find(words) != std::string::npos) return true;
    }
    return false;
}

struct TwoPolicies {
    test::TemporaryFolder folder = {};
    app::PackageRequest mail = request_for(folder.path(), {"mail.pfx"});
    app::PackageRequest web = request_for(folder.path(), {"web.pfx"});
    std::string mail_slug = only_package(mail).slug;
    std::string web_slug = only_package(web).slug;
    fs::path packages = mail.estate / "packages";
};

}  // namespace

TEST_CASE("settled: after a run that ended well other policies are not looked into") {
    const TwoPolicies estate;
    age(estate.mail);
    CHECK(looks_into(estate.mail, estate.packages / estate.web_slug) == 0);
    CHECK(looks_into(estate.mail, estate.packages / estate.mail_slug) > 0);
}

TEST_CASE("settled: a revision that came by hand is adopted, whatever is packaged") {
    const TwoPolicies estate;
    app::PackageRequest elsewhere = request_for(estate.folder.path() / "elsewhere", {"web.pfx"});
    only_package(elsewhere);
    elsewhere.comment = "second";
    const fs::path second = platform::path_from_utf8(only_package(elsewhere).path);
    SECTION("when folders were written just now") {}
    SECTION("when they were written long ago") { age(estate.mail); }
    fs::copy(second, estate.packages / estate.web_slug / "r0002", fs::copy_options::recursive);
    CHECK(adopts(estate.mail, "adopted revision 2 of " + estate.web_slug));
    CHECK_FALSE(adopts(estate.mail, "adopted"));
}

TEST_CASE("settled: an older copy of the ledger is noticed, and what it lacks is adopted") {
    TwoPolicies estate;
    const fs::path ledger = estate.mail.estate / "ledger.db";
    fs::copy_file(ledger, estate.folder.path() / "backup.db");
    estate.web.comment = "second";
    only_package(estate.web);
    age(estate.mail);
    fs::remove(ledger);  // mingw's copy_file does not overwrite
    fs::copy_file(estate.folder.path() / "backup.db", ledger);
    CHECK(adopts(estate.mail, "adopted revision 2 of " + estate.web_slug));
}

TEST_CASE("settled: a run that was ended between placement and row left no note") {
    TwoPolicies estate;
    age(estate.mail);
    REQUIRE(fs::exists(estate.mail.estate / ".settled"));
    bool ledger_failed = false;
    {
        // The row cannot be written, and neither can anything be taken away again: what kill -9 leaves.
        const platform::ScopedFault dead([&](platform::Operation operation, const fs::path& path) {
            ledger_failed = ledger_failed || (operation == platform::Operation::write && path.filename() == "ledger.db");
            return ledger_failed ? EIO : 0;
        });
        estate.web.comment = "second";
        CHECK(run(estate.web).exit_code == core::ExitCode::file_system);
    }
    REQUIRE(ledger_failed);
    CHECK_FALSE(fs::exists(estate.mail.estate / ".settled"));
    CHECK(adopts(estate.mail, "adopted revision 2 of " + estate.web_slug));
}

TEST_CASE("settled: a note that is cut short or another's is no note") {
    const TwoPolicies estate;
    const fs::path note = estate.mail.estate / ".settled";
    const core::Bytes whole = test::file_bytes(note);
    CHECK(app::read_note(note).has_value());
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
        REQUIRE(platform::write_file_atomically(note, core::BytesView(whole).first(size), platform::Durability::unsynced).has_value());
        INFO(size << " of " << whole.size());
        const auto read = app::read_note(note);
        CHECK_FALSE(read.has_value());
    }
}
