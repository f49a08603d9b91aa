// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>

#include "gpotrust/platform/faults.hpp"

namespace gpotrust::platform {

/// Makes a system call again as long as a signal interrupts it; asks the fault hook before each attempt, which may simulate that as well.
template <class Call>
auto retrying(Operation operation, const fs::path& path, Call call) -> decltype(call()) {
    while (true) {
        const int wanted = injected_fault(operation, path);
        if (wanted == 0) {
            const auto result = call();
            if (result >= 0 || errno != EINTR) return result;
        } else if (wanted != EINTR) {
            errno = wanted;
            return -1;
        }
    }
}

}  // namespace gpotrust::platform
