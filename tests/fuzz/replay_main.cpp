// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Runs a fuzz target without libFuzzer: over its seeds, and over damages of them that every reader must bear (cut short, a byte changed, a length grown).
// The damages are the same on every run. A crash, a sanitizer report or an input that takes too long is the failure.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;
using Input = std::vector<std::uint8_t>;

constexpr std::size_t k_largest_seed = 4 << 20;
constexpr std::size_t k_largest_damaged_seed = 64 << 10;
constexpr std::size_t k_damaged_seeds = 24;  // of each program: the whole suite stays in seconds, also under sanitizers
constexpr std::size_t k_damages_per_seed = 48;
constexpr std::chrono::seconds k_slow{20};

struct Tally {
    std::size_t seeds = 0;
    std::size_t damaged = 0;
    bool slow = false;
};

void run(const Input& input, const fs::path& origin, Tally& tally) {
    const auto before = std::chrono::steady_clock::now();
    // A copy of the exact size, so that a sanitizer sees a read past the end; never a null pointer for an empty input.
    const Input exact(input.begin(), input.end());
    const std::uint8_t none = 0;
    LLVMFuzzerTestOneInput(exact.empty() ? &none : exact.data(), exact.size());
    if (std::chrono::steady_clock::now() - before < k_slow) return;
    tally.slow = true;
    std::printf("slow: more than %lld s on %s (%zu bytes)\n", static_cast<long long>(k_slow.count()), origin.generic_string().c_str(), exact.size());
}

// A small linear congruential generator: no seed from outside, the same damages everywhere.
class Sequence {
public:
    std::size_t below(std::size_t bound) {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(m_state >> 33) % bound;
    }

private:
    std::uint64_t m_state = 20240601;
};

Input damaged(const Input& seed, std::size_t kind, Sequence& sequence) {
    Input out = seed;
    const std::size_t at = sequence.below(seed.size());
    if (kind % 4 == 0) out.resize(at);
    if (kind % 4 == 1) out[at] = static_cast<std::uint8_t>(out[at] ^ (1U << sequence.below(8)));
    if (kind % 4 == 2) out[at] = 0xFF;
    if (kind % 4 == 3)
        out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), seed.begin(),
                   seed.begin() + static_cast<std::ptrdiff_t>(std::min(at, std::size_t{64})));
    return out;
}

void replay(const fs::path& file, Tally& tally) {
    std::ifstream in(file, std::ios::binary);
    const Input seed{std::istreambuf_iterator<char>(in), {}};
    run(seed, file, tally);
    ++tally.seeds;
    if (seed.empty() || seed.size() > k_largest_damaged_seed || tally.damaged == k_damaged_seeds * k_damages_per_seed) return;
    Sequence sequence;
    for (std::size_t kind = 0; kind < k_damages_per_seed; ++kind) run(damaged(seed, kind, sequence), file, tally);
    tally.damaged += k_damages_per_seed;
}

std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending) {
    std::vector<fs::path> found;
    std::error_code absent;
    for (const auto& entry : fs::recursive_directory_iterator(folder, absent)) {
        if (!entry.is_regular_file() || entry.file_size() > k_largest_seed) continue;
        if (entry.path().filename().generic_string().ends_with(ending)) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

// fuzz_NAME [--seeds FOLDER] [--shared FOLDER ENDING]... [FILE]...
int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    Tally tally;
    run({}, "the empty input", tally);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::vector<fs::path> files{arguments[i]};
        if (arguments[i] == "--seeds" && i + 1 < arguments.size()) {
            files = files_below(arguments[++i], "");
        } else if (arguments[i] == "--shared" && i + 2 < arguments.size()) {
            files = files_below(arguments[i + 1], arguments[i + 2]);
            i += 2;
        }
        for (const fs::path& file : files) replay(file, tally);
    }
    std::printf("%zu seeds and %zu damaged copies\n", tally.seeds, tally.damaged);
    return tally.slow ? 1 : 0;
}
