// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <regex>

#include "gpotrust/core/exit_code.hpp"
#include "gpotrust/report/catalogue.hpp"
#include "gpotrust/report/print.hpp"
#include "support/catch.hpp"

using namespace gpotrust;

TEST_CASE("catalogue: every code is upper snake case of a known family and says something") {
    const std::regex shape("(CERT|EXPORT|KEY|PFX|BLOB|POL|GPO|ZIP|PACKAGE|LEDGER|ROLE|EMPTY|NOT|PASSWORD|PROTECTED|WRONG)(_[A-Z0-9]+)+");
    const auto kinds = report::all_finding_kinds();
    CHECK(kinds.size() > 30);
    for (const core::FindingKind* kind : kinds) {
        INFO(kind->code);
        CHECK(std::regex_match(std::string(kind->code), shape));
        CHECK_FALSE(kind->message.empty());
        CHECK_FALSE(kind->message.ends_with('.'));
    }
}

TEST_CASE("catalogue: sorted, and no row twice") {
    const auto kinds = report::all_finding_kinds();
    CHECK(std::is_sorted(kinds.begin(), kinds.end(), [](const auto* a, const auto* b) { return a->code < b->code; }));
    for (std::size_t i = 1; i < kinds.size(); ++i) {
        INFO(kinds[i]->code);
        CHECK((kinds[i]->code != kinds[i - 1]->code || kinds[i]->severity != kinds[i - 1]->severity || kinds[i]->message != kinds[i - 1]->message));
    }
}

TEST_CASE("catalogue: what must never be accepted cannot be") {
    // A key mismatch and a self-signature that does not verify.
    for (const std::string_view code : {"KEY_MISMATCH", "CERT_SELF_SIG_INVALID"}) {
        const auto kinds = report::all_finding_kinds();
        const auto found = std::find_if(kinds.begin(), kinds.end(), [code](const auto* kind) { return kind->code == code; });
        INFO(code);
        REQUIRE(found != kinds.end());
        CHECK_FALSE((*found)->acceptable);
    }
}

TEST_CASE("catalogue: the pages hold every code and every exit status") {
    const std::string findings = report::findings_catalogue_markdown();
    for (const core::FindingKind* kind : report::all_finding_kinds()) CHECK(findings.find("`" + std::string(kind->code) + "`") != std::string::npos);
    const std::string exits = report::exit_codes_markdown();
    for (const int code : {0, 1, 2, 3, 4, 5, 6, 10, 11, 70}) CHECK(exits.find("| " + std::to_string(code) + " |") != std::string::npos);
}
