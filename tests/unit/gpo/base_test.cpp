// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The backups in tests/data/cli were laid out as GPMC does it, by a script of their own.
#include "gpotrust/gpo/base.hpp"

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, core::Bytes>;

constexpr const char* k_registry_pol = "DomainSysvol/GPO/Machine/registry.pol";

Files corporate_tls() {
    const std::string folder = "cli/base/{0D1E2F30-4152-6374-8596-A7B8C9DAEBFC}/";
    Files files;
    for (const char* name : {"Backup.xml", "bkupInfo.xml", "gpreport.xml", k_registry_pol, "DomainSysvol/GPO/Machine/Scripts/Startup/hello.cmd",
                             "DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf"})
        files.emplace(name, test::data_file(folder + name));
    return files;
}

void replace(core::Bytes& octets, std::string_view from, std::string_view to) {
    std::string text(core::as_text(octets));
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    octets = core::to_bytes(text);
}

std::string refusal(const Files& files) {
    const auto read = gpo::read_base(files);
    if (read) return "";
    CHECK((read.error().code == core::ErrorCode::unsupported_input || read.error().code == core::ErrorCode::malformed_input));
    return read.error().text();
}

}  // namespace

TEST_CASE("base: a backup is read with everything it holds") {
    const auto read = gpo::read_base(corporate_tls());
    REQUIRE(read.has_value());
    const trust::BaseGpo& base = read->base;
    CHECK(base.identity.name == "Corporate TLS");
    CHECK(base.identity.domain == "contoso.test");
    CHECK(core::to_braced_upper(base.identity.guid) == "{AAAABBBB-CCCC-4DDD-8EEE-FFFF00001111}");
    CHECK(core::to_braced_upper(base.backup_id) == "{0D1E2F30-4152-6374-8596-A7B8C9DAEBFC}");
    CHECK(base.backup_time == "2026-05-20T08:15:00");
    CHECK(base.options == 1);
    CHECK(base.is_disabled(trust::Side::user));
    CHECK_FALSE(base.is_disabled(trust::Side::computer));
    CHECK(base.computer.version == 7);
    REQUIRE(base.computer.foreign.has_value());
    CHECK(base.computer.foreign->size() == 7);
    CHECK_FALSE(base.user.foreign.has_value());
    CHECK(base.files.size() == 2);
    CHECK(read->missing.empty());
    CHECK(read->unnamed.empty());
    CHECK(base.digest == trust::digest_of(base));
}

TEST_CASE("base: files are found in any spelling, and keep the one they have") {
    Files files = corporate_tls();
    auto policy = files.extract(k_registry_pol);
    policy.key() = "domainsysvol/GPO/MACHINE/Registry.pol";
    files.insert(std::move(policy));
    const auto read = gpo::read_base(files);
    REQUIRE(read.has_value());
    CHECK(read->base.computer.registry_pol == "domainsysvol/GPO/MACHINE/Registry.pol");
    CHECK(read->base.computer.foreign.has_value());
}

TEST_CASE("base: files that are named and not there, or there and not named, are told") {
    Files files = corporate_tls();
    files.erase("DomainSysvol/GPO/Machine/Scripts/Startup/hello.cmd");
    files["DomainSysvol/GPO/Machine/comment.cmtx"] = {1};
    const auto read = gpo::read_base(files);
    REQUIRE(read.has_value());
    CHECK(read->missing == std::vector<std::string>{"DomainSysvol/GPO/Machine/Scripts/Startup/hello.cmd"});
    CHECK(read->unnamed == std::vector<std::string>{"DomainSysvol/GPO/Machine/comment.cmtx"});
}

TEST_CASE("base: what cannot be merged is refused with the file") {
    Files files = corporate_tls();
    SECTION("no Backup.xml") {
        files.erase("Backup.xml");
        CHECK(refusal(files) == "Backup.xml: the file is missing");
    }
    SECTION("no bkupInfo.xml") {
        files.erase("bkupInfo.xml");
        CHECK(refusal(files) == "bkupInfo.xml: the file is missing");
    }
    SECTION("a registry.pol that is named and not there") {
        files.erase(k_registry_pol);
        CHECK(refusal(files).starts_with(k_registry_pol));
    }
    SECTION("a damaged registry.pol") {
        files[k_registry_pol].push_back('x');
        CHECK(refusal(files).starts_with(k_registry_pol));
        CHECK(refusal(files).find("at octet") != std::string::npos);
    }
    SECTION("an extension list that is none") {
        replace(files["Backup.xml"], "[{35378EAC", "[35378EAC");
        CHECK(refusal(files).starts_with("Backup.xml: MachineExtensionGuids"));
    }
    SECTION("options nobody knows") {
        replace(files["Backup.xml"], "<Options><![CDATA[1]]>", "<Options><![CDATA[8]]>");
        CHECK(refusal(files).starts_with("Backup.xml: GroupPolicyCoreSettings/Options"));
    }
    SECTION("two files of one name") {
        files["DomainSysvol/GPO/Machine/REGISTRY.POL"] = files[k_registry_pol];
        CHECK(refusal(files).find("two spellings") != std::string::npos);
    }
    SECTION("a name that a package cannot carry") {
        files["DomainSysvol/GPO/Machine/CON"] = {1};
        CHECK(refusal(files).find("DomainSysvol/GPO/Machine/CON") != std::string::npos);
    }
    SECTION("too much") {
        files["DomainSysvol/GPO/Machine/big.msi"].resize(gpo::k_base_limit);
        CHECK(refusal(files).find("at most") != std::string::npos);
    }
    SECTION("too many") {
        for (std::size_t i = 0; i < gpo::k_base_files; ++i) files["DomainSysvol/GPO/Machine/Scripts/" + std::to_string(i)];
        CHECK(refusal(files).find("at most") != std::string::npos);
    }
}
