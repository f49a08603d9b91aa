// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fstream>

#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/paths.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
namespace fs = std::filesystem;

namespace {

const core::Bytes k_empty_policy{'P', 'R', 'e', 'g', 1, 0, 0, 0};  // [MS-GPREG] 2.2.1

void write(const fs::path& file, core::BytesView octets) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(core::as_text(octets).data(), static_cast<std::streamsize>(octets.size()));
}

core::Bytes zip_of(std::initializer_list<std::string> folders) {
    core::FileTree tree;
    for (const std::string& folder : folders) tree.emplace(core::RelativePath::of(folder + "/Machine/registry.pol"), k_empty_policy);
    return *archive::make_canonical_zip(tree);
}

std::string text(const fs::path& path) { return platform::path_to_utf8(path); }

report::DiffOutcome diff(const fs::path& before, const fs::path& after) {
    return app::diff({text(before), text(after), before.parent_path() / "no-estate", {}});
}

}  // namespace

TEST_CASE("diff: a zip that holds one GPO is that GPO, its path tells where in the zip") {
    const test::TemporaryFolder folder;
    write(folder.path() / "gpos.zip", zip_of({"backups/one"}));
    write(folder.path() / "gpo" / "Machine" / "registry.pol", k_empty_policy);
    const report::DiffOutcome outcome = diff(folder.path() / "gpos.zip", folder.path() / "gpo");
    REQUIRE_FALSE(outcome.error);
    CHECK(outcome.exit_code == core::ExitCode::fine);
    CHECK(outcome.before_path == text(folder.path() / "gpos.zip") + "!/backups/one");
    CHECK(outcome.after_path == text(folder.path() / "gpo"));
    CHECK(outcome.after.gpo);
}

TEST_CASE("diff: of several GPOs the user must choose, and none is an error that says what would do") {
    const test::TemporaryFolder folder;
    write(folder.path() / "several.zip", zip_of({"one", "two"}));
    write(folder.path() / "empty" / "note.txt", core::to_bytes("x"));
    const report::DiffOutcome several = diff(folder.path() / "several.zip", folder.path() / "several.zip");
    REQUIRE(several.error);
    CHECK(several.error->code == core::ErrorCode::choice_needed);
    CHECK(several.error->message == "this holds 2 GPOs: one; two");
    CHECK(several.exit_code == core::ExitCode::usage);
    const report::DiffOutcome none = diff(folder.path() / "empty", folder.path() / "several.zip");
    REQUIRE(none.error);
    CHECK(none.exit_code == core::ExitCode::malformed);
}

TEST_CASE("diff: a folder with one lone registry.pol is that file, what is not there is told") {
    const test::TemporaryFolder folder;
    write(folder.path() / "User" / "registry.pol", k_empty_policy);
    CHECK(diff(folder.path() / "User", folder.path() / "User" / "registry.pol").exit_code == core::ExitCode::fine);
    CHECK(diff(folder.path() / "User", folder.path() / "nothing.pol").exit_code == core::ExitCode::file_system);
    CHECK(app::diff({"no-such-trust", text(folder.path() / "User"), folder.path() / "no-estate", {}}).exit_code == core::ExitCode::usage);
}
