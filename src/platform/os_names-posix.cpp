// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <set>
#include <string_view>
#include <thread>

#include "platform/os.hpp"
#include "platform/retry-posix.hpp"

namespace gpotrust::platform {
namespace {

Outcome<void> outcome_of(int result) {
    if (result < 0) return last_refusal();
    return {};
}

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

Outcome<void> sync_opened(const fs::path& path, int flags) {
    const int file = retrying(Operation::open, path, [&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags); });
    if (file < 0) return last_refusal();
    const auto outcome = outcome_of(retrying(Operation::sync, path, [&] { return ::fsync(file); }));
    ::close(file);
    return outcome;
}

Outcome<void> sync_one_by_one(const fs::path& folder, const std::vector<fs::path>& files) {
    std::set<fs::path> folders{folder};
    for (const fs::path& file : files) {
        if (auto outcome = sync_opened(file, 0); !outcome.has_value()) return outcome;
        for (fs::path above = file.parent_path(); above != folder && above.has_relative_path(); above = above.parent_path()) folders.insert(above);
    }
    for (const fs::path& each : folders) {
        if (auto outcome = sync_opened(each, O_DIRECTORY); !outcome.has_value()) return outcome;
    }
    return {};
}

// Kernels and file systems without the flag answer so (renameat2(2)).
bool flag_is_unknown(int error) { return error == ENOSYS || error == EINVAL; }

}  // namespace

tl::unexpected<std::error_code> last_refusal() { return refused({errno, std::generic_category()}); }

Outcome<EntryKind> kind_of(const fs::path& path, Links links) {
    struct stat status {};
    const int result = links == Links::follow ? ::stat(path.c_str(), &status) : ::lstat(path.c_str(), &status);
    if (result < 0) {
        if (errno == ENOENT) return EntryKind::missing;
        return last_refusal();
    }
    if (S_ISREG(status.st_mode)) return EntryKind::file;
    if (S_ISDIR(status.st_mode)) return EntryKind::directory;
    return S_ISLNK(status.st_mode) ? EntryKind::symlink : EntryKind::special;
}

bool is_named_pipe(const fs::path& path) {
    const std::string& name = path.native();
    if (name.starts_with("/dev/") || name.starts_with("/proc/")) return false;
    struct stat status {};
    return ::stat(name.c_str(), &status) == 0 && S_ISFIFO(status.st_mode);
}

Outcome<void> make_directory(const fs::path& path) {
    return outcome_of(retrying(Operation::create_directory, path, [&] { return ::mkdir(path.c_str(), 0777); }));
}

Outcome<void> remove_entry(const fs::path& path, EntryKind kind) {
    return outcome_of(
        retrying(Operation::remove, path, [&] { return kind == EntryKind::directory ? ::rmdir(path.c_str()) : ::unlink(path.c_str()); }));
}

Outcome<std::vector<fs::path>> entry_names(const fs::path& folder) {
    if (const auto code = fault(Operation::read, folder)) return refused(code);
    const std::unique_ptr<DIR, CloseFolder> open_folder(::opendir(folder.c_str()));
    if (!open_folder) return last_refusal();
    std::vector<fs::path> names;
    while (true) {
        errno = 0;
        const dirent* const entry = ::readdir(open_folder.get());
        if (entry == nullptr) break;
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return last_refusal();
    return names;
}

Outcome<void> rename_over(const fs::path& from, const fs::path& to) {
    return outcome_of(retrying(Operation::rename, to, [&] { return ::rename(from.c_str(), to.c_str()); }));
}

Outcome<void> rename_to_new(const fs::path& from, const fs::path& to) {
    if (const auto code = fault(Operation::rename, to)) return refused(code);
#ifdef RENAME_NOREPLACE
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (!flag_is_unknown(errno)) return last_refusal();
#endif
    // rename() alone would silently replace an empty folder. The caller's lock keeps others out between the two calls.
    const auto kind = kind_of(to, Links::stay);
    if (!kind.has_value()) return refused(kind.error());
    if (*kind != EntryKind::missing) return refused(std::make_error_code(std::errc::file_exists));
    return outcome_of(::rename(from.c_str(), to.c_str()));
}

Outcome<void> sync_folder(const fs::path& folder) { return sync_opened(folder, O_DIRECTORY); }

Outcome<void> sync_written(const fs::path& folder, const std::vector<fs::path>& files) {
#ifdef __linux__
    const int opened = retrying(Operation::open, folder, [&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (opened < 0) return last_refusal();
    const auto outcome = outcome_of(retrying(Operation::sync, folder, [&] { return ::syncfs(opened); }));
    ::close(opened);
    if (outcome.has_value() || outcome.error() != std::errc::function_not_supported) return outcome;
#endif
    return sync_one_by_one(folder, files);
}

Outcome<fs::path> full_path(const fs::path& path) {
    std::error_code code;
    const fs::path absolute = fs::absolute(path, code);
    if (code) return refused(code);
    return absolute.lexically_normal();
}

std::uint64_t process_number() { return static_cast<std::uint64_t>(::getpid()); }

void sleep_briefly(unsigned milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

}  // namespace gpotrust::platform
