// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "gpotrust/core/error.hpp"

namespace gpotrust::core {

/// A value, or the reason why there is none (docs/decisions/0001-result-type.md).
template <class T>
using Result = tl::expected<T, Error>;

/// Starts a failure: `return fail(ErrorCode::usage, "...", "...");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint), {}});
}
/// Passes a failure on.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace gpotrust::core

#define GPOTRUST_CONCAT_INNER(a, b) a##b
#define GPOTRUST_CONCAT(a, b) GPOTRUST_CONCAT_INNER(a, b)

/// Returns from the enclosing function when the expression failed; drops its value.
#define GPOTRUST_TRY(expression)                                                                                                                  \
    do {                                                                                                                                          \
        if (auto gpotrust_result = (expression); !gpotrust_result.has_value()) return ::gpotrust::core::fail(std::move(gpotrust_result).error()); \
    } while (false)

/// Declares or assigns `target` from the expression's value, or returns its failure from the enclosing function.
#define GPOTRUST_TRY_ASSIGN(target, expression) GPOTRUST_TRY_ASSIGN_INNER(GPOTRUST_CONCAT(gpotrust_result_, __LINE__), target, expression)
#define GPOTRUST_TRY_ASSIGN_INNER(name, target, expression)                        \
    auto name = (expression);                                                      \
    if (!name.has_value()) return ::gpotrust::core::fail(std::move(name).error()); \
    target = *std::move(name)
