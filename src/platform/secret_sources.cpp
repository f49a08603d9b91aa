// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <array>

#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"
#include "platform/secret_line.hpp"

namespace gpotrust::platform {

core::Result<core::SecretBytes> read_secret_file(const fs::path& path) {
    auto file = OpenFile::open(path, Opening::read);
    if (!file.has_value()) return core::fail(no_password_from(path, file.error()));
    GPOTRUST_TRY(refuse_readable_by_others(*file, path));
    const auto next = [&]() -> Outcome<std::optional<std::uint8_t>> {
        std::array<std::uint8_t, 1> octet{};
        const auto count = file->read(octet);
        if (!count.has_value()) return refused(count.error());
        return *count == 0 ? std::nullopt : std::optional(octet[0]);
    };
    return read_secret_line(next, path);
}

}  // namespace gpotrust::platform
