// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/estate_file.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using Catch::Contains;

namespace {

constexpr std::string_view k_smallest = "[[trust]]\ngpo_name = 'Trust mail'\nexports = 'mail.pfx'\n";

renewal::EstateFile parsed(std::string_view text) {
    auto file = renewal::parse_estate_file(text);
    if (!file) FAIL(file.error().text() << " (" << file.error().hint << ")");
    return *std::move(file);
}

/// The failure of a text, with its hint behind " | ".
std::string refused(std::string_view text) {
    const auto file = renewal::parse_estate_file(text);
    if (file) FAIL("was taken");
    CHECK(file.error().code == core::ErrorCode::malformed_input);
    return file.error().text() + " | " + file.error().hint;
}

/// The failure of a line inside a [[trust]] table; the line is the third.
std::string refused_line(const std::string& line) { return refused("[[trust]]\ngpo_name = 'Trust mail'\n" + line + "\nexports = 'mail.pfx'\n"); }

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("estate file: an empty one lists nothing and has the usual schedule") {
    const auto file = parsed("");
    CHECK(file.trusts.empty());
    CHECK(file.defaults.schedule.thresholds == std::vector<unsigned>{120, 60, 30, 14, 7, 1});
    CHECK(file.defaults.schedule.renew_days == 60);
    CHECK(file.defaults.contacts.empty());
}

TEST_CASE("estate file: the smallest trust has a name and an export") {
    const auto file = parsed(k_smallest);
    REQUIRE(file.trusts.size() == 1);
    const auto& trust = file.trusts.front();
    CHECK(trust.line == 1);
    CHECK(trust.identity.name == "Trust mail");
    CHECK(trust.identity.domain.empty());
    CHECK(trust.exports == std::vector<std::string>{"mail.pfx"});
    CHECK(trust.overlap_days == 30);
    CHECK_FALSE(trust.retired);
    CHECK_FALSE(trust.scope);
    CHECK(trust.profile == certificate::Profile::standard);
}

TEST_CASE("estate file: every key of a trust arrives where it belongs") {
    const auto file = parsed(R"(
[[trust]]
gpo_name = "Trust Exchange"
domain = "Contoso.COM"
exports = ["a.pfx", "sub/b.cer"]
password_file = "pw"
for = ["outlook", "chrome"]
scope = "computer"
stores = ["TrustedPeople"]
allow_root = true
restrict_eku = true
peer_usages = true
gpmc_style = true
preferences_in_backup = true
all = true
names = ["mail.contoso.com", "2001:db8::1"]
profile = "strict"
require_exportable = true
accept = { cert_bc_ca = "appliance" }
artefacts = ["reg", "lgpo"]
friendly_name = ""
comment = "two\nlines"
overlap = 14
renew_before = 90
thresholds = [7, 30, 7]
contacts = "certificates@contoso.com"
)");
    REQUIRE(file.trusts.size() == 1);
    const auto& trust = file.trusts.front();
    CHECK(trust.identity.domain == "contoso.com");
    CHECK(trust.exports == std::vector<std::string>{"a.pfx", "sub/b.cer"});
    CHECK(trust.password_file == "pw");
    REQUIRE(trust.clients.size() == 2);
    CHECK(trust.scope == trust::Scope::computer);
    CHECK(trust.stores == std::vector<trust::Store>{trust::Store::trusted_people});
    CHECK((trust.allow_root && trust.restrict_eku && trust.peer_usages && trust.gpmc_style && trust.preferences_in_backup && trust.all &&
           trust.require_exportable));
    CHECK(trust.names == std::vector<std::string>{"mail.contoso.com", "2001:db8::1"});
    CHECK(trust.profile == certificate::Profile::strict);
    CHECK(trust.accepted == std::map<std::string, std::string>{{"CERT_BC_CA", "appliance"}});
    CHECK(trust.artefacts == std::vector<std::string>{"reg", "lgpo"});
    CHECK(trust.friendly_name == "");
    CHECK(trust.comment == "two\nlines");
    CHECK(trust.overlap_days == 14);
    CHECK(trust.reminding.schedule.renew_days == 90);
    CHECK(trust.reminding.schedule.thresholds == std::vector<unsigned>{30, 7});
    CHECK(trust.reminding.contacts == std::vector<std::string>{"certificates@contoso.com"});
}

TEST_CASE("estate file: defaults hold for every trust that says nothing else, wherever they stand") {
    const auto file = parsed(R"(
[[trust]]
gpo_name = "A"
exports = "a.pfx"
[[trust]]
gpo_name = "B"
domain = ""
exports = "b.pfx"
thresholds = [10]
[defaults]
domain = "contoso.com"
profile = "legacy-exchange"
overlap = 7
renew_before = 45
thresholds = [90, 45]
contacts = ["a@contoso.com", "b@contoso.com"]
)");
    REQUIRE(file.trusts.size() == 2);
    CHECK(file.trusts[0].identity.domain == "contoso.com");
    CHECK(file.trusts[1].identity.domain.empty());
    CHECK(file.trusts[0].profile == certificate::Profile::legacy_exchange);
    CHECK(file.trusts[0].overlap_days == 7);
    CHECK(file.trusts[0].reminding == file.defaults);
    CHECK(file.trusts[1].reminding.schedule.thresholds == std::vector<unsigned>{10});
    CHECK(file.trusts[1].reminding.schedule.renew_days == 45);
    CHECK(file.trusts[1].reminding.contacts.size() == 2);
}

TEST_CASE("estate file: what reminds of a trust is found by its GPO, else by the defaults") {
    const auto file = parsed("[defaults]\nthresholds = [5]\n[[trust]]\ngpo_name = 'A'\nexports = 'a'\nthresholds = [9]\n");
    CHECK(renewal::reminding_for(file, trust::make_identity("a", "")->guid).schedule.thresholds == std::vector<unsigned>{9});
    CHECK(renewal::reminding_for(file, trust::make_identity("b", "")->guid).schedule.thresholds == std::vector<unsigned>{5});
}

TEST_CASE("estate file: retirement needs no export, and distrust is a retirement") {
    const auto file = parsed("[[trust]]\ngpo_name = 'A'\nretired = true\n[[trust]]\ngpo_name = 'B'\ndistrust = true\n");
    CHECK((file.trusts[0].retired && !file.trusts[0].distrust));
    CHECK((file.trusts[1].retired && file.trusts[1].distrust));
}

TEST_CASE("estate file: an unknown key is an error that names line, column and the nearest key") {
    CHECK_THAT(refused_line("  scopes = 'both'"),
               Contains("line 3, column 3") && Contains("[[trust]] has no key \"scopes\"") && Contains("did you mean scope?"));
    CHECK_THAT(refused_line("xyzzy = 1"), Contains("its keys are gpo_name, domain, exports"));
    CHECK_THAT(refused("[default]\n"), Contains("line 1") && Contains("the file has no key \"default\"") && Contains("did you mean defaults?"));
    CHECK_THAT(refused("[defaults]\n\noverlaps = 3\n"), Contains("line 3, column 1") && Contains("did you mean overlap?"));
    CHECK_THAT(refused("gpo_name = 'A'\n"), Contains("the file has no key \"gpo_name\""));
}

TEST_CASE("estate file: a password in it is refused, and not repeated") {
    const std::string told = refused_line("password = 'hunter2'");
    CHECK_THAT(told, Contains("line 3, column 1: password:") && Contains("password_file") && Contains("password_env"));
    CHECK_THAT(told, !Contains("hunter2"));
}

TEST_CASE("estate file: a value of another kind is told with its place") {
    CHECK_THAT(refused_line("overlap = '30'"), Contains("line 3, column 11: overlap: a number is wanted, not a text"));
    CHECK_THAT(refused_line("overlap = 2026-01-01"), Contains("a number is wanted, not a date"));
    CHECK_THAT(refused_line("retired = 'yes'"), Contains("true or false is wanted, not a text"));
    CHECK_THAT(refused_line("names = [1]"), Contains("line 3, column 10: names: a text in quotes is wanted, not a number"));
    CHECK_THAT(refused_line("names = {}"), Contains("or a list of them, is wanted, not a table"));
    CHECK_THAT(refused_line("thresholds = 30"), Contains("a list is wanted, not a number"));
    CHECK_THAT(refused_line("accept = 'CERT_BC_CA=why'"), Contains("a table such as { CERT_BC_CA ="));
    CHECK_THAT(refused("[trust]\ngpo_name = 'A'\n"), Contains("[[trust]], in two pairs of brackets"));
    CHECK_THAT(refused("trust = [1]\n"), Contains("a [[trust]] table is wanted"));
    CHECK_THAT(refused("defaults = 1\n"), Contains("a table is wanted: [defaults]"));
}

TEST_CASE("estate file: values that mean nothing are refused") {
    CHECK_THAT(refused_line("overlap = 3651"), Contains("days are 0 to 3650"));
    CHECK_THAT(refused_line("overlap = -1"), Contains("days are 0 to 3650"));
    CHECK_THAT(refused_line("thresholds = []"), Contains("1 to 32 numbers of days"));
    CHECK_THAT(refused_line("thresholds = [" + repeated("1,", 33) + "]"), Contains("1 to 32 numbers of days"));
    CHECK_THAT(refused_line("names = []"), Contains("the list is empty"));
    CHECK_THAT(refused_line("names = ['https://mail']"), Contains("is no host name"));
    CHECK_THAT(refused_line("for = 'outlok'"), Contains("line 3, column 7: for:") && Contains("outlook"));
    CHECK_THAT(refused_line("scope = 'machine'"), Contains("computer, user or both"));
    CHECK_THAT(refused_line("stores = 'My'"), Contains("TrustedPeople, TrustedPublisher"));
    CHECK_THAT(refused_line("profile = 'lax'"), Contains("default, strict or legacy-exchange"));
    CHECK_THAT(refused_line("thumbprint = 'AB'"), Contains("40 hexadecimal digits"));
    CHECK_THAT(refused_line("domain = 'con toso'"), Contains("line 3, column 10: domain:"));
    CHECK_THAT(refused_line("accept = { CERT_BC_CA = ' ' }"), Contains("CERT_BC_CA: is empty"));
    CHECK_THAT(refused_line("contacts = 'nobody'"), Contains("is no mail address"));
    CHECK_THAT(refused_line("contacts = 'r\xc3\xb6ntgen@contoso.com'"), Contains("is no mail address"));
    CHECK_THAT(refused_line("contacts = \"a@b.c\\r\\nBcc: x@y.z\""), Contains("holds control characters"));
    CHECK_THAT(refused_line("password_env = \"A\\u0000\""), Contains("holds control characters"));
    CHECK_THAT(refused("[[trust]]\ngpo_name = ''\nexports = 'a'\n"), Contains("gpo_name: is empty"));
}

TEST_CASE("estate file: what cannot go together is refused") {
    CHECK_THAT(refused_line("password_file = 'a'\npassword_env = 'B'"), Contains("line 4, column 1: password_env: password_file is given, too"));
    CHECK_THAT(refused_line("all = true\nthumbprint = '0000000000000000000000000000000000000000'"), Contains("contradicts thumbprint"));
    CHECK_THAT(refused("[[trust]]\nexports = 'a'\n"), Contains("line 1, column 1: [[trust]] has no gpo_name"));
    CHECK_THAT(refused("[[trust]]\ngpo_name = 'A'\n"), Contains("\"A\" has no exports") && Contains("retired = true"));
}

TEST_CASE("estate file: a GPO stands once in a domain, however its name is spelt") {
    const std::string first = "[[trust]]\ngpo_name = 'Trust Ä'\ndomain = 'contoso.com'\nexports = 'a'\n";
    CHECK_THAT(refused(first + "[[trust]]\ngpo_name = 'TRUST ä'\ndomain = 'CONTOSO.com'\nexports = 'b'\n"),
               Contains("line 6, column 1: gpo_name: the same GPO in the same domain as in line 1"));
    CHECK(parsed(first + "[[trust]]\ngpo_name = 'Trust Ä'\ndomain = 'fabrikam.com'\nexports = 'b'\n").trusts.size() == 2);
}

TEST_CASE("estate file: what is no TOML is told with its place") {
    CHECK_THAT(refused("[[trust]]\ngpo_name = Trust\n"), Contains("line 2") && Contains("toml.io"));
    CHECK_THAT(refused("a = 'x\n"), Contains("line 1"));
    CHECK_THAT(refused("[[trust]]\ngpo_name = 'A'\ngpo_name = 'B'\n"), Contains("line 3"));
    CHECK_THAT(refused("a = \"\xff\"\n"), Contains("line 1"));
}

TEST_CASE("estate file: size, number and depth have limits") {
    CHECK_THAT(refused("#" + std::string(1U << 20U, 'x')), Contains("larger than 1048576 bytes"));
    CHECK(parsed(std::string("#") + std::string((1U << 20U) - 1, 'x')).trusts.empty());
    CHECK_THAT(refused(repeated("[[trust]]\n", 10'001)), Contains("more than 10000 trust policies"));
    CHECK_THAT(refused("a = " + repeated("[", 500'000)), Contains("line 1, column 13: nested more than 8 deep"));
    CHECK_THAT(refused("x = 1\n" + repeated("a.", 500'000) + "a = 1\n"), Contains("line 2, column 16: nested more than 8 deep"));
    CHECK_THAT(refused("x = [\"\"\"a\"\"\"\", {" + repeated("a.", 1'000) + "a = 1}]\n"), Contains("nested more than 8 deep"));
    CHECK_THAT(refused("x = ['''a''''', {" + repeated("a.", 1'000) + "a = 1}]\n"), Contains("nested more than 8 deep"));
}

TEST_CASE("estate file: brackets and dots in texts and comments do not count as depth") {
    const std::string dots = repeated(".", 40) + repeated("[", 40);
    CHECK(parsed(std::string(k_smallest) + "comment = \"\"\"" + dots + "\n\\\"\"\"\" # " + dots + "\n").trusts.size() == 1);
    CHECK(parsed(std::string(k_smallest) + "comment = '" + dots + "' # " + dots + "\n").trusts.size() == 1);
    CHECK(parsed(std::string(k_smallest) + "comment = \"\\\\\" # " + dots + "\n").trusts.size() == 1);
}

TEST_CASE("estate file: the example of the reference page is one") {
    const core::Bytes page = test::project_file("docs/reference/estate-file.md");
    const std::string_view text = core::as_text(page);
    const std::size_t begin = text.find("```toml\n");
    REQUIRE(begin != std::string_view::npos);
    const std::string_view example = text.substr(begin + 8, text.find("\n```", begin + 8) - begin - 7);
    const auto file = parsed(example);
    REQUIRE(file.trusts.size() == 3);
    CHECK(file.trusts[0].password_file == "secrets/exch01");
    CHECK(file.trusts[1].overlap_days == 60);
    CHECK(file.trusts[2].retired);
    // The page's tables name every key that is told when a key is not known, and no other.
    const auto unknown = renewal::parse_estate_file("[[trust]]\nxyzzy = 1\n");
    std::string_view keys = unknown.error().hint;
    keys.remove_prefix(std::string_view("its keys are ").size());
    while (!keys.empty()) {
        const std::size_t comma = std::min(keys.find(", "), keys.size());
        INFO(keys.substr(0, comma));
        CHECK(text.find("`" + std::string(keys.substr(0, comma)) + "`") != std::string_view::npos);
        keys.remove_prefix(std::min(comma + 2, keys.size()));
    }
}
