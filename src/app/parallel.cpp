// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace gpotrust::app {

void in_parallel(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work, const std::function<void(std::size_t)>& finished) {
    std::atomic<std::size_t> next{0};
    std::mutex telling;
    std::size_t done = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            work(i);
            const std::scoped_lock lock(telling);
            ++done;
            if (finished) finished(done);
        }
    };
    const unsigned wanted = jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : jobs;
    std::vector<std::jthread> helpers;
    try {
        while (helpers.size() + 1 < std::min<std::size_t>(wanted, count)) helpers.emplace_back(run);
    } catch (const std::system_error&) {
        // No more threads to be had: those there are do the work.
    }
    run();
}

}  // namespace gpotrust::app
