// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/file_lock_os.hpp"
#include "platform/retry-posix.hpp"

namespace gpotrust::platform {

Outcome<std::intptr_t> open_lock_file(const fs::path& path) {
    const int file = retrying(Operation::open, path, [&] { return ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666); });
    if (file < 0) return last_refusal();
    return file;
}

// flock() and not fcntl(): a record lock would end when anything in this process closes the file.
Outcome<bool> try_lock(std::intptr_t file, const fs::path& path) {
    const int result = retrying(Operation::lock, path, [&] { return ::flock(static_cast<int>(file), LOCK_EX | LOCK_NB); });
    if (result == 0) return true;
    if (errno == EWOULDBLOCK) return false;
    return last_refusal();
}

void close_lock_file(std::intptr_t file) noexcept { ::close(static_cast<int>(file)); }

}  // namespace gpotrust::platform
