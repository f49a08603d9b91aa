// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "artefact/readme/facts.hpp"
#include "artefact/readme/reflow.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;
using Catch::Matchers::Contains;
using trust::Scope;

namespace {

/// The file as text; commands without the spans that keep their words together.
std::string page(const trust::TrustPolicy& policy, std::string_view name, unsigned revision = 1) {
    const core::FileTree tree = build("readme", policy, revision);
    std::string text(core::as_text(file_ending(tree, name)));
    for (const std::string_view tag : {"<span>", "</span>"}) {
        for (std::size_t found = text.find(tag); found != std::string::npos; found = text.find(tag)) text.erase(found, tag.size());
    }
    return text;
}

std::size_t columns(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

TEST_CASE("readme: both forms tell how to verify, import, link, check and undo") {
    for (const std::string_view name : {"README.html", "README.txt"}) {
        const std::string text = page(mail_policy(), name, 3);
        INFO(name);
        CHECK_THAT(text, Contains("Get-FileHash -Algorithm SHA256 .\\r0003.zip"));
        CHECK_THAT(text, Contains("certutil -hashfile r0003.zip SHA256"));
        CHECK_THAT(text, Contains("Import-GPO -BackupId "));
        CHECK_THAT(text, Contains("-CreateIfNeeded"));
        CHECK_THAT(text, Contains("-Path "));
        CHECK_THAT(text, Contains("gpupdate /force"));
        CHECK_THAT(text, Contains("certutil -grouppolicy -store TrustedPeople"));
        CHECK_THAT(text, Contains("certutil -user -grouppolicy -store TrustedPeople"));
        CHECK_THAT(text, Contains("Remove-GPLink"));
        CHECK_THAT(text, Contains("replaces every setting of the GPO"));
        CHECK_THAT(text, Contains("2026-12-22"));
        CHECK_THAT(text, Contains("Nothing in this package has run on real Windows yet"));
        CHECK_THAT(text, Contains("DC=contoso,DC=com"));
        CHECK_THAT(text, !Contains("days left"));
        CHECK_THAT(text, !Contains("scripts\\"));
    }
}

TEST_CASE("readme: no path is longer than it promises") {
    trust::TrustPolicy preferred = mail_policy();
    preferred.preferences_in_backup = true;
    for (const auto& [policy, longest] : {std::pair(mail_policy(), std::size_t{90}), std::pair(preferred, std::size_t{110})}) {
        CHECK_THAT(page(policy, "README.txt"), Contains("up to " + std::to_string(longest) + " characters"));
        for (const artefact::Format* format : artefact::formats()) {
            for (const auto& [path, content] : build(format->id, policy)) CHECK(path.text().size() <= longest);
        }
    }
}

TEST_CASE("readme: preferences in the backup are told of, and what they leave behind") {
    trust::TrustPolicy policy = mail_policy();
    for (const std::string_view name : {"README.html", "README.txt"}) {
        policy.preferences_in_backup = false;
        CHECK_THAT(page(policy, name), !Contains("the certificate twice"));
        policy.preferences_in_backup = true;
        CHECK_THAT(page(policy, name), Contains("the certificate twice") && Contains("Empty registry"));
    }
}

TEST_CASE("readme: the page needs nothing from outside") {
    const std::string html = page(mail_policy(), "README.html");
    for (const std::string_view loader : {"<script", "<link", "<img", "<iframe", "http://", "https://", "@import", "url("}) {
        INFO(loader);
        CHECK(html.find(loader) == std::string::npos);
    }
}

TEST_CASE("readme: a package for users alone names who will not see the certificate") {
    for (const std::string_view name : {"README.html", "README.txt"}) {
        CHECK_THAT(page(mail_policy(Scope::user), name), Contains("will not see") && Contains("Chrome") && Contains("MSIX"));
        CHECK_THAT(page(mail_policy(Scope::both), name), !Contains("user side only"));
    }
}

TEST_CASE("readme: a policy without certificates says that it takes trust away") {
    const trust::TrustPolicy policy = policy_of("Retired", "contoso.com", Scope::both, {});
    for (const std::string_view name : {"README.html", "README.txt"}) {
        const std::string text = page(policy, name);
        CHECK_THAT(text, Contains("takes the trust away again") && Contains("None.") && Contains("until every computer has refreshed its policy"));
        CHECK_THAT(text, !Contains("makes the Windows") && !Contains("certutil -grouppolicy") && !Contains("distrusted"));
    }
}

TEST_CASE("readme: names are escaped for HTML and for the command line they stand in") {
    const trust::TrustPolicy policy = policy_of("O'Neil & <b>Sons</b>", "contoso.com", Scope::both, {});
    const std::string html = page(policy, "README.html");
    CHECK_THAT(html, Contains("O&#39;Neil &amp; &lt;b&gt;Sons&lt;/b&gt;"));
    CHECK_THAT(html, Contains("-TargetName 'O&#39;&#39;Neil &amp; "));
    CHECK_THAT(html, !Contains("<b>Sons"));
    CHECK_THAT(page(policy, "README.txt"), Contains("-TargetName 'O''Neil & <b>Sons</b>'"));
}

TEST_CASE("readme: the text has CR LF and 78 columns, but for commands and what has no blank") {
    for (const auto& [kind, policy] : all_kinds_of_policies()) {
        std::string text = page(policy, "README.txt");
        CHECK(std::count(text.begin(), text.end(), '\n') == std::count(text.begin(), text.end(), '\r'));
        for (std::size_t end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n")) {
            const std::string line = text.substr(0, end);
            text.erase(0, end + 2);
            const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
            const bool command = begin == 6;
            const bool unbreakable = line.size() - line.rfind(' ') > 60;
            INFO(kind << "\n" << line);
            CHECK((columns(line) <= 78 || command || unbreakable));
            CHECK((line.empty() || line.back() != ' '));
        }
    }
}

TEST_CASE("readme: reflow fills paragraphs, keeps commands and hangs lists and labels") {
    using artefact::readme::reflow;
    CHECK(reflow("one two\nthree\n\nfour\n", 20) == "one two three\n\nfour\n");
    CHECK(reflow("aaaa bbbb cccc\n", 9) == "aaaa bbbb\ncccc\n");
    CHECK(reflow("- aaaa bbbb cccc\n- d\n", 11) == "- aaaa bbbb\n  cccc\n- d\n");
    CHECK(reflow("12. aa bb cc\n", 9) == "12. aa bb\n    cc\n");
    CHECK(reflow("Name:   aa bb cc\n        dd\nNext:   x\n", 13) == "Name:   aa bb\n        cc dd\nNext:   x\n");
    CHECK(reflow("      a very long command line\n", 10) == "      a very long command line\n");
    CHECK(reflow("Title\n---\ntext\n", 20) == "Title\n-----\ntext\n");
    CHECK(reflow("unbreakable_word\n", 4) == "unbreakable_word\n");
    CHECK(reflow("", 4).empty());
}

TEST_CASE("readme: thumbprints stand in groups of four, domains as distinguished names") {
    CHECK(artefact::readme::in_groups_of_four("0123456789") == "0123 4567 89");
    CHECK(artefact::readme::in_groups_of_four("").empty());
    CHECK(artefact::readme::distinguished_name("corp.contoso.com") == "DC=corp,DC=contoso,DC=com");
}
