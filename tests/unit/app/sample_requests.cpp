// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "unit/app/sample_requests.hpp"

#include <algorithm>
#include <fstream>

#include "gpotrust/platform/paths.hpp"

namespace gpotrust::test {

namespace fs = std::filesystem;

fs::path export_file(std::string_view name) {
    static const TemporaryFolder copies;
    const fs::path copy = copies.path() / fs::path(std::string(name));
    if (fs::exists(copy)) return copy;
    const core::Bytes octets = data_file("app/" + std::string(name));
    std::ofstream(copy, std::ios::binary) << core::as_text(octets);
    return copy;
}

app::Passwords right_password() {
    return {[](const std::string&) { return core::Result<core::SecretBytes>(core::SecretBytes::copy_of("fixture")); }, {}};
}

app::PackageRequest request_for(const fs::path& folder, const std::vector<std::string>& exports) {
    app::PackageRequest request;
    for (const std::string& name : exports) request.exports.push_back(export_file(name));
    request.judgement.now = *core::parse_utc_time("2026-11-22T15:10:00Z");
    request.estate = folder / "estate";
    request.tool_version = "0.1.0";
    return request;
}

report::PackageOutcome run(const app::PackageRequest& request) {
    auto outcome = app::package(request, right_password());
    INFO((outcome ? std::string() : outcome.error().text()));
    REQUIRE(outcome.has_value());
    return *std::move(outcome);
}

report::PackagedTrust only_package(const app::PackageRequest& request) {
    const report::PackageOutcome outcome = run(request);
    for (const core::Error& error : outcome.errors) UNSCOPED_INFO(error.text());
    REQUIRE(outcome.packages.size() == 1);
    CHECK(outcome.exit_code == core::ExitCode::fine);
    return outcome.packages.front();
}

core::Error refusal(const app::PackageRequest& request) {
    auto outcome = app::package(request, right_password());
    REQUIRE_FALSE(outcome.has_value());
    return outcome.error();
}

std::vector<std::string> listing(const fs::path& folder) {
    std::vector<std::string> entries;
    if (!fs::exists(folder)) return entries;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        std::string line = platform::path_to_utf8(entry.path().lexically_relative(folder));
        if (entry.is_regular_file()) line += " " + std::to_string(entry.file_size());
        entries.push_back(std::move(line));
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool verifies(const fs::path& estate, const std::string& slug) {
    const auto outcome = app::verify({slug, estate, {}});
    if (!outcome || outcome->exit_code != core::ExitCode::fine) return false;
    const auto zip = app::verify({outcome->path + ".zip", estate, {}});
    return zip && zip->exit_code == core::ExitCode::fine;
}

}  // namespace gpotrust::test
