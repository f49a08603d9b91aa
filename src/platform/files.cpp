// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/files.hpp"

#include <algorithm>
#include <utility>

#include "gpotrust/core/secret.hpp"
#include "gpotrust/platform/paths.hpp"
#include "platform/os.hpp"

namespace gpotrust::platform {
namespace {

constexpr std::size_t k_chunk = 64 * 1024;

core::Error read_failure(const fs::path& path, std::error_code code) {
    // Windows answers "access denied" when a folder is opened like a file.
    const auto kind = kind_of(path, Links::follow);
    if (kind.has_value() && *kind == EntryKind::directory) code = std::make_error_code(std::errc::is_a_directory);
    return os_failure("read", path, code);
}

// Grows by what is still missing of a regular file, so that its bytes are copied once.
std::size_t next_chunk(std::uint64_t expected, std::size_t have) {
    if (expected < have) return k_chunk;
    return static_cast<std::size_t>(std::min<std::uint64_t>(expected - have, 16U << 20U)) + 1;
}

/// Octets that are being read. They may be a key in the clear, so no buffer is freed with them: not when it grows and not when reading fails.
class Gathered {
public:
    Gathered() = default;
    Gathered(const Gathered&) = delete;
    Gathered& operator=(const Gathered&) = delete;
    ~Gathered() { wipe(m_octets); }

    [[nodiscard]] std::size_t size() const { return m_octets.size(); }
    /// Room for so many more octets behind those there are.
    [[nodiscard]] std::span<std::uint8_t> room(std::size_t more) {
        const std::size_t have = m_octets.size();
        if (m_octets.capacity() < have + more) {
            core::Bytes larger;
            larger.reserve(have == 0 ? more : std::max(have + more, 2 * have));
            larger.assign(m_octets.begin(), m_octets.end());
            m_octets.swap(larger);
            wipe(larger);
        }
        m_octets.resize(have + more);
        return std::span(m_octets).subspan(have);
    }
    void cut_to(std::size_t size) { m_octets.resize(size); }
    [[nodiscard]] core::Bytes take() { return std::exchange(m_octets, {}); }

private:
    static void wipe(core::Bytes& octets) noexcept { core::cleanse(octets.data(), octets.size()); }

    core::Bytes m_octets = {};
};

}  // namespace

core::Result<core::Bytes> read_file(const fs::path& path, std::size_t limit) {
    if (is_named_pipe(path))
        return core::fail(core::ErrorCode::file_system, "cannot read " + shown(path) + ": it is a named pipe", "give a file, or /dev/stdin");
    auto file = OpenFile::open(path, Opening::read);
    if (!file.has_value()) return core::fail(read_failure(path, file.error()));
    const std::uint64_t expected = file->size();
    Gathered octets;
    while (true) {
        const std::size_t have = octets.size();
        if (have > limit || expected > limit) {
            return core::fail(core::ErrorCode::malformed_input, shown(path) + " is larger than " + std::to_string(limit) + " bytes");
        }
        const auto count = file->read(octets.room(next_chunk(expected, have)));
        if (!count.has_value()) return core::fail(read_failure(path, count.error()));
        octets.cut_to(have + *count);
        if (*count == 0) return octets.take();
    }
}

bool exists(const fs::path& path) {
    const auto kind = kind_of(path, Links::stay);
    return kind.has_value() && *kind != EntryKind::missing;
}

bool is_file(const fs::path& path) {
    const auto kind = kind_of(path, Links::stay);
    return kind.has_value() && *kind == EntryKind::file;
}

bool is_symbolic_link(const fs::path& path) {
    const auto kind = kind_of(path, Links::stay);
    return kind.has_value() && *kind == EntryKind::symlink;
}

bool is_directory(const fs::path& path) {
    const auto kind = kind_of(path, Links::follow);
    return kind.has_value() && *kind == EntryKind::directory;
}

core::Result<void> rename_path(const fs::path& from, const fs::path& to) {
    const auto outcome = rename_to_new(from, to);
    if (!outcome.has_value()) return core::fail(os_failure("rename " + shown(from) + " to", to, outcome.error()));
    return {};
}

core::Result<void> sync_directory(const fs::path& folder) {
    const auto outcome = sync_folder(folder);
    if (!outcome.has_value()) return core::fail(os_failure("flush to disk", folder, outcome.error()));
    return {};
}

}  // namespace gpotrust::platform
