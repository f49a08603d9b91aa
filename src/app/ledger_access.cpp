// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/ledger_access.hpp"

#include <fmt/format.h>

#include <set>

#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;

core::Result<void> add_revisions(const fs::path& slug, std::vector<RevisionName>& found) {
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(slug));
    std::set<unsigned> numbers;
    for (const fs::path& entry : entries) {
        std::string name = platform::path_to_utf8(entry.filename());
        if (name.ends_with(".zip")) name.resize(name.size() - 4);
        if (const auto number = revision_number(name)) numbers.insert(*number);
    }
    for (const unsigned number : numbers) found.push_back({platform::path_to_utf8(slug.filename()), number});
    return {};
}

}  // namespace

core::Result<std::vector<RevisionName>> revisions_on_disk(const EstateLayout& layout) {
    std::vector<RevisionName> found;
    if (!platform::is_directory(layout.packages())) return found;
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> slugs, platform::list_directory(layout.packages()));
    for (const fs::path& slug : slugs) {
        if (platform::is_directory(slug) && !platform::is_symbolic_link(slug)) GPOTRUST_TRY(add_revisions(slug, found));
    }
    return found;
}

core::Result<Estate> open_to_read_ledger(const fs::path& root) {
    GPOTRUST_TRY_ASSIGN(Estate estate, Estate::open(root, EstateUse::look, true));
    if (estate.ledger() != nullptr) return estate;
    GPOTRUST_TRY_ASSIGN(const std::vector<RevisionName> packages, revisions_on_disk(estate.layout()));
    if (packages.empty())
        return core::fail(ErrorCode::usage,
                          fmt::format("{} is no estate: it has neither a ledger nor packages", platform::shown(estate.layout().root())),
                          "name the estate with --estate; `gpotrust package` makes one");
    return core::fail(ErrorCode::ledger_damaged,
                      fmt::format("the ledger {} is missing, and {} revision(s) of packages lie beside it", platform::shown(estate.layout().ledger()),
                                  packages.size()),
                      "put a backup copy in its place, or run `gpotrust ledger rebuild`");
}

}  // namespace gpotrust::app
