// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the reader takes, the writer writes so that it means the same; what it refuses, it refuses with a place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gpotrust/registry_policy/reg_file.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto steps = parse_reg_file(core::BytesView(data, size));
    if (!steps) {
        const std::string_view message = steps.error().message;
        require(message.find(" in line ") != std::string_view::npos || message.find("UTF-") != std::string_view::npos);
        return 0;
    }
    const auto again = serialize_reg_file(*steps, {});
    if (!again) return 0;  // a whole hive, or a name with a line end
    const auto read = parse_reg_file(*again);
    require(read.has_value());
    for (const std::string_view hive : {"HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER"})
        require(settings_after(*read, hive) == settings_after(*steps, hive));
    return 0;
}
