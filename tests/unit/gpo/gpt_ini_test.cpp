// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/gpt_ini.hpp"

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

gpo::GptIni read(std::string_view text) {
    const auto ini = gpo::parse_gpt_ini(core::as_bytes(text));
    REQUIRE(ini);
    return *ini;
}

std::string error_of(std::string_view text) {
    const auto ini = gpo::parse_gpt_ini(core::as_bytes(text));
    return ini ? "" : ini.error().text();
}

}  // namespace

TEST_CASE("GPT.INI: the user's version is the high half, the computer's the low one") {
    const gpo::GptIni ini = read("[General]\r\nVersion=196641\r\ndisplayName=New Group Policy Object\r\n");
    CHECK(ini.version == 196641U);  // adsys, GPO {31B2F340-...}: 3 * 65536 + 33
    CHECK(ini.user_version() == 3);
    CHECK(ini.computer_version() == 33);
    CHECK(ini.display_name == "New Group Policy Object");
}

TEST_CASE("GPT.INI: blanks, any case, comments, other sections and all three line ends are taken") {
    CHECK(read("[General]\nVersion = 1179715\ndisplayName = New\n\n").version == 1179715U);  // as samba-tool writes it
    CHECK(read("[GENERAL]\rVERSION=7\r").version == 7U);
    CHECK(read("; made by hand\n[Other]\nVersion=1\n[ general ]\nunknown\nversion=\"2\"\n[Last]\nVersion=3").version == 2U);
    CHECK_FALSE(read("[General]").version);
}

TEST_CASE("GPT.INI: a local policy's extension lists are read as written") {
    const gpo::GptIni ini =
        read("[General]\ngPCMachineExtensionNames=[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]\nVersion=1\n");
    CHECK(ini.computer_extensions == "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]");
    CHECK(ini.user_extensions.empty());
}

TEST_CASE("GPT.INI: UTF-8 and UTF-16 with byte-order mark and 8-bit text come out as UTF-8") {
    CHECK(read("\xEF\xBB\xBF[General]\nVersion=5\n").version == 5U);
    CHECK(read("[General]\ndisplayName=B\xFCro\n").display_name == "B\xC3\xBCro");
    CHECK(read("[General]\ndisplayName=B\xC3\xBCro\n").display_name == "B\xC3\xBCro");
    const core::Bytes plain = core::utf8_to_utf16le("[General]\r\nVersion=6\r\n").value();
    core::Bytes little{0xFF, 0xFE};
    core::append(little, plain);
    CHECK(gpo::parse_gpt_ini(little)->version == 6U);
    core::Bytes big{0xFE, 0xFF};
    for (std::size_t i = 0; i < plain.size(); i += 2) core::append(big, core::Bytes{plain[i + 1], plain[i]});
    CHECK(gpo::parse_gpt_ini(big)->version == 6U);
    big.pop_back();
    CHECK_FALSE(gpo::parse_gpt_ini(big));
}

TEST_CASE("GPT.INI: what would make two readers disagree is refused with its line") {
    CHECK(error_of("") == "there is no section [General]");
    CHECK(error_of("Version=1\n") == "there is no section [General]");
    CHECK(error_of("[General]\nVersion=NaN\n") == "line 2: Version is no number of 32 bits: \"NaN\"");
    CHECK(error_of("[General]\nVersion=\n") == "line 2: Version is no number of 32 bits: \"\"");
    CHECK(error_of("[General]\nVersion=4294967296\n") == "line 2: Version is no number of 32 bits: \"4294967296\"");
    CHECK(error_of("[General]\nVersion=-1\n") == "line 2: Version is no number of 32 bits: \"-1\"");
    CHECK(error_of("[General]\nVersion=1\nversion=2\n") == "line 3: a second version");
    CHECK(error_of("[General]\n\n[general]\n").find("line 3: a second section") == 0);
    CHECK(error_of(std::string(2U << 20U, ' ')).find("1 MiB") != std::string::npos);
}

TEST_CASE("GPT.INI of the corpus: all are read but those made wrong on purpose") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t good = 0;
    for (const auto& path : test::files_ending(corpus / "gpo-backups", "")) {
        const std::string name = core::ascii_lower(path.filename().string());
        if (name != "gpt.ini" && name != "gpt.ini.sambabackup") continue;
        INFO(path.generic_string());
        const bool wrong = path.parent_path().filename() == "gpt_ini_version_NaN" || path.parent_path().filename() == "malformed";
        const auto ini = gpo::parse_gpt_ini(test::file_bytes(path));
        if (!ini) INFO(ini.error().text());
        CHECK(ini.has_value() != wrong);
        good += ini ? 1 : 0;
    }
    CHECK(good > 50);
}
