// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "gpotrust/platform/faults.hpp"
#include "gpotrust/platform/files.hpp"
#include "unit/platform/folder_listing.hpp"

using namespace gpotrust;
using namespace gpotrust::platform;
using test::contents;
using test::listing;

namespace {

// The kernel then writes short and fails the rest with EFBIG: a real partial write without a real full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t octets) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limited{octets, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limited);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

}  // namespace

TEST_CASE("atomic write: a write that the kernel cuts short leaves the old file and no temporary file") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "f";
    REQUIRE(write_file_atomically(file, core::as_bytes("old")).has_value());
    const std::string large(100'000, 'x');
    core::Result<void> outcome;
    {
        const FileSizeLimit limit(65'536);
        outcome = write_file_atomically(file, core::as_bytes(large));
    }
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message.find("size limit") != std::string::npos);
    CHECK(contents(file) == "old");
    CHECK(listing(folder.path()).size() == 1);
}

TEST_CASE("atomic write: interrupted calls are made again") {
    const test::TemporaryFolder folder;
    int calls = 0;
    const ScopedFault fault([&](Operation, const fs::path&) { return ++calls % 2 == 1 ? EINTR : 0; });
    REQUIRE(write_file_atomically(folder.path() / "f", core::as_bytes("text")).has_value());
    CHECK(read_file(folder.path() / "f", 10).value() == core::to_bytes("text"));
    CHECK(calls >= 12);
}

TEST_CASE("atomic write: the new file has the rights that the umask leaves") {
    const test::TemporaryFolder folder;
    const mode_t before = umask(027);
    const auto outcome = write_file_atomically(folder.path() / "f", core::as_bytes("x"));
    umask(before);
    REQUIRE(outcome.has_value());
    CHECK(fs::status(folder.path() / "f").permissions() == fs::perms(0640));
}

TEST_CASE("atomic write: a folder without write permission is refused and unchanged") {
    if (geteuid() == 0) {
        WARN("skipped: root may write everywhere");
        return;
    }
    const test::TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms(0555));
    const auto outcome = write_file_atomically(folder.path() / "f", core::as_bytes("x"));
    fs::permissions(folder.path(), fs::perms(0755));
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message.find("permission denied") != std::string::npos);
    CHECK(listing(folder.path()).empty());
}
