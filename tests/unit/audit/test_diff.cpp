// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <memory>

#include "audit/stored_certificates.hpp"
#include "gpotrust/audit/diff.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using audit::Difference;
using audit::InspectedItem;
using audit::ScopedSetting;
using registry_policy::ValueType;
using trust::Side;

namespace {

constexpr Side k_computer = Side::computer;
constexpr Side k_user = Side::user;
const std::string k_key = "Software\\Policies\\Example";
const std::string k_store = "Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople";

ScopedSetting number(std::optional<Side> side, std::string key, std::string value, std::uint8_t data) {
    return {.side = side, .setting = {std::move(key), std::move(value), ValueType::dword, {data, 0, 0, 0}}};
}

ScopedSetting text(std::optional<Side> side, std::string key, std::string value, std::string_view data) {
    core::Bytes octets = *core::utf8_to_utf16le(data);
    core::append_u16_le(octets, 0);
    return {.side = side, .setting = {std::move(key), std::move(value), ValueType::string, std::move(octets)}};
}

ScopedSetting key(std::optional<Side> side, std::string name) { return {.side = side, .setting = registry_policy::key_only(std::move(name))}; }

ScopedSetting preference(ScopedSetting setting, std::string applied, std::string targeting = {}) {
    setting.preference = std::move(applied);
    setting.targeting = std::move(targeting);
    return setting;
}

InspectedItem file(std::string path, std::vector<ScopedSetting> settings, std::string kind = "registry-policy") {
    InspectedItem item;
    item.path = std::move(path);
    item.kind = std::move(kind);
    item.settings = std::move(settings);
    audit::decode_stored_certificates(item);
    return item;
}

InspectedItem backup(std::vector<ScopedSetting> settings) {
    InspectedItem item = file("/backup", std::move(settings), "gpo-backup");
    item.gpo.emplace().scheme.emplace();
    return item;
}

/// The two certificates of tests/data/cli/registry.pol as the Group Policy editor and we write them: the first with the metadata of its machine.
std::vector<ScopedSetting> blobs(std::optional<Side> side) {
    const InspectedItem item = audit::inspect_file("registry.pol", test::data_file("cli/registry.pol"), {});
    std::vector<ScopedSetting> found;
    for (const ScopedSetting& setting : item.settings)
        if (setting.setting.value == "Blob") found.push_back({.side = side, .setting = setting.setting});
    REQUIRE(found.size() == 2);
    return found;
}

/// {id, 1, length, octets} for each.
core::Bytes blob_of(const std::vector<trust::Property>& properties) {
    core::Bytes blob;
    for (const trust::Property& property : properties) {
        for (const std::size_t field : {static_cast<std::size_t>(property.id), std::size_t{1}, property.value.size()})
            core::append_u32_le(blob, static_cast<std::uint32_t>(field));
        blob.insert(blob.end(), property.value.begin(), property.value.end());
    }
    return blob;
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

}  // namespace

TEST_CASE("diff: settings are compared without case in keys and names, and by their data") {
    const InspectedItem before =
        backup({number(k_computer, k_key, "Same", 1), number(k_computer, k_key, "Other", 1), number(k_computer, k_key, "Gone", 1)});
    const InspectedItem after =
        backup({number(k_computer, core::ascii_upper(k_key), "SAME", 1), number(k_computer, k_key, "other", 2), number(k_computer, k_key, "New", 1)});
    const Comparison difference = compared(before, after);
    CHECK(difference.same_settings == 1);
    REQUIRE(difference.settings.changed.size() == 1);
    CHECK(difference.settings.changed[0].before->setting.value == "Other");
    CHECK(difference.settings.changed[0].after->setting.value == "other");
    REQUIRE(difference.settings.lost.size() == 1);
    CHECK(difference.settings.lost[0].before->setting.value == "Gone");
    CHECK(difference.settings.lost[0].after == nullptr);
    REQUIRE(difference.settings.added.size() == 1);
    CHECK(difference.settings.added[0].after->setting.value == "New");
    CHECK_FALSE(difference.is_empty());
}

TEST_CASE("diff: the order of entries is no difference, and neither is where a type is the only one") {
    const InspectedItem one = backup({number(k_computer, k_key, "A", 1), number(k_computer, k_key, "B", 1)});
    const InspectedItem other = backup({number(k_computer, k_key, "B", 1), number(k_computer, k_key, "A", 1)});
    CHECK(compared(one, other).is_empty());
    InspectedItem typed = backup({number(k_computer, k_key, "A", 1), number(k_computer, k_key, "B", 1)});
    typed.settings[1].setting.type = ValueType::binary;
    CHECK(compared(one, typed).settings.changed.size() == 1);
}

TEST_CASE("diff: of entries for one value the last one counts") {
    const InspectedItem twice = backup({number(k_computer, k_key, "A", 1), number(k_computer, k_key, "a", 2)});
    CHECK(compared(twice, backup({number(k_computer, k_key, "A", 2)})).is_empty());
    CHECK(compared(twice, backup({number(k_computer, k_key, "A", 1)})).settings.changed.size() == 1);
}

TEST_CASE("diff: one value in two sides is two settings") {
    const Comparison difference = compared(backup({number(k_computer, k_key, "A", 1)}), backup({number(k_user, k_key, "A", 1)}));
    REQUIRE(difference.settings.lost.size() == 1);
    CHECK(difference.settings.lost[0].side == k_computer);
    REQUIRE(difference.settings.added.size() == 1);
    CHECK(difference.settings.added[0].side == k_user);
}

TEST_CASE("diff: creating a key and setting its default value are two things") {
    const Comparison difference = compared(backup({key(k_computer, k_key)}), backup({text(k_computer, k_key, "", "x")}));
    CHECK(difference.settings.lost.size() == 1);
    CHECK(difference.settings.added.size() == 1);
    CHECK(difference.settings.changed.empty());
}

TEST_CASE("diff: a deletion before a value leaves it, behind it takes it away") {
    for (const char* deletion : {"**delvals.", "**DELVALS", "**del.A", "**Del.a"}) {
        INFO(deletion);
        const ScopedSetting value = number(k_computer, k_key, "A", 1);
        const ScopedSetting deleting = text(k_computer, k_key, deletion, " ");
        const Comparison difference = compared(backup({deleting, value}), backup({value, deleting}));
        REQUIRE(difference.settings.changed.size() == 1);
        CHECK_FALSE(difference.settings.changed[0].undone_before);
        CHECK(difference.settings.changed[0].undone_after);
        CHECK(compared(backup({deleting, value}), backup({deleting, value})).is_empty());
    }
}

TEST_CASE("diff: a deletion touches what it names and nothing beside it") {
    const ScopedSetting value = number(k_computer, k_key, "A", 1);
    const std::vector<ScopedSetting> others{
        text(k_computer, k_key, "**del.AB", " "),
        text(k_computer, k_key + "\\Below", "**delvals.", " "),
        text(k_user, k_key, "**delvals.", " "),
        text(k_computer, "Software\\Policies", "**DeleteKeys", "Exam"),
        text(k_computer, "Software\\Policies", "**DeleteValues", "A"),
        text(k_computer, k_key, "**soft.A", " "),
    };
    for (const ScopedSetting& deletion : others) {
        INFO(deletion.setting.key << " " << deletion.setting.value);
        const Comparison difference = compared(backup({value}), backup({value, deletion}));
        CHECK(difference.settings.changed.empty());
        CHECK(difference.settings.added.size() == 1);
    }
}

TEST_CASE("diff: **DeleteKeys takes away a key with everything below it, **DeleteValues each value it lists") {
    const std::vector<ScopedSetting> values{number(k_computer, k_key + "\\Below\\Deep", "A", 1), number(k_computer, k_key, "B", 1),
                                            number(k_computer, k_key, "C", 1)};
    std::vector<ScopedSetting> with = values;
    with.push_back(text(k_computer, "Software\\Policies", "**DeleteKeys", "Other;example"));
    CHECK(compared(backup(values), backup(with)).settings.changed.size() == 3);
    with.back() = text(k_computer, "Software", "**DeleteKeys", "Software\\Policies\\Example\\Below");  // a whole path, as one real policy has it
    CHECK(compared(backup(values), backup(with)).settings.changed.size() == 1);
    with.back() = text(k_computer, k_key, "**DeleteValues", "b;C");
    CHECK(compared(backup(values), backup(with)).settings.changed.size() == 2);
}

TEST_CASE("diff: certificates are added, kept and removed") {
    const auto both = blobs(k_computer);
    const Comparison difference = compared(backup({both[0]}), backup({both[1]}));
    REQUIRE(difference.certificates.added.size() == 1);
    REQUIRE(difference.certificates.removed.size() == 1);
    CHECK(difference.certificates.kept.empty());
    CHECK(difference.settings.added.empty());
    CHECK(difference.settings.lost.empty());
    CHECK(difference.certificates.removed[0].shown().store == "TrustedPeople");
    CHECK(difference.certificates.removed[0].shown().certificate->display_name() == "mail.contoso.test");

    const Comparison same = compared(backup(both), backup({both[1], both[0]}));
    CHECK(same.is_empty());
    CHECK(same.certificates.kept.size() == 2);
    CHECK(same.same_settings == 0);
}

TEST_CASE("diff: the same certificate in another side or store is another entry") {
    const auto computer = blobs(k_computer);
    const auto user = blobs(k_user);
    const Comparison sides = compared(backup({computer[0]}), backup({user[0]}));
    CHECK(sides.certificates.added.size() == 1);
    CHECK(sides.certificates.removed.size() == 1);
    ScopedSetting in_root = computer[0];
    in_root.setting.key.replace(in_root.setting.key.find("TrustedPeople"), 13, "Root");
    const Comparison stores = compared(backup({computer[0]}), backup({in_root}));
    REQUIRE(stores.certificates.added.size() == 1);
    CHECK(stores.certificates.added[0].shown().store == "Root");
}

TEST_CASE("diff: a kept certificate shows the properties that differ, and they are a difference") {
    const auto both = blobs(k_computer);
    const InspectedItem leaking = backup({both[0]});
    const std::vector<trust::Property>& properties = leaking.stored[0].properties;
    ScopedSetting clean = both[0];
    clean.setting.data = blob_of({properties.front(), properties.back()});
    const InspectedItem without = backup({clean});
    const Comparison difference = compared(leaking, without);
    REQUIRE(difference.certificates.kept.size() == 1);
    const audit::ComparedCertificate& kept = difference.certificates.kept[0];
    CHECK(kept.blob_differs);
    REQUIRE(kept.properties.size() == 2);
    CHECK(kept.properties[0].id == trust::PropertyId::key_prov_info);
    CHECK(kept.properties[0].before != nullptr);
    CHECK(kept.properties[0].after == nullptr);
    CHECK(kept.properties[1].id == trust::PropertyId::request_originator);
    CHECK_FALSE(difference.is_empty());
    CHECK(compared(without, leaking).certificates.kept[0].properties[0].before == nullptr);
}

TEST_CASE("diff: a certificate whose key a later entry deletes is removed") {
    const auto both = blobs(k_computer);
    const std::string certificates = k_store + "\\Certificates";
    const std::string name = both[0].setting.key.substr(certificates.size() + 1);
    const Comparison difference = compared(backup({both[0]}), backup({both[0], text(k_computer, certificates, "**DeleteKeys", name)}));
    REQUIRE(difference.certificates.removed.size() == 1);
    CHECK(difference.certificates.kept.empty());
    CHECK(difference.settings.added.size() == 1);
}

TEST_CASE("diff: a damaged certificate is compared as the entry it is, and a note says so") {
    auto both = blobs(k_computer);
    both[0].setting.data.resize(20);
    const InspectedItem damaged = backup({both[0]});
    REQUIRE(damaged.error);
    const Comparison difference = compared(damaged, backup({both[1]}));
    REQUIRE(difference.certificates.removed.size() == 1);
    CHECK(difference.certificates.removed[0].shown().error);
    CHECK(difference.notes.size() == 1);
    CHECK(compared(damaged, damaged).is_empty());
}

TEST_CASE("diff: empty keys of certificate stores are settings that are marked, other empty keys are settings like others") {
    const InspectedItem editor =
        backup({key(k_computer, k_store + "\\CRLs"), key(k_computer, k_store + "\\CTLs"), key(k_computer, core::ascii_upper(k_store)),
                key(k_computer, k_store + "\\Certificates"), key(k_computer, k_key)});
    const Comparison difference = compared(editor, backup({}));
    REQUIRE(difference.settings.lost.size() == 5);
    CHECK_FALSE(difference.settings.lost[0].is_skeleton);
    for (std::size_t i = 1; i < 5; ++i) CHECK(difference.settings.lost[i].is_skeleton);
    CHECK_FALSE(compared(backup({key(k_computer, k_store + "\\Certificates\\ABC")}), backup({})).settings.lost[0].is_skeleton);
}

TEST_CASE("diff: preferences and policy settings are different things") {
    const ScopedSetting setting = number(k_computer, k_key, "A", 1);
    const Comparison difference = compared(backup({setting}), backup({preference(setting, "update")}));
    CHECK(difference.settings.lost.size() == 1);
    CHECK(difference.settings.added.size() == 1);
}

TEST_CASE("diff: a preference that is applied in another way or to others is changed, and all items for one value count") {
    const ScopedSetting setting = number(k_computer, k_key, "A", 1);
    CHECK(compared(backup({preference(setting, "update")}), backup({preference(setting, "update, disabled")})).settings.changed.size() == 1);
    CHECK(compared(backup({preference(setting, "update", "<a>")}), backup({preference(setting, "update", "<b>")})).settings.changed.size() == 1);
    const Comparison fewer = compared(backup({preference(setting, "update", "<a>"), preference(setting, "update", "<b>")}),
                                      backup({preference(setting, "update", "<a>")}));
    CHECK(fewer.settings.lost.size() == 1);
    CHECK(fewer.same_settings == 1);
}

TEST_CASE("diff: a preference that is disabled or for some clients only deletes nothing for sure") {
    const ScopedSetting setting = preference(number(k_computer, k_key, "A", 1), "update");
    const ScopedSetting deleting = text(k_computer, k_key, "**del.A", " ");
    CHECK(compared(backup({setting}), backup({setting, preference(deleting, "delete")})).settings.changed.size() == 1);
    CHECK(compared(backup({setting}), backup({setting, preference(deleting, "delete, disabled")})).settings.changed.empty());
    CHECK(compared(backup({setting}), backup({setting, preference(deleting, "delete", "<a>")})).settings.changed.empty());
}

TEST_CASE("diff: what is no policy cannot be compared, and neither can a policy of which a part is damaged") {
    const InspectedItem policy = file("/x/Machine/registry.pol", {});
    InspectedItem pfx = file("/x/mail.pfx", {}, "pfx");
    CHECK(audit::compare(policy, pfx).error().code == core::ErrorCode::unsupported_input);
    InspectedItem cut = file("/x/cut.pol", {});
    cut.error = core::Error{core::ErrorCode::malformed_input, "damaged at octet 9", "", {}};
    REQUIRE_FALSE(audit::compare(cut, policy));
    CHECK(audit::compare(cut, policy).error().text() == "/x/cut.pol: damaged at octet 9");
    CHECK(audit::compare(policy, cut).error().code == core::ErrorCode::malformed_input);
    InspectedItem half = backup({number(k_computer, k_key, "A", 1)});
    half.policies.push_back({.path = "DomainSysvol/GPO/User/registry.pol", .error = core::Error{core::ErrorCode::malformed_input, "cut", "", {}}});
    CHECK(audit::compare(half, backup({})).error().text() == "/backup: DomainSysvol/GPO/User/registry.pol: cut");
}

TEST_CASE("diff: a file that Backup.xml names and that is not there is noted; a registry.pol is an obstacle") {
    InspectedItem item = backup({});
    item.gpo->files = {{.path = "DomainSysvol/GPO/Machine/Scripts/A.cmd", .octets = 10}};
    item.gpo->scheme->files = {{.location = "DomainSysvol/GPO/Machine/Scripts/a.cmd"},
                               {.location = "DomainSysvol/GPO/GPT.INI"},
                               {.location = "DomainSysvol/GPO/Machine/Applications", .is_folder = true}};
    CHECK(compared(item, backup({})).notes.empty());
    item.gpo->scheme->files.push_back({.location = "DomainSysvol/GPO/Machine/Scripts/b.cmd"});
    CHECK(compared(backup({}), item).notes ==
          std::vector<std::string>{"B: the backup is incomplete: Backup.xml names DomainSysvol/GPO/Machine/Scripts/b.cmd, and it is not there"});
    item.gpo->scheme->files.push_back({.location = "DomainSysvol/GPO/User/registry.pol"});
    const auto refused = audit::compare(item, backup({}));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == core::ErrorCode::malformed_input);
    CHECK(refused.error().text().find("DomainSysvol/GPO/User/registry.pol") != std::string::npos);
}

TEST_CASE("diff: a document that is missing or damaged is noted, a file that could not be read is an obstacle") {
    InspectedItem damaged = backup({});
    damaged.gpo->complaints.push_back({core::ErrorCode::malformed_input, "the file is missing", "", {"bkupInfo.xml"}});
    damaged.error = damaged.gpo->complaints.front();
    CHECK(compared(damaged, backup({})).notes == std::vector<std::string>{"A: bkupInfo.xml: the file is missing"});
    damaged.gpo->complaints.front() = {core::ErrorCode::malformed_input, "larger than 9 bytes", "", {"DomainSysvol/GPO/Machine/registry.pol"}};
    damaged.error = damaged.gpo->complaints.front();
    CHECK_FALSE(audit::compare(damaged, backup({})));
    damaged.gpo->complaints.front() = {core::ErrorCode::file_system, "no permission", "", {"Backup.xml"}};
    damaged.error = damaged.gpo->complaints.front();
    CHECK(audit::compare(damaged, backup({})).error().code == core::ErrorCode::file_system);
}
