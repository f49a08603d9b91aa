// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace gpotrust::app {

/// Calls work(0) to work(count - 1), on up to `jobs` threads at once (0: as many as the hardware has), and returns when all are done. Where no thread can be had the caller's does it. `finished` is
/// called after each with how many are done, one call at a time; it may be empty. `work` must not throw.
void in_parallel(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work, const std::function<void(std::size_t)>& finished);

}  // namespace gpotrust::app
