// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Somebody edits artefacts and makes every digest in the package right again.
#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "support/catch.hpp"
#include "unit/bundle/sample_package.hpp"

using namespace gpotrust;
using core::RelativePath;
using test::codes_of;
using test::put;
using test::text_of;

namespace {

constexpr std::string_view k_options = "<Options><![CDATA[0]]></Options>";

bundle::Package package_of_version(std::string_view version) {
    const trust::TrustPolicy policy = test::sample_policy();
    bundle::AssembleOptions options = test::options_for(policy);
    options.tool_version = version;
    auto package = bundle::assemble(policy, options);
    REQUIRE(package.has_value());
    return *std::move(package);
}

std::string path_ending(const core::FileTree& files, std::string_view ending) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const auto& entry) { return entry.first.text().ends_with(ending); });
    INFO(ending);
    REQUIRE(file != files.end());
    return file->first.text();
}

/// Digests of the manifest and SHA256SUMS as they must be for the files that are there.
void reseal(bundle::Package& package) {
    for (bundle::ManifestArtefact& artefact : package.manifest.artefacts) {
        const auto file = package.files.find(RelativePath::of(artefact.path));
        if (file != package.files.end()) artefact.sha256 = crypto::sha256(file->second);
    }
    std::sort(package.manifest.artefacts.begin(), package.manifest.artefacts.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    put(package.files, bundle::k_manifest_name, bundle::serialize_manifest(package.manifest));
    test::seal(package.files);
}

/// Replaces text in the file that ends so; wide for UTF-16. Returns the path.
std::string edit(bundle::Package& package, std::string_view ending, std::string_view what, std::string_view by, bool wide = false) {
    const std::string path = path_ending(package.files, ending);
    std::string text = text_of(package.files, path);
    const auto written = [wide](std::string_view plain) {
        return wide ? std::string(core::as_text(core::utf8_to_utf16le(plain).value())) : std::string(plain);
    };
    const std::size_t at = text.find(written(what));
    INFO(what);
    REQUIRE(at != std::string::npos);
    put(package.files, path, text.replace(at, written(what).size(), written(by)));
    reseal(package);
    return path;
}

std::vector<std::string> verified(const bundle::Package& package) { return codes_of(bundle::verify_files(package.files).findings); }

struct Edit {
    std::string_view ending;
    std::string_view what;
    std::string_view by;
    bool wide;
};

/// What an importing program would do, or a person would read, after each of these is another thing.
constexpr Edit k_decisive[] = {
    {"Backup.xml", k_options, "<Options><![CDATA[3]]></Options>", false},
    {"Backup.xml", "<SecurityDescriptor>01 00 04 80", "<SecurityDescriptor>01 00 04 84", false},
    {"Backup.xml", "<WMIFilter/>", "<WMIFilter>x</WMIFilter>", false},
    {"Backup.xml", "<SecurityGroups/>", "<SecurityGroups><Group>x</Group></SecurityGroups>", false},
    {"Backup.xml", "bkp:Path=\"%GPO_MACH_FSPATH%\\registry.pol", "bkp:Path=\"%GPO_MACH_FSPATH%\\other.pol", false},
    {"Backup.xml", "Policies\\{", "Policies\\x{", false},
    {"GPO.cmt", "CHG-1", "CHG-2", true},
};
constexpr Edit k_shown[] = {
    {"gpreport.xml", "2026-11-22T15:10:00", "2026-11-23T15:10:00", true},
    {"gpreport.xml", "<q1:IssuedTo>", "<q1:IssuedTo>not ", true},
    {"README.html", "</body>", "<script>alert(1)</script></body>", false},
    {"README.txt", "SHA-256", "SHA-255", false},
};

}  // namespace

TEST_CASE("verify: an edited artefact is found and named, though every digest was made right again") {
    std::vector<Edit> edits(std::begin(k_decisive), std::end(k_decisive));
    edits.insert(edits.end(), std::begin(k_shown), std::end(k_shown));
    for (const Edit& each : edits) {
        bundle::Package package = test::sample_package();
        INFO(each.ending << ": " << each.what);
        const std::string path = edit(package, each.ending, each.what, each.by, each.wide);
        CHECK(verified(package) == std::vector<std::string>{"PACKAGE_ARTEFACT_DISAGREES " + path});
    }
}

TEST_CASE("verify: an extension too many is found, whichever version says it made the package") {
    for (const std::string_view version : {"0.1.0", "0.0.9"}) {
        bundle::Package package = package_of_version(version);
        const std::string path =
            edit(package, "Backup.xml", "<MachineExtensionGuids><![CDATA[",
                 "<MachineExtensionGuids><![CDATA[[{00000000-0000-0000-0000-000000000000}{11111111-1111-1111-1111-111111111111}]");
        CHECK(verified(package) == std::vector<std::string>{"PACKAGE_ARTEFACT_DISAGREES " + path});
    }
}

TEST_CASE("verify: another GPO name or GUID in the backup alone is found in every version") {
    for (const std::string_view version : {"0.1.0", "0.0.9"}) {
        bundle::Package package = package_of_version(version);
        const std::string guid = core::to_braced_upper(package.manifest.identity.guid);
        std::string other = guid;
        other[1] = other[1] == '0' ? '1' : '0';
        const std::string path = edit(package, "Backup.xml", "<ID><![CDATA[" + guid, "<ID><![CDATA[" + other);
        const auto codes = verified(package);
        REQUIRE(codes.size() == 1);
        CHECK((codes[0] == "PACKAGE_ARTEFACT_DISAGREES " + path || codes[0] == "PACKAGE_ARTEFACT_UNREADABLE " + path));
    }
}

TEST_CASE("verify: certificates that are not the certificate are found, as .pem and as a file more") {
    for (const std::string_view version : {"0.1.0", "0.0.9"}) {
        bundle::Package package = package_of_version(version);
        std::string path;
        std::string expected = "PACKAGE_ARTEFACT_DISAGREES ";
        SECTION("garbage in a .pem " + std::string(version)) {
            path = path_ending(package.files, ".pem");
            put(package.files, path, "no certificate");
        }
        SECTION("another certificate " + std::string(version)) {
            const auto other = test::sample_certificate("web.cer");
            path = "certificates/" + core::to_hex(other.sha1()) + ".cer";
            put(package.files, path, other.der());
            package.manifest.artefacts.push_back({"certificates", path, {}});
            expected = "PACKAGE_ARTEFACT_LIST ";
        }
        if (path.empty()) continue;
        reseal(package);
        CHECK(verified(package) == std::vector<std::string>{expected + path});
    }
}

TEST_CASE("verify: files under the name of another format, foreign files and other cases of a name are found") {
    bundle::Package package = test::sample_package();
    std::vector<std::string> expected;
    SECTION("a backup's file as a read-me") {
        for (bundle::ManifestArtefact& artefact : package.manifest.artefacts) {
            if (artefact.format == "gpo-backup") expected.push_back("PACKAGE_ARTEFACT_LIST " + artefact.path);
            if (artefact.format == "gpo-backup") artefact.format = "readme";
        }
    }
    SECTION("a format nobody knows") {
        package.manifest.artefacts.front().format = "script";
        expected = {"PACKAGE_ARTEFACT_LIST " + package.manifest.artefacts.front().path};
    }
    SECTION("a foreign file") {
        put(package.files, "setup.cmd", "format c:\r\n");
        package.manifest.artefacts.push_back({"readme", "setup.cmd", {}});
        expected = {"PACKAGE_ARTEFACT_LIST setup.cmd"};
    }
    SECTION("a name that differs by case alone") {
        put(package.files, "readme.txt", "Read me instead.\r\n");
        package.manifest.artefacts.push_back({"readme", "readme.txt", {}});
        expected = {"PACKAGE_ARTEFACT_LIST readme.txt"};
    }
    SECTION("a file that was left out everywhere") {
        package.files.erase(RelativePath::of("README.txt"));
        std::erase_if(package.manifest.artefacts, [](const auto& artefact) { return artefact.path == "README.txt"; });
        expected = {"PACKAGE_ARTEFACT_LIST README.txt"};
    }
    reseal(package);
    CHECK(verified(package) == expected);
}

TEST_CASE("verify: a package of another version is compared by what it does") {
    CHECK(verified(package_of_version("0.0.9")).empty());
    for (const Edit& each : k_decisive) {
        bundle::Package package = package_of_version("0.0.9");
        INFO(each.ending << ": " << each.what);
        const std::string path = edit(package, each.ending, each.what, each.by, each.wide);
        CHECK(verified(package) == std::vector<std::string>{"PACKAGE_ARTEFACT_DISAGREES " + path});
    }
}

TEST_CASE("verify: what only people read may differ in a package of another version, and that is said") {
    bundle::Package package = package_of_version("0.0.9");
    std::string path;
    SECTION("read-me") { path = edit(package, "README.txt", "SHA-256", "sha-256"); }
    SECTION("report") { path = edit(package, "gpreport.xml", "<q1:IssuedTo>", "<q1:IssuedTo>not ", true); }
    SECTION("blanks between elements") { path = edit(package, "Backup.xml", "<WMIFilter/>", "<WMIFilter /> "); }
    const auto findings = bundle::verify_files(package.files).findings;
    CHECK(codes_of(findings) == std::vector<std::string>{"PACKAGE_OTHER_VERSION " + path});
    CHECK_FALSE(core::any_blocking(findings));
}
