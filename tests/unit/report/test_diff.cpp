// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>

#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/report/errors.hpp"
#include "sample.hpp"

using namespace gpotrust;
using audit::ScopedSetting;
using trust::Side;

namespace {

ScopedSetting number(Side side, std::string key, std::string value, std::uint8_t data) {
    return {.side = side, .setting = {std::move(key), std::move(value), registry_policy::ValueType::dword, {data, 0, 0, 0}}};
}

audit::InspectedItem backup(std::vector<ScopedSetting> settings) {
    audit::InspectedItem item;
    item.path = "/gpo/{A99CDECF-9B75-44B4-AB70-67082D78FA5D}";
    item.kind = "gpo-backup";
    item.settings = std::move(settings);
    item.gpo.emplace().scheme.emplace();
    return item;
}

std::vector<ScopedSetting> many(std::size_t count) {
    std::vector<ScopedSetting> settings;
    for (std::size_t i = 0; i < count; ++i) settings.push_back(number(Side::computer, "Software\\X", "value " + std::to_string(i), 1));
    return settings;
}

report::DiffOutcome compared(audit::InspectedItem before, audit::InspectedItem after) {
    report::DiffOutcome outcome;
    outcome.now = test::sample_time();
    outcome.before_path = before.path;
    outcome.after_path = after.path;
    outcome.before = std::move(before);
    outcome.after = std::move(after);
    auto difference = audit::compare(outcome.before, outcome.after);
    REQUIRE(difference);
    outcome.difference = *std::move(difference);
    return outcome;
}

std::string text_of(const report::DiffOutcome& outcome) { return report::to_text(outcome, {}); }

/// The last paragraphs, however they are wrapped.
std::string verdict_of(const report::DiffOutcome& outcome) {
    std::string text = text_of(outcome);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("diff text: settings stand below their key, with signs, values before and after, grouped by side") {
    const auto outcome = compared(backup({number(Side::computer, "Software\\X", "A", 1), number(Side::user, "Software\\X", "B", 1)}),
                                  backup({number(Side::computer, "SOFTWARE\\X", "a", 2), number(Side::computer, "Software\\X", "C", 3)}));
    const std::string text = text_of(outcome);
    CHECK(has(text, "Settings of the computer's side\n  SOFTWARE\\X\n    ~ a                               REG_DWORD 1 -> REG_DWORD 2\n    + C "));
    CHECK(has(text, "Settings of the user's side\n  Software\\X\n    - B "));
    CHECK(
        has(verdict_of(outcome), "An import of B would touch no certificate, erase 1 other setting of A, change 1 setting and bring 1 new setting."));
    REQUIRE(report::errors_of(outcome).size() == 1);
    CHECK(report::errors_of(outcome)[0].message == "B differs from A: 1 other setting lost, 1 setting changed, 1 setting added");
}

TEST_CASE("diff text: long lists say how many more there are unless all are asked for") {
    auto outcome = compared(backup(many(100)), backup({}));
    CHECK(has(text_of(outcome), "... and 40 more settings; --all shows them"));
    outcome.show_all = true;
    CHECK_FALSE(has(text_of(outcome), "more settings"));
    CHECK(has(text_of(outcome), "value 99"));
    CHECK(nlohmann::json::parse(report::to_json(outcome, {}))["data"]["settings"]["lost"].size() == 100);
}

TEST_CASE("diff text: colour only where it is wanted, and nothing of a name moves the cursor") {
    const auto outcome = compared(backup({}), backup({number(Side::computer, "Software\\X", "A\x1b[2J", 1)}));
    CHECK_FALSE(has(text_of(outcome), "\x1b"));
    CHECK(has(report::to_text(outcome, {.colour = true}), "\x1b[32m+ A"));
}

TEST_CASE("diff text: a disabled side is told in the verdict, other extensions only where nothing else differs") {
    auto before = backup({number(Side::user, "Software\\X", "A", 1)});
    auto after = before;
    after.gpo->user.disabled = true;
    CHECK(has(verdict_of(compared(before, after)), "The user side is enabled in A and disabled in B"));
    after.gpo->user.disabled = false;
    before.gpo->user.extensions = "";
    after.gpo->user.extensions = "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}]";
    const auto outcome = compared(before, after);
    CHECK(has(text_of(outcome), "  user extensions       + Registry\n"));
    CHECK(has(verdict_of(outcome), "But the user extensions differ"));
    CHECK(report::errors_of(outcome)[0].message == "B differs from A: user extensions differ");
    after.settings.clear();
    CHECK_FALSE(has(verdict_of(compared(before, after)), "But the"));
}

TEST_CASE("diff text: empty keys of stores are counted in a line of their own") {
    const ScopedSetting empty{.side = Side::computer,
                              .setting = registry_policy::key_only("Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople\\CRLs")};
    const std::string text = text_of(compared(backup({empty}), backup({})));
    CHECK(has(text, "Empty keys of certificate stores: 1 go"));
    CHECK(has(text, "would touch no certificate, setting or file. 1 empty key"));
    CHECK_FALSE(has(text, "TrustedPeople"));
}

TEST_CASE("diff text: what would be lost can be kept with --base, where B is a package and A a backup on disk") {
    auto package = backup({});
    package.kind = "package";
    const std::string next = "Next: gpotrust package EXPORT --base \"/gpo/{A99CDECF-9B75-44B4-AB70-67082D78FA5D}\"";
    const auto losing = backup({number(Side::user, "Software\\X", "A", 1)});
    CHECK(has(text_of(compared(losing, package)), next));
    CHECK_FALSE(has(text_of(compared(backup({}), package)), "Next:"));
    CHECK_FALSE(has(text_of(compared(losing, backup({}))), "Next:"));
    auto zipped = losing;
    zipped.path = "/gpo.zip!/{A99CDECF-9B75-44B4-AB70-67082D78FA5D}";
    CHECK(has(text_of(compared(zipped, package)), "--base BACKUP"));
}

TEST_CASE("diff json: a failure has its error and nothing that was not compared") {
    report::DiffOutcome outcome;
    outcome.before_path = "a";
    outcome.error = core::Error{core::ErrorCode::file_system, "gone", "", {}};
    const auto data = nlohmann::json::parse(report::to_json(outcome, {}))["data"];
    CHECK(data["identical"].is_null());
    CHECK(data["error"]["message"] == "gone");
    CHECK_FALSE(data.contains("settings"));
    CHECK(report::to_text(outcome, {}).empty());
}
