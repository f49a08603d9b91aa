// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What the registry-based formats must refuse when somebody edits them, and what their files are.
#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using core::RelativePath;

namespace {

std::string refusal(std::string_view format, const core::FileTree& tree) {
    const auto read = format_named(format).read(tree);
    REQUIRE_FALSE(read);
    return read.error().text();
}

/// Replaces text in a file; wide for UTF-16.
void edit(core::FileTree& tree, std::string_view path, std::string_view what, std::string_view by, bool wide) {
    core::Bytes& file = tree.at(RelativePath::of(path));
    const auto written = [wide](std::string_view text) { return wide ? *core::utf8_to_utf16le(text) : core::to_bytes(text); };
    const core::Bytes old = written(what);
    const auto at = std::search(file.begin(), file.end(), old.begin(), old.end());
    INFO(path << ": " << what);
    REQUIRE(at != file.end());
    const core::Bytes fresh = written(by);
    file.insert(file.erase(at, at + static_cast<std::ptrdiff_t>(old.size())), fresh.begin(), fresh.end());
}

}  // namespace

TEST_CASE("reg: a side has a file that sets and one that removes, for the policy and for the ordinary store") {
    const core::FileTree both = build("reg", mail_policy());
    CHECK(both.size() == 8);
    CHECK(build("reg", mail_policy(trust::Scope::user)).size() == 4);
    CHECK(both.contains(RelativePath::of("artefacts/reg/policy.computer.reg")));
    CHECK(both.contains(RelativePath::of("artefacts/reg/store.user.remove.reg")));
}

TEST_CASE("reg: the removal of a policy with peer usages names its values and no store key") {
    trust::TrustPolicy policy = mail_policy(trust::Scope::computer);
    policy.peer_usages = true;
    const auto steps = registry_policy::parse_reg_file(file_ending(build("reg", policy), "policy.computer.remove.reg"));
    REQUIRE(steps);
    const auto deletes_key = [](const auto& step) { return step.action == registry_policy::RegAction::delete_key; };
    const auto deletes_value = [](const auto& step) { return step.action == registry_policy::RegAction::delete_value; };
    CHECK(std::count_if(steps->begin(), steps->end(), deletes_key) == 1);
    CHECK(std::count_if(steps->begin(), steps->end(), deletes_value) == 2);
    for (const auto& step : *steps) {
        if (deletes_key(step)) CHECK(step.setting.key.ends_with("\\Certificates\\" + core::to_hex(policy.certificates[0].certificate.sha1())));
    }
}

TEST_CASE("reg: an edited file does not read back") {
    const core::FileTree good = build("reg", mail_policy());
    REQUIRE(format_named("reg").read(good));
    core::FileTree tree = good;
    edit(tree, "artefacts/reg/store.user.reg", "hex:03", "hex:04", true);
    CHECK(refusal("reg", tree).find("store.user.reg") == 0);
    tree = good;
    edit(tree, "artefacts/reg/store.computer.remove.reg", "[-HKEY_LOCAL_MACHINE", "[-HKEY_CURRENT_USER", true);
    CHECK(refusal("reg", tree).find("another hive") != std::string::npos);
    tree = good;
    edit(tree, "artefacts/reg/policy.user.remove.reg", "\\TrustedPeople\\", "\\TrustedPublisher\\", true);
    CHECK(refusal("reg", tree).find("leaves values") != std::string::npos);
    tree = good;
    edit(tree, "artefacts/reg/policy.user.remove.reg", "[-HKEY_CURRENT_USER\\", "[-HKEY_CURRENT_USER\\Software\\Other]\r\n\r\n[-HKEY_CURRENT_USER\\",
         true);
    CHECK(refusal("reg", tree).find("more or less") != std::string::npos);
    tree = good;
    edit(tree, "artefacts/reg/policy.user.reg", "[HKEY_CURRENT_USER\\", "[-HKEY_CURRENT_USER\\Software\\Other]\r\n\r\n[HKEY_CURRENT_USER\\", true);
    CHECK(refusal("reg", tree).find("removes something") != std::string::npos);
    tree = good;
    tree.erase(RelativePath::of("artefacts/reg/policy.user.remove.reg"));
    CHECK(refusal("reg", tree).find("missing") != std::string::npos);
}

TEST_CASE("lgpo: an edited text or undo does not read back") {
    const core::FileTree good = build("lgpo", mail_policy());
    REQUIRE(format_named("lgpo").read(good));
    core::FileTree tree = good;
    edit(tree, "artefacts/lgpo/user.txt", "BINARY:03", "BINARY:04", false);
    CHECK(refusal("lgpo", tree).find("user.txt") == 0);
    tree = good;
    edit(tree, "artefacts/lgpo/undo.txt", "CLEAR", "DELETE", false);
    CHECK(refusal("lgpo", tree).find("undo.txt") == 0);
    tree = good;
    tree.erase(RelativePath::of("artefacts/lgpo/user.pol"));
    CHECK(refusal("lgpo", tree).find("missing") != std::string::npos);
}

TEST_CASE("lgpo: the command names the sides the policy has, and says nothing of the GPO, whose name a batch file could not hold") {
    const std::string both(core::as_text(file_ending(build("lgpo", mail_policy()), "apply.cmd")));
    CHECK(both.find("\"%lgpo%\" /m \"%~dp0machine.pol\" /u \"%~dp0user.pol\"\r\n") != std::string::npos);
    const std::string user(core::as_text(file_ending(build("lgpo", mail_policy(trust::Scope::user)), "apply.cmd")));
    CHECK(user.find("\"%lgpo%\" /u \"%~dp0user.pol\"\r\n") != std::string::npos);
    CHECK(std::count(both.begin(), both.end(), '\n') == std::count(both.begin(), both.end(), '\r'));
}

TEST_CASE("preferences: items are replaced, and taken away when they no longer apply") {
    const core::FileTree good = build("preferences", mail_policy());
    CHECK(good.size() == 2);
    const std::string text(core::as_text(good.at(RelativePath::of("artefacts/preferences/Machine/Registry.xml"))));
    CHECK(text.find("changed=\"2026-11-22 15:00:00\"") != std::string::npos);
    core::FileTree tree = good;
    edit(tree, "artefacts/preferences/User/Registry.xml", "removePolicy=\"1\"", "removePolicy=\"0\"", false);
    CHECK(refusal("preferences", tree).find("User/Registry.xml") == 0);
    tree = good;
    edit(tree, "artefacts/preferences/Machine/Registry.xml", "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER", false);
    CHECK(refusal("preferences", tree).find("HKEY_CURRENT_USER") != std::string::npos);
}

TEST_CASE("preferences: an item keeps its uid over revisions and has another one on the other side") {
    const auto uid = [](std::string_view path, unsigned revision) {
        const std::string text(core::as_text(build("preferences", mail_policy(), revision).at(RelativePath::of(path))));
        return text.substr(text.find("uid=\"") + 5, 38);
    };
    CHECK(uid("artefacts/preferences/Machine/Registry.xml", 1) == uid("artefacts/preferences/Machine/Registry.xml", 2));
    CHECK(uid("artefacts/preferences/Machine/Registry.xml", 1) != uid("artefacts/preferences/User/Registry.xml", 1));
}

TEST_CASE("certificates: each store has its own message and serialized store; what is distrusted stands in neither of the others") {
    for (const auto& [name, policy] : all_kinds_of_policies()) {
        if (name != "every store and option") continue;
        const core::FileTree files = build("certificates", policy);
        for (const char* store : {"TrustedPeople", "TrustedPublisher", "Root", "CA", "Disallowed"}) {
            CHECK(files.contains(RelativePath::of(std::string("certificates/") + store + ".p7b")));
            CHECK(files.contains(RelativePath::of(std::string("certificates/") + store + ".sst")));
        }
        const core::Bytes& people = files.at(RelativePath::of("certificates/TrustedPeople.sst"));
        const core::Bytes distrusted = data_file("artefact/odd-name.cer");
        CHECK(std::search(people.begin(), people.end(), distrusted.begin(), distrusted.end()) == people.end());
    }
}

TEST_CASE("certificates: the message is the one OpenSSL writes") {
    const core::FileTree files = build("certificates", mail_policy());
    CHECK(files.at(RelativePath::of("certificates/TrustedPeople.p7b")) == data_file("artefact/mail.p7b"));
}
