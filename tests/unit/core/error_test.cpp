// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <set>

#include "gpotrust/core/error.hpp"
#include "gpotrust/core/exit_code.hpp"
#include "gpotrust/core/result.hpp"
#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {

Result<int> failing_reader() { return fail(ErrorCode::malformed_input, "the length runs past the end", "export the file again"); }

Result<int> with_macros(Result<int> input) {
    GPOTRUST_TRY(input);
    GPOTRUST_TRY_ASSIGN(const int value, input);
    return value + 1;
}

}  // namespace

TEST_CASE("error: places are told from the outermost to the innermost") {
    Error error{ErrorCode::malformed_input, "the length runs past the end", "export the file again", {}};
    error = std::move(error).in("offset 12");
    error = std::move(error).in("mail.pfx");
    CHECK(error.text() == "mail.pfx: offset 12: the length runs past the end");
    CHECK(error.hint == "export the file again");
    CHECK(error.code == ErrorCode::malformed_input);
}

TEST_CASE("error: without places the text is the message") { CHECK(failing_reader().error().text() == "the length runs past the end"); }

TEST_CASE("result: the early-return macros pass values and failures on") {
    CHECK(with_macros(1) == 2);
    const auto failed = with_macros(failing_reader());
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().hint == "export the file again");
}

TEST_CASE("exit codes: the table has the statuses of the contract, each once and in order") {
    const std::vector<int> contract{0, 1, 2, 3, 4, 5, 6, 10, 11, 70};
    std::vector<int> listed;
    for (const ExitCodeRow& row : exit_code_table()) {
        listed.push_back(static_cast<int>(row.code));
        CHECK_FALSE(row.meaning.empty());
    }
    CHECK(listed == contract);
}

TEST_CASE("exit codes: every error code leads to the status of the contract") {
    CHECK(exit_code_for(ErrorCode::usage) == ExitCode::usage);
    CHECK(exit_code_for(ErrorCode::choice_needed) == ExitCode::usage);
    CHECK(exit_code_for(ErrorCode::unfit) == ExitCode::unfit);
    CHECK(exit_code_for(ErrorCode::malformed_input) == ExitCode::malformed);
    CHECK(exit_code_for(ErrorCode::unsupported_input) == ExitCode::malformed);
    CHECK(exit_code_for(ErrorCode::wrong_password) == ExitCode::password);
    CHECK(exit_code_for(ErrorCode::password_needed) == ExitCode::password);
    CHECK(exit_code_for(ErrorCode::file_system) == ExitCode::file_system);
    CHECK(exit_code_for(ErrorCode::ledger_locked) == ExitCode::ledger);
    CHECK(exit_code_for(ErrorCode::ledger_damaged) == ExitCode::ledger);
    CHECK(exit_code_for(ErrorCode::internal) == ExitCode::internal);
}

TEST_CASE("exit codes: of two outcomes the worse one wins, whichever comes first") {
    using enum ExitCode;
    const std::vector<ExitCode> worst_first{internal,        ledger,          file_system, password,    malformed,
                                            ExitCode::usage, ExitCode::unfit, expired,     renewal_due, fine};
    for (std::size_t i = 0; i < worst_first.size(); ++i) {
        for (std::size_t j = i; j < worst_first.size(); ++j) {
            CHECK(worse(worst_first[i], worst_first[j]) == worst_first[i]);
            CHECK(worse(worst_first[j], worst_first[i]) == worst_first[i]);
        }
    }
}

TEST_CASE("error: the code of its finding stands before the message and behind the places") {
    Error error{ErrorCode::malformed_input, "the safes are nested too deep"};
    error.finding_code = "PFX_MALFORMED";
    CHECK(std::move(error).in("mail.pfx").text() == "mail.pfx: PFX_MALFORMED: the safes are nested too deep");
}
