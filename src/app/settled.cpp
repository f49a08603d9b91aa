// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/settled.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_head = "gpotrust settled 1";
constexpr std::size_t k_largest_note = 16U << 20U;

/// FAT keeps times of two seconds; other file systems are finer.
constexpr std::chrono::seconds k_coarsest_time{2};

std::int64_t written_at(const fs::path& path) {
    std::error_code failed;
    const fs::file_time_type time = fs::last_write_time(path, failed);
    return failed ? 0 : static_cast<std::int64_t>(time.time_since_epoch().count());
}

core::Sha256Digest digest_of(const PackageTimes& times) {
    std::string text;
    for (const auto& [name, time] : times) text += fmt::format("{} {} {}\n", time, name.size(), name);
    return crypto::sha256(core::as_bytes(text));
}

/// Cuts the first line off.
std::string_view next_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

std::optional<SettledNote> parse_note(std::string_view text) {
    if (next_line(text) != k_head) return std::nullopt;
    SettledNote note;
    const std::string_view sequence = next_line(text);
    const auto number = std::from_chars(sequence.data(), sequence.data() + sequence.size(), note.sequence);
    const auto chain = core::parse_sha256_digest(next_line(text));
    const auto packages = core::parse_sha256_digest(next_line(text));
    if (number.ec != std::errc() || !chain || !packages) return std::nullopt;
    note.chain = *chain;
    note.packages = *packages;
    for (std::string_view name = next_line(text); name != "end"; name = next_line(text)) {
        if (name.size() < 2 || name.front() != '+') return std::nullopt;  // cut short
        note.look_again.emplace(name.substr(1));
    }
    return note;
}

}  // namespace

core::Result<PackageTimes> package_times(const fs::path& packages) {
    PackageTimes times;
    if (!platform::is_directory(packages)) return times;
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(packages));
    for (const fs::path& entry : entries) times.emplace(platform::path_to_utf8(entry.filename()), written_at(entry));
    return times;
}

std::set<std::string> written_just_now(const PackageTimes& times) {
    const fs::file_time_type recent = fs::file_time_type::clock::now() - k_coarsest_time;
    const auto since = static_cast<std::int64_t>(recent.time_since_epoch().count());
    std::set<std::string> names;
    for (const auto& [name, time] : times) {
        if (time >= since) names.insert(name);
    }
    return names;
}

SettledNote note_of(const ledger::Event& last, const PackageTimes& times, std::set<std::string> look_again) {
    return {last.sequence, last.chain, digest_of(times), std::move(look_again)};
}

bool still_holds(const SettledNote& note, const std::optional<ledger::Event>& last, const PackageTimes& times) {
    return last && last->sequence == note.sequence && last->chain == note.chain && digest_of(times) == note.packages;
}

std::optional<SettledNote> read_note(const fs::path& file) {
    if (!platform::is_file(file)) return std::nullopt;
    const auto octets = platform::read_file(file, k_largest_note);
    return octets ? parse_note(core::as_text(*octets)) : std::nullopt;
}

void write_note(const fs::path& file, const SettledNote& note) noexcept {
    std::string text = fmt::format("{}\n{}\n{}\n{}\n", k_head, note.sequence, core::to_hex(note.chain), core::to_hex(note.packages));
    for (const std::string& name : note.look_again) {
        if (name.find('\n') != std::string::npos) return;  // none of ours; without a note everything is looked at
        text += fmt::format("+{}\n", name);
    }
    text += "end\n";
    static_cast<void>(platform::write_file_atomically(file, core::as_bytes(text), platform::Durability::unsynced));
}

}  // namespace gpotrust::app
