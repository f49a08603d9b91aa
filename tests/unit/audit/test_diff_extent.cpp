// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What of a GPO is compared with a file, and what else differs between GPOs: files, sides, extensions.
#include <memory>

#include "gpotrust/audit/diff.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using audit::Difference;
using audit::InspectedItem;
using audit::ScopedSetting;
using trust::Side;

namespace {

constexpr Side k_computer = Side::computer;
constexpr Side k_user = Side::user;
constexpr const char* k_registry = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
constexpr const char* k_efs = "{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}";
constexpr const char* k_tool = "{53D6AB1B-2488-11D1-A28C-00C04FB94F17}";
constexpr const char* k_other_tool = "{0F6B957D-509E-11D1-A7CC-0000F87571E3}";

ScopedSetting number(std::optional<Side> side, std::string value, std::uint8_t data) {
    return {.side = side, .setting = {"Software\\Policies\\Example", std::move(value), registry_policy::ValueType::dword, {data, 0, 0, 0}}};
}

InspectedItem file(std::string path, std::vector<ScopedSetting> settings, std::string kind = "registry-policy") {
    InspectedItem item;
    item.path = std::move(path);
    item.kind = std::move(kind);
    item.settings = std::move(settings);
    return item;
}

InspectedItem backup(std::vector<ScopedSetting> settings) {
    InspectedItem item = file("/backup", std::move(settings), "gpo-backup");
    item.gpo.emplace().scheme.emplace();
    return item;
}

audit::OtherFile script(std::string path, std::uint8_t digest) {
    audit::OtherFile other;
    other.path = std::move(path);
    other.sha256.octets[0] = digest;
    return other;
}

/// A difference with what it looks at.
struct Comparison : Difference {
    std::unique_ptr<InspectedItem> a, b;
};

Comparison compared(InspectedItem before, InspectedItem after) {
    Comparison comparison;
    comparison.a = std::make_unique<InspectedItem>(std::move(before));
    comparison.b = std::make_unique<InspectedItem>(std::move(after));
    auto difference = audit::compare(*comparison.a, *comparison.b);
    if (!difference) FAIL(difference.error().text());
    static_cast<Difference&>(comparison) = *std::move(difference);
    return comparison;
}

bool is_noted(const Difference& difference, std::string_view words) {
    for (const std::string& note : difference.notes)
        if (note.find(words) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("diff: of a GPO only the side of a registry.pol is compared with it, and what was left out is counted") {
    InspectedItem whole = backup({number(k_computer, "A", 1), number(k_user, "B", 1)});
    whole.gpo->files.push_back(script("DomainSysvol/GPO/Machine/Scripts/a.cmd", 1));
    const InspectedItem machine = file("/x/Machine/registry.pol", {number(k_computer, "A", 1)});
    const Comparison difference = compared(whole, machine);
    CHECK(difference.is_empty());
    CHECK(is_noted(difference, "left out: 1 setting and 1 other file"));
    CHECK(compared(whole, file("/x/User/registry.pol", {number(k_user, "B", 2)})).settings.changed.size() == 1);
    CHECK(compared(file("/x/Machine/registry.pol", {}), whole).settings.added.size() == 1);  // empty, and its folder tells the side
}

TEST_CASE("diff: a registry.pol that does not tell its side takes the only one of the other, and a note says so") {
    const InspectedItem lone = file("/x/registry.pol", {number(std::nullopt, "A", 1)});
    const Comparison difference = compared(lone, backup({number(k_user, "A", 1)}));
    CHECK(difference.is_empty());
    CHECK(is_noted(difference, "taken for the user's side"));
    const Comparison other = compared(backup({number(k_user, "A", 2)}), lone);
    REQUIRE(other.settings.changed.size() == 1);
    CHECK(other.settings.changed[0].side == k_user);
    CHECK(compared(lone, file("/y/Machine/registry.pol", {number(k_computer, "A", 1)})).is_empty());
    CHECK(is_noted(compared(lone, file("/y/Machine/registry.pol", {})), "taken for the computer's side"));
    ScopedSetting item = number(k_computer, "P", 1);
    item.preference = "update";
    CHECK(compared(lone, backup({item, number(k_user, "A", 1)})).is_empty());  // preferences stand in another file
}

TEST_CASE("diff: two files that do not tell their sides are compared as they are") {
    const Comparison difference = compared(file("a.pol", {number(std::nullopt, "A", 1)}), file("b.pol", {number(std::nullopt, "A", 2)}));
    REQUIRE(difference.settings.changed.size() == 1);
    CHECK_FALSE(difference.settings.changed[0].side);
    CHECK(difference.notes.empty());
}

TEST_CASE("diff: a registry.pol that may mean either side is a choice for the user") {
    const InspectedItem lone = file("/x/registry.pol", {number(std::nullopt, "A", 1)});
    const InspectedItem both = backup({number(k_computer, "A", 1), number(k_user, "A", 1)});
    CHECK(audit::compare(lone, both).error().code == core::ErrorCode::choice_needed);
    CHECK(audit::compare(both, lone).error().code == core::ErrorCode::choice_needed);
}

TEST_CASE("diff: preferences are compared with the preferences of a GPO, files of different sides are noted") {
    ScopedSetting item = number(k_user, "A", 1);
    item.preference = "update";
    const Comparison difference = compared(backup({item, number(k_user, "A", 3)}), file("/x/Registry.xml", {item}, "preferences"));
    CHECK(difference.is_empty());
    CHECK(is_noted(difference, "left out: 1 setting"));
    const Comparison apart =
        compared(file("/x/Machine/registry.pol", {number(k_computer, "A", 1)}), file("/x/User/registry.pol", {number(k_user, "A", 1)}));
    CHECK(is_noted(apart, "different sides"));
    CHECK(apart.settings.lost.size() == 1);
}

TEST_CASE("diff: other files are compared by content, by their place in the GPO and without case") {
    InspectedItem before = backup({});
    before.gpo->files = {script("DomainSysvol/GPO/Machine/Scripts/a.cmd", 1), script("DomainSysvol/GPO/Machine/Scripts/b.cmd", 1),
                         script("DomainSysvol/GPO/Machine/Scripts/c.cmd", 1), script("notes.txt", 1)};
    InspectedItem after = file("/sysvol/{GUID}", {});
    after.gpo.emplace().files = {script("MACHINE/scripts/A.cmd", 1), script("Machine/Scripts/b.cmd", 2), script("Machine/Scripts/d.cmd", 1)};
    const Comparison difference = compared(before, after);
    CHECK(difference.same_files == 1);
    REQUIRE(difference.files.changed.size() == 1);
    CHECK(difference.files.changed[0].shown().path == "Machine/Scripts/b.cmd");
    REQUIRE(difference.files.lost.size() == 1);
    CHECK(difference.files.lost[0].shown().path == "DomainSysvol/GPO/Machine/Scripts/c.cmd");  // notes.txt beside Backup.xml is not imported
    REQUIRE(difference.files.added.size() == 1);
    CHECK_FALSE(difference.is_empty());
}

TEST_CASE("diff: a side that is disabled in one of them matters where it holds something") {
    InspectedItem before = backup({number(k_user, "A", 1)});
    InspectedItem after = backup({number(k_user, "A", 1)});
    after.gpo->user.disabled = true;
    const Comparison difference = compared(before, after);
    REQUIRE(difference.facts.size() == 1);
    CHECK(difference.facts[0].what == "user side");
    CHECK(difference.facts[0].before == "enabled");
    CHECK(difference.facts[0].after == "disabled");
    CHECK(difference.facts[0].matters);
    CHECK_FALSE(difference.is_empty());

    after.gpo->user.disabled = false;
    after.gpo->computer.disabled = true;
    const Comparison nothing_there = compared(before, after);
    REQUIRE(nothing_there.facts.size() == 1);
    CHECK_FALSE(nothing_there.facts[0].matters);
    CHECK(nothing_there.is_empty());
    before.gpo->files.push_back(script("DomainSysvol/GPO/MACHINE/Scripts/a.cmd", 1));
    CHECK(compared(before, after).facts[0].matters);
}

TEST_CASE("diff: a disabled side is noted where the other does not tell") {
    InspectedItem before = backup({});
    before.gpo->computer.disabled = true;
    InspectedItem sysvol = file("/sysvol/{GUID}", {});
    sysvol.gpo.emplace();
    const Comparison difference = compared(before, sysvol);
    CHECK(difference.facts.empty());
    CHECK(is_noted(difference, "computer side of A is disabled"));
}

TEST_CASE("diff: other client-side extensions matter, other tools and another order do not") {
    const auto list = [](std::initializer_list<std::string> parts) {
        std::string all = "[";
        for (const std::string& part : parts) all += part;
        return all + "]";
    };
    InspectedItem before = backup({});
    InspectedItem after = backup({});
    before.gpo->computer.extensions = list({k_registry, k_tool});
    after.gpo->computer.extensions = list({k_registry, k_other_tool});
    REQUIRE(compared(before, after).facts.size() == 1);
    CHECK(compared(before, after).is_empty());
    after.gpo->computer.extensions = core::ascii_lower(list({k_registry, k_tool}));
    CHECK(compared(before, after).facts.empty());
    after.gpo->computer.extensions = list({k_registry, k_tool}) + list({k_efs, k_tool});
    CHECK(compared(before, after).facts[0].matters);
    after.gpo->computer.extensions = "nonsense";
    CHECK(compared(before, after).facts[0].matters);
    after.gpo->computer.extensions.reset();
    CHECK(compared(before, after).facts.empty());
}

TEST_CASE("diff: names, GUIDs, domains and versions are facts and no difference; what one does not tell is none") {
    InspectedItem before = backup({});
    InspectedItem after = backup({});
    before.gpo->name = "Old";
    after.gpo->name = "New";
    before.gpo->domain = "contoso.test";
    after.gpo->domain = "CONTOSO.test";
    before.gpo->guid = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
    before.gpo->computer.directory_version = 3;
    before.gpo->computer.sysvol_version = 3;
    after.gpo->computer.directory_version = 4;
    after.gpo->computer.sysvol_version = 2;
    const Comparison difference = compared(before, after);
    REQUIRE(difference.facts.size() == 2);
    CHECK(difference.facts[0].what == "GPO name");
    CHECK(difference.facts[1].before == "3");
    CHECK(difference.facts[1].after == "4 (SYSVOL 2)");
    CHECK(difference.is_empty());
}
