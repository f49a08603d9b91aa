// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gpotrust/platform/files.hpp"
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

bool is_still_named(std::intptr_t file, const fs::path& path) {
    struct stat open {};
    struct stat named {};
    if (::fstat(static_cast<int>(file), &open) != 0 || ::lstat(path.c_str(), &named) != 0) return false;
    return open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

// While the lock is held: afterwards the name may be another's lock.
void remove_lock_file(std::intptr_t file, const fs::path& path) noexcept {
    if (is_still_named(file, path)) static_cast<void>(remove_file(path));
    close_lock_file(file);
}

void close_lock_file(std::intptr_t file) noexcept { ::close(static_cast<int>(file)); }

}  // namespace gpotrust::platform
