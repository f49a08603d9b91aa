// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <io.h>

#include <cerrno>

#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"
#include "platform/secret_line.hpp"

namespace gpotrust::platform {

// Access lists are inherited from the folder here, and a profile's folders are private: nothing is refused.
core::Result<void> refuse_readable_by_others(const OpenFile&, const fs::path&) { return {}; }

core::Result<core::SecretBytes> read_secret_descriptor(int descriptor) {
    const fs::path place = path_from_utf8("descriptor " + std::to_string(descriptor));
    const auto next = [&]() -> Outcome<std::optional<std::uint8_t>> {
        if (const auto code = fault(Operation::read, place)) return refused(code);
        std::uint8_t octet = 0;
        const int count = _read(descriptor, &octet, 1);
        if (count < 0) return refused({errno, std::generic_category()});
        return count == 0 ? std::nullopt : std::optional(octet);
    };
    return read_secret_line(next, place);
}

}  // namespace gpotrust::platform
