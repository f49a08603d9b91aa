// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Real policies of public repositories, and the damaged ones of ubuntu/adsys' own tests. What is damaged is decided by an independent reader, never by a
// list of names and never by the reader under test.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> policies(const fs::path& corpus) {
    std::vector<fs::path> found = test::files_ending(corpus / "gpo-backups", ".pol");
    const auto of_samba = test::files_ending(corpus / "gpo-backups", "registry.pol.sambabackup");
    found.insert(found.end(), of_samba.begin(), of_samba.end());
    return found;
}

bool python_is_there() {
#ifdef _WIN32
    return false;
#else
    return std::system("python3 -c '' >/dev/null 2>&1") == 0;
#endif
}

// The paths that the independent reader beside the corpus refuses or finds odd: "FAIL path reason", "QUIRK path [...] identical".
std::set<fs::path> refused_by_the_independent_reader(const fs::path& script, const std::vector<fs::path>& files) {
    const test::TemporaryFolder folder;
    const fs::path list = folder.path() / "list";
    const fs::path output = folder.path() / "output";
    {
        std::ofstream out(list, std::ios::binary);
        for (const fs::path& file : files) out << file.string() << '\0';
    }
    const std::string command =
        "PYTHONDONTWRITEBYTECODE=1 xargs -0 -a '" + list.string() + "' python3 '" + script.string() + "' check > '" + output.string() + "'";
    const int ended = std::system(command.c_str());  // not 0: it names the files it refuses
    INFO("regpol.py ended with " << ended);
    const core::Bytes told = test::file_bytes(output);
    REQUIRE(core::as_text(told).find("parsed ") != std::string_view::npos);

    std::set<fs::path> refused;
    for (const fs::path& file : files) {
        for (const std::string_view word : {"FAIL ", "QUIRK "}) {
            if (core::as_text(told).find(std::string(word) + file.string() + " ") != std::string_view::npos) refused.insert(file);
        }
    }
    return refused;
}

bool sorted_by_key(const std::vector<Setting>& settings) {
    return std::is_sorted(settings.begin(), settings.end(), [](const auto& a, const auto& b) { return compare_keys(a.key, b.key) < 0; });
}

}  // namespace

TEST_CASE("registry.pol corpus: what an independent reader takes re-encodes byte for byte, what it refuses is refused with an octet") {
    GPOTRUST_NEED_CORPUS(corpus);
    const fs::path script = corpus.parent_path() / "verify" / "regpol.py";
    if (!python_is_there() || !fs::is_regular_file(script)) {
        WARN("skipped: no python3 or no ../shared/verify/regpol.py");
        return;
    }
    const auto files = policies(corpus);
    const auto damaged = refused_by_the_independent_reader(script, files);
    REQUIRE(files.size() > 150);
    REQUIRE(damaged.size() > 40);

    for (const fs::path& file : files) {
        INFO(file.generic_string());
        const core::Bytes octets = test::file_bytes(file);
        const auto parsed = parse_registry_pol(octets);
        CHECK(parsed.has_value() == (damaged.count(file) == 0));
        if (parsed) {
            CHECK(serialize_registry_pol(*parsed, WriteRules::as_read).value() == octets);
        } else {
            CHECK(std::regex_search(parsed.error().message, std::regex("at octet [0-9]+")));
        }
    }
    WARN("registry.pol corpus: " << files.size() << " files, " << damaged.size() << " of them damaged");
}

TEST_CASE("registry.pol corpus: every file made by Windows passes the strict writer") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t seen = 0;
    for (const fs::path& file : policies(corpus)) {
        // adsys' files were written by hand for its unit tests.
        if (file.generic_string().find("/ubuntu+adsys/") != std::string::npos) continue;
        INFO(file.generic_string());
        const core::Bytes octets = test::file_bytes(file);
        const auto parsed = parse_registry_pol(octets);
        REQUIRE(parsed);
        CHECK(serialize_registry_pol(*parsed).value() == octets);
        ++seen;
    }
    CHECK(seen > 90);
}

TEST_CASE("registry.pol corpus: Windows sorts keys as compare_keys does") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t seen = 0;
    for (const fs::path& file : policies(corpus)) {
        const std::string path = file.generic_string();
        // Made by hand for unit tests, and two files that LGPO merged.
        if (path.find("/ubuntu+adsys/") != std::string::npos || path.find("/troennes+private-secure-windows/") != std::string::npos) continue;
        INFO(path);
        CHECK(sorted_by_key(parse_registry_pol(test::file_bytes(file)).value()));
        ++seen;
    }
    CHECK(seen > 90);
}

TEST_CASE("registry.pol corpus: the Trusted People policy of Samba's tests (V4)") {
    GPOTRUST_NEED_CORPUS(corpus);
    for (const fs::path& file : test::files_ending(corpus / "gpo-backups" / "samba-team+samba", "registry.pol.sambabackup")) {
        if (file.generic_string().find("{1E1DC8EA-390C-4800-B327-98B56A0AEA5D}/User/") == std::string::npos) continue;
        const auto settings = parse_registry_pol(test::file_bytes(file)).value();
        REQUIRE(settings.size() == 36);
        const std::string store = "Software\\Policies\\Microsoft\\SystemCertificates\\TrustedPeople\\";
        CHECK(settings[6].key == store + "Certificates\\1A6EFE6CBDFD7A053D03657197B0685755978B32");
        CHECK(settings[6].value == "Blob");
        CHECK(settings[6].type == ValueType::binary);
        CHECK(settings[6].data.size() == 1174);
        CHECK(settings[7] == key_only(store + "CRLs"));
        CHECK(settings[8] == key_only(store + "CTLs"));
        return;
    }
    FAIL("the corpus lacks Samba's policy");
}

TEST_CASE("registry.pol corpus: the certificates policy of nsacyber has 65 entries and 37 blobs (V4)") {
    GPOTRUST_NEED_CORPUS(corpus);
    for (const fs::path& file : test::files_ending(corpus / "gpo-backups" / "nsacyber+Windows-Secure-Host-Baseline", "registry.pol")) {
        if (file.generic_string().find("{D1DE50B0-DF95-405B-B2DA-6C16CBB6BF54}") == std::string::npos) continue;
        const core::Bytes octets = test::file_bytes(file);
        CHECK(octets.size() == 66792);
        const auto settings = parse_registry_pol(octets).value();
        CHECK(settings.size() == 65);
        CHECK(std::count_if(settings.begin(), settings.end(), [](const Setting& s) { return s.value == "Blob"; }) == 37);
        return;
    }
    FAIL("the corpus lacks nsacyber's policy");
}
