// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the reader takes and the writer can write comes back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gpotrust/registry_policy/lgpo_text.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto entries = parse_lgpo_text(core::BytesView(data, size));
    if (!entries) {
        const std::string_view message = entries.error().message;
        require(message.find(" in line ") != std::string_view::npos || message.find("UTF-") != std::string_view::npos);
        return 0;
    }
    const auto once = serialize_lgpo_text(*entries, {});
    if (!once) return 0;
    const auto read = parse_lgpo_text(*once);
    require(read.has_value());
    require(serialize_lgpo_text(*read, {}).value() == *once);
    return 0;
}
