// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/package_lookup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using ledger::Event;
using Found = std::optional<Event>;

core::Result<Found> newest_with_gpo_name(const Estate& estate, const std::string& name) {
    GPOTRUST_TRY_ASSIGN(std::vector<Event> events, estate.newest_with_gpo_name(name));
    if (events.empty()) return Found();
    if (events.size() > 1)
        return core::fail(ErrorCode::choice_needed,
                          fmt::format("{} and {} are both packages of a GPO \"{}\"", events[0].slug, events[1].slug, core::printable(name)),
                          "name the one that is meant by its slug");
    return Found(std::move(events.front()));
}

std::string introduced(const Event& event) {
    return fmt::format("{} (GPO \"{}\", {})", event.slug, core::printable(event.gpo_name), core::to_braced_upper(event.gpo_guid));
}

/// A slug is made of a GPO's name, and another GPO may bear just that name: nobody can know which of the two was meant.
core::Result<void> refuse_namesake(const Estate& estate, const Event& found, const std::string& name) {
    GPOTRUST_TRY_ASSIGN(const std::vector<Event> named, estate.newest_with_gpo_name(name));
    const auto is_found = [&](const Event& event) { return event.gpo_guid == found.gpo_guid; };
    if (named.empty() || std::any_of(named.begin(), named.end(), is_found)) return {};
    return core::fail(
        ErrorCode::choice_needed,
        fmt::format("\"{}\" is the slug of {} and the GPO name of {}", core::printable(name), introduced(found), introduced(named.front())),
        "give the GUID of the one that is meant");
}

/// packages/<slug>/r0001 or r0001.zip of this estate.
core::Result<Found> newest_at_path(const Estate& estate, const fs::path& path) {
    GPOTRUST_TRY_ASSIGN(const fs::path absolute, platform::absolute_path(path));
    const fs::path folder = absolute.has_filename() ? absolute : absolute.parent_path();
    const auto number = revision_number(platform::path_to_utf8(folder.stem()));
    if (!number || folder.parent_path().parent_path() != estate.layout().packages()) return Found();
    GPOTRUST_TRY_ASSIGN(Found newest, estate.newest(platform::path_to_utf8(folder.parent_path().filename())));
    if (newest && newest->revision != *number)
        return core::fail(
            ErrorCode::usage,
            fmt::format("{} is revision {} of {}, and the newest is {}", platform::shown(path), *number, newest->slug, newest->revision),
            fmt::format("name the newest: {}", newest->slug));
    return newest;
}

}  // namespace

core::Result<Found> look_for_package(const Estate& estate, const std::string& package) {
    GPOTRUST_TRY_ASSIGN(Found found, estate.newest(package));
    if (found) {
        GPOTRUST_TRY(refuse_namesake(estate, *found, package));
        return found;
    }
    if (const auto guid = core::parse_guid(package)) return estate.newest(*guid);
    GPOTRUST_TRY_ASSIGN(found, newest_with_gpo_name(estate, package));
    if (found || package.empty()) return found;
    return newest_at_path(estate, platform::path_from_utf8(package));
}

core::Result<Event> find_package(const Estate& estate, const std::string& package) {
    GPOTRUST_TRY_ASSIGN(Found found, look_for_package(estate, package));
    if (found) return *std::move(found);
    return core::fail(ErrorCode::usage,
                      fmt::format("\"{}\" is no package of the estate {}", core::printable(package), platform::shown(estate.layout().root())),
                      "give a slug, GPO name or GUID of the estate (--estate), or the path of its newest revision folder or zip");
}

}  // namespace gpotrust::app
