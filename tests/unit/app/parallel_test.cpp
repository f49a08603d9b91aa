// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/parallel.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using gpotrust::app::in_parallel;

TEST_CASE("parallel: everything is done once, whatever the number of jobs") {
    for (const unsigned jobs : {0U, 1U, 3U, 64U}) {
        for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{1000}}) {
            std::vector<std::atomic<int>> done(count);
            std::vector<std::size_t> told;
            in_parallel(
                jobs, count, [&](std::size_t i) { ++done[i]; }, [&](std::size_t finished) { told.push_back(finished); });
            for (const auto& one : done) CHECK(one == 1);
            // Told one at a time and in order, so nothing guards the vector here.
            REQUIRE(told.size() == count);
            for (std::size_t i = 0; i < count; ++i) CHECK(told[i] == i + 1);
        }
    }
}

TEST_CASE("parallel: two jobs run at the same time, one job on the caller's thread alone") {
    std::mutex mutex;
    std::condition_variable met;
    std::set<std::thread::id> threads;
    // Each waits for the other: with a single thread this would never end.
    in_parallel(
        2, 2,
        [&](std::size_t) {
            std::unique_lock lock(mutex);
            threads.insert(std::this_thread::get_id());
            met.notify_all();
            met.wait(lock, [&] { return threads.size() == 2; });
        },
        {});
    CHECK(threads.size() == 2);

    threads.clear();
    in_parallel(
        1, 5, [&](std::size_t) { threads.insert(std::this_thread::get_id()); }, {});
    CHECK(threads == std::set<std::thread::id>{std::this_thread::get_id()});
}
