// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/found_estate_file.hpp"

#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {

namespace fs = std::filesystem;

core::Result<std::optional<FoundEstateFile>> find_estate_file(const std::optional<fs::path>& named, const fs::path& estate) {
    GPOTRUST_TRY_ASSIGN(fs::path path, platform::absolute_path(named.value_or(estate / std::string(renewal::k_estate_file_name))));
    if (!named && !platform::exists(path)) return std::optional<FoundEstateFile>();
    GPOTRUST_TRY_ASSIGN(const core::Bytes octets, platform::read_file(path, renewal::k_largest_estate_file));
    auto file = renewal::parse_estate_file(core::as_text(octets));
    if (!file) return core::fail(std::move(file).error().in(core::printable(platform::path_to_utf8(path))));
    fs::path folder = path.parent_path();
    return FoundEstateFile{*std::move(file), std::move(path), std::move(folder)};
}

}  // namespace gpotrust::app
