// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Private to crypto and certificate.
#pragma once

#include <string>

#include "gpotrust/core/error.hpp"

namespace gpotrust::crypto {

/// Starts with an empty OpenSSL error queue and leaves an empty one: nothing of one operation can be mistaken for the outcome of the next.
class ErrorQueueScope {
public:
    ErrorQueueScope() noexcept;
    ErrorQueueScope(const ErrorQueueScope&) = delete;
    ErrorQueueScope& operator=(const ErrorQueueScope&) = delete;
    ~ErrorQueueScope();

    /// True if the queue says that an algorithm is not to be had from the loaded providers.
    [[nodiscard]] bool says_unsupported() const noexcept;
    /// An error whose message ends in OpenSSL's first reason, when there is one.
    [[nodiscard]] core::Error to_error(core::ErrorCode code, std::string message, std::string hint = {}) const;
};

}  // namespace gpotrust::crypto
