// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What a Samba domain does with these files is judged by tests/acceptance/samba.
#include "artefact/samba/gpo_load.hpp"
#include "artefact/samba/parsed_policy.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/xml/element.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using Catch::Matchers::Contains;
using registry_policy::Setting;
using registry_policy::ValueType;
using trust::Scope;

namespace {

std::string text_of(const core::FileTree& tree, std::string_view ending) { return std::string(core::as_text(file_ending(tree, ending))); }

bool has(const core::FileTree& tree, std::string_view path) { return tree.count(core::RelativePath::of(path)) != 0; }

std::string version_in(const core::FileTree& tree) {
    const std::string ini = text_of(tree, "GPT.INI.SAMBABACKUP");
    const std::string head = "[General]\r\nVersion=";
    REQUIRE(ini.substr(0, head.size()) == head);
    return ini.substr(head.size(), ini.find("\r\n", head.size()) - head.size());
}

// Typed by hand from the description of python/samba/policies.py and python/samba/gp_parse/gp_pol.py.
const std::vector<Setting> k_settings{{"Software\\Policies\\A", "Blob", ValueType::binary, {0, 10, 255}},
                                      {"Software\\Policies\\B", "", ValueType::none, {}},
                                      {"Software\\Policies\\C", "Flags", ValueType::dword, {1, 2, 0, 0}},
                                      {"Software\\Policies\\D", "PeerUsages", ValueType::multi_string, {'a', 0, 0, 0, 'b', 0, 'c', 0, 0, 0, 0, 0}}};
constexpr std::string_view k_loaded =
    "[\n"
    R"({"keyname":"Software\\Policies\\A","valuename":"Blob","class":"MACHINE","type":"REG_BINARY","data":[0,10,255]},)"
    "\n"
    R"({"keyname":"Software\\Policies\\B","valuename":"","class":"MACHINE","type":"REG_NONE","data":null},)"
    "\n"
    R"({"keyname":"Software\\Policies\\C","valuename":"Flags","class":"MACHINE","type":"REG_DWORD","data":513},)"
    "\n"
    R"({"keyname":"Software\\Policies\\D","valuename":"PeerUsages","class":"MACHINE","type":"REG_MULTI_SZ","data":["a","bc"]},)"
    "\n"
    R"({"keyname":"Software\\Policies\\B","valuename":"","class":"USER","type":"REG_NONE","data":null})"
    "\n]\n";

}  // namespace

TEST_CASE("samba: gpo-load.json has one object a line, with numbers for octets, texts for a list and null for a key alone") {
    const artefact::samba::SideSettings settings{k_settings, {k_settings[1]}};
    CHECK(artefact::samba::serialize_gpo_load(settings).value() == k_loaded);
    CHECK(artefact::samba::parse_gpo_load(core::as_bytes(k_loaded)).value() == settings);
    CHECK(artefact::samba::serialize_gpo_load({}).value() == "[\n]\n");
}

TEST_CASE("samba: gpo-load.json of another form is refused with the entry") {
    for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"255", "256"},
                                   {"255", "-1"},
                                   {"255", "\"f\""},
                                   {"MACHINE", "BOTH"},
                                   {"REG_BINARY", "REG_SZ"},
                                   {"null", "[]"},
                                   {"513", "4294967296"},
                                   {"\"bc\"", "\"\""},
                                   {"\"bc\"", "7"},
                                   {"\"data\"", "\"date\""}}) {
        std::string changed(k_loaded);
        changed.replace(changed.find(from), from.size(), to);
        INFO(changed);
        const auto read = artefact::samba::parse_gpo_load(core::as_bytes(changed));
        REQUIRE_FALSE(read.has_value());
        CHECK_THAT(read.error().text(), Contains("gpo-load.json: entry "));
    }
    CHECK_FALSE(artefact::samba::parse_gpo_load(core::as_bytes("{}")).has_value());
    CHECK_FALSE(artefact::samba::parse_gpo_load(core::as_bytes("[")).has_value());
}

TEST_CASE("samba: the parsed form of a policy has Base64, numbers, one value per text, and None for nothing") {
    const std::vector<Setting>& settings = k_settings;
    const core::Bytes document = artefact::samba::serialize_parsed_policy(settings).value();
    const auto root = xml::parse_document(document);
    REQUIRE(root.has_value());
    CHECK(*root->attribute("num_entries") == "4");
    CHECK(*root->attribute("signature") == "PReg");
    CHECK(root->children[0].child("Value")->text == "AAr/");
    CHECK(root->children[1].child("Value")->text == "None");
    CHECK(root->children[2].child("Value")->text == "513");
    CHECK(*root->children[3].attribute("type_name") == "REG_MULTI_SZ");
    CHECK(root->children[3].children[3].text == "bc");
    CHECK(artefact::samba::parse_parsed_policy(document).value() == settings);
}

TEST_CASE("samba: GPT.INI has the user's version in the high half and the computer's in the low half") {
    // [MS-GPOL] 2.2.4: 65536 * user + machine
    CHECK(version_in(build("samba", mail_policy(Scope::both), 1)) == "65537");
    CHECK(version_in(build("samba", mail_policy(Scope::both), 2)) == "131074");
    CHECK(version_in(build("samba", mail_policy(Scope::computer), 2)) == "2");
    CHECK(version_in(build("samba", mail_policy(Scope::user), 2)) == "131072");
}

TEST_CASE("samba: a side that the policy leaves out has neither policy nor extension names") {
    const core::FileTree tree = build("samba", mail_policy(Scope::computer));
    CHECK(has(tree, "artefacts/samba/restore/Machine/Registry.pol.SAMBABACKUP"));
    CHECK(has(tree, "artefacts/samba/restore/gPCMachineExtensionNames.SAMBAEXT"));
    CHECK_FALSE(has(tree, "artefacts/samba/restore/User/Registry.pol.SAMBABACKUP"));
    CHECK_FALSE(has(tree, "artefacts/samba/restore/gPCUserExtensionNames.SAMBAEXT"));
    const std::string script = text_of(tree, "import-samba.sh");
    CHECK_THAT(script, Contains("\nuses_machine='yes'\nuses_user='no'\n") && Contains("\nuser_extensions=''\n"));
    CHECK_THAT(text_of(tree, "gpo-load.json"), !Contains("USER"));
}

TEST_CASE("samba: every file that samba-tool restores stands there in both forms") {
    for (const auto& [path, content] : build("samba", mail_policy())) {
        std::string twin = path.text();
        if (!twin.ends_with(".SAMBABACKUP")) continue;
        twin.replace(twin.rfind('.'), std::string::npos, ".xml");
        INFO(twin);
        CHECK(has(build("samba", mail_policy()), twin));
    }
}

TEST_CASE("samba: gpo-load.json carries the peer usages as a list of texts") {
    trust::TrustPolicy policy = mail_policy();
    policy.peer_usages = true;
    const core::FileTree tree = build("samba", policy);
    CHECK_THAT(text_of(tree, "gpo-load.json"), Contains(R"("type":"REG_MULTI_SZ","data":["1.3.6.1.5.5.7.3.2",)"));
    CHECK(format_named("samba").read(tree).has_value());
}

TEST_CASE("samba: the script is text with LF, and the GPO's name is one word of it") {
    const auto script_of = [](std::string_view name) { return text_of(build("samba", policy_of(name, "", Scope::both, {})), "import-samba.sh"); };
    const std::string script = script_of("it's $(touch x) `y` \"q\" \\ %s \xF0\x9F\x94\x92");
    CHECK_THAT(script, Catch::Matchers::StartsWith("#!/bin/sh\n"));
    CHECK(script.find('\r') == std::string::npos);
    CHECK_THAT(script, Contains("\ngpo_name='it'\\''s $(touch x) `y` \"q\" \\ %s \xF0\x9F\x94\x92'\n"));
    CHECK_THAT(script_of("-H x"), Contains("\ngpo_name='-H x'\n"));
    CHECK_THAT(script_of(std::string(255, 'N')), Contains("\ngpo_name='" + std::string(255, 'N') + "'\n"));
}

TEST_CASE("samba: reading refuses missing files and forms that disagree, and tells of what was changed in the script") {
    const core::FileTree tree = build("samba", mail_policy());
    const auto whole = format_named("samba").read(tree);
    REQUIRE(whole.has_value());
    for (const auto& [path, content] : tree) {
        core::FileTree without = tree;
        without.erase(path);
        INFO(path.text());
        const auto read = format_named("samba").read(without);
        CHECK((!read.has_value() || read->told != whole->told));
    }
    struct Change {
        std::string_view file;
        std::string_view from;
        std::string_view to;
    };
    for (const Change& change :
         {Change{"gpo-load.json", "Blob", "Blub"}, Change{"Machine/Registry.pol.xml", "Blob", "Blub"},
          Change{"User/Registry.pol.xml", "num_entries=\"3\"", "num_entries=\"2\""}, Change{"import-samba.sh", "gpo_name='T", "gpo_name='X"},
          Change{"GPT.INI.xml", "65537", "65538"}, Change{"gPCUserExtensionNames.SAMBAEXT", "35378EAC", "00000000"}}) {
        INFO(change.file);
        core::FileTree changed = tree;
        for (auto& [path, content] : changed) {
            if (!path.text().ends_with(change.file)) continue;
            std::string text(core::as_text(content));
            const std::size_t at = text.find(change.from);
            REQUIRE(at != std::string::npos);
            text.replace(at, change.from.size(), change.to);
            content = core::to_bytes(text);
        }
        const auto read = format_named("samba").read(changed);
        CHECK((!read.has_value() || read->told != whole->told));
    }
}
