// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "platform/os.hpp"
#include "platform/retry-posix.hpp"

namespace gpotrust::platform {
namespace {

constexpr std::size_t k_largest_write = 1U << 20U;

int flags_for(Opening opening) {
    switch (opening) {
        case Opening::create_new:
            return O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
        case Opening::write:
            return O_WRONLY | O_NOCTTY | O_CLOEXEC;
        case Opening::read:
            break;
    }
    return O_RDONLY | O_NOCTTY | O_CLOEXEC;
}

int descriptor(std::intptr_t file) { return static_cast<int>(file); }

}  // namespace

Outcome<OpenFile> OpenFile::open(const fs::path& path, Opening opening) {
    const int file = retrying(Operation::open, path, [&] { return ::open(path.c_str(), flags_for(opening), 0666); });
    if (file < 0) return last_refusal();
    return OpenFile(file, path);
}

OpenFile::~OpenFile() {
    if (m_file >= 0) ::close(descriptor(m_file));
}

std::uint64_t OpenFile::size() const {
    struct stat status {};
    const bool known = ::fstat(descriptor(m_file), &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    return known ? static_cast<std::uint64_t>(status.st_size) : 0;
}

Outcome<std::size_t> OpenFile::read(std::span<std::uint8_t> buffer) {
    const auto count = retrying(Operation::read, m_path, [&] { return ::read(descriptor(m_file), buffer.data(), buffer.size()); });
    if (count < 0) return last_refusal();
    return static_cast<std::size_t>(count);
}

Outcome<void> OpenFile::write(core::BytesView octets) {
    while (!octets.empty()) {
        const core::BytesView part = octets.first(std::min(octets.size(), k_largest_write));
        const auto count = retrying(Operation::write, m_path, [&] { return ::write(descriptor(m_file), part.data(), part.size()); });
        if (count < 0) return last_refusal();
        octets = octets.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Outcome<void> OpenFile::sync() {
    if (retrying(Operation::sync, m_path, [&] { return ::fsync(descriptor(m_file)); }) < 0) return last_refusal();
    return {};
}

Outcome<void> OpenFile::close() {
    const int file = descriptor(m_file);
    m_file = -1;
    // After EINTR the descriptor is closed on Linux; closing again could hit another thread's file (close(2)).
    if (::close(file) < 0 && errno != EINTR) return last_refusal();
    return {};
}

}  // namespace gpotrust::platform
