// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The zip reader: whatever it accepts packs canonically, and that is read back unchanged.
#include <cstdint>
#include <cstdlib>

#include "gpotrust/archive/zip.hpp"

using namespace gpotrust;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const auto tree = archive::read_zip(core::BytesView(octets, size), {64, 1U << 20U, 200});
    if (!tree) return 0;
    const auto zip = archive::make_canonical_zip(*tree);
    require(zip.has_value());
    require(archive::check_canonical(*zip, *tree).has_value());
    const auto again = archive::read_zip(*zip);
    require(again.has_value() && *again == *tree);
    static_cast<void>(archive::check_canonical(core::BytesView(octets, size), *tree));
    return 0;
}
