// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <sys/stat.h>
#include <unistd.h>

#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"
#include "platform/retry-posix.hpp"
#include "platform/secret_line.hpp"

namespace gpotrust::platform {

core::Result<void> refuse_readable_by_others(const OpenFile& file, const fs::path& path) {
    struct stat status {};
    if (::fstat(static_cast<int>(file.native()), &status) != 0) return core::fail(no_password_from(path, last_refusal().value()));
    if (!S_ISREG(status.st_mode) || (status.st_mode & (S_IRGRP | S_IROTH)) == 0) return {};
    return core::fail(core::ErrorCode::password_needed, "the password file " + shown(path) + " may be read by others than its owner",
                      "run chmod 600 on it, or give the password with --password-fd");
}

core::Result<core::SecretBytes> read_secret_descriptor(int descriptor) {
    const fs::path place = "descriptor " + std::to_string(descriptor);
    const auto next = [&]() -> Outcome<std::optional<std::uint8_t>> {
        std::uint8_t octet = 0;
        const auto count = retrying(Operation::read, place, [&] { return ::read(descriptor, &octet, 1); });
        if (count < 0) return last_refusal();
        return count == 0 ? std::nullopt : std::optional(octet);
    };
    return read_secret_line(next, place);
}

}  // namespace gpotrust::platform
