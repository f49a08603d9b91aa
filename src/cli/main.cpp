// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <exception>

#include "cli/program.hpp"
#include "cli/session.hpp"
#include "gpotrust/platform/environment.hpp"

namespace {

using gpotrust::core::Error;
using gpotrust::core::ErrorCode;
using gpotrust::core::ExitCode;

ExitCode run(int argc, char** argv) {
    gpotrust::platform::disable_core_dumps();
    auto arguments = gpotrust::platform::utf8_arguments(argc, argv);
    if (arguments) return gpotrust::cli::run_program(*std::move(arguments));
    gpotrust::cli::write_error(arguments.error(), gpotrust::cli::error_style(false));
    return gpotrust::core::exit_code_for(arguments.error().code);
}

}  // namespace

int main(int argc, char** argv) {
    // The only catch-all of the program: whatever arrives here is our own fault, or memory ran out.
    try {
        return static_cast<int>(run(argc, argv));
    } catch (const std::exception& fault) {
        gpotrust::cli::write_error(Error{ErrorCode::internal, std::string("internal error: ") + fault.what(), "please report this", {}}, {});
    } catch (...) {
        gpotrust::cli::write_error(Error{ErrorCode::internal, "internal error", "please report this", {}}, {});
    }
    return static_cast<int>(ExitCode::internal);
}
