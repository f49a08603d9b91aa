// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Whole trees, byte for byte. Their XML is held against real backups by tests/golden/artefact/structure, their certificates and policies are read by others' tools in
// the acceptance tests: this only notices that something changed.
#include "support/golden.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;

namespace {

core::FileTree every_format(const trust::TrustPolicy& policy, unsigned revision) {
    core::FileTree all;
    for (const artefact::Format* format : artefact::formats()) all.merge(build(format->id, policy, revision));
    return all;
}

trust::TrustPolicy kind(std::string_view name) {
    for (auto& [kind_name, policy] : all_kinds_of_policies()) {
        if (kind_name == name) return policy;
    }
    FAIL("no such policy: " << name);
    throw 0;
}

}  // namespace

TEST_CASE("golden: one mail server, both sides") { compare_with_golden(every_format(mail_policy(), 1), "artefact/both"); }

TEST_CASE("golden: computer side with every store and option, revision 2") {
    compare_with_golden(every_format(kind("every store and option"), 2), "artefact/computer-everything");
}

TEST_CASE("golden: user side with two certificates") {
    compare_with_golden(every_format(kind("user side, two certificates"), 1), "artefact/user-overlap");
}

TEST_CASE("golden: names that hurt markup and shells") { compare_with_golden(every_format(kind("names that hurt"), 1), "artefact/odd-names"); }

TEST_CASE("golden: distrust") { compare_with_golden(every_format(kind("distrust"), 1), "artefact/distrust"); }

TEST_CASE("golden: preferences in the backup, both sides") {
    compare_with_golden(every_format(kind("with preferences in the backup"), 3), "artefact/preferences-in-backup");
}

TEST_CASE("golden: retired") { compare_with_golden(every_format(kind("nothing left"), 2), "artefact/retired"); }
