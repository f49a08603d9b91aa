// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/diff_words.hpp"

#include <fmt/format.h>

#include <vector>

#include "gpotrust/core/text.hpp"
#include "report/diff_rows.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

bool is_import(const DiffOutcome& outcome) {
    const std::string& kind = outcome.after.kind;
    return (outcome.before.gpo || outcome.before.kind == "package") && (kind == "gpo-backup" || kind == "package");
}

/// "a, b and c".
std::string enumerated(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

std::string number_or_no(std::size_t number, std::string_view singular, std::string_view plural) {
    return number == 0 ? "no " + std::string(singular) : counted(number, singular, plural);
}

struct Counted {
    std::size_t number;
    std::string_view singular;
    std::string_view plural;
};

/// "erase 12 other settings and 1 file of A"; nothing where both are none.
void add_deed(std::vector<std::string>& parts, std::string_view verb, const Counted& settings, const Counted& files, std::string_view behind = {}) {
    std::vector<std::string> things;
    for (const Counted& one : {settings, files})
        if (one.number != 0) things.push_back(counted(one.number, one.singular, one.plural));
    if (!things.empty()) parts.push_back(std::string(verb) + " " + joined(things, " and ") + std::string(behind));
}

std::vector<std::string> deeds(const DiffCounts& counts) {
    std::vector<std::string> parts;
    if (counts.certificates_added + counts.certificates_removed + counts.certificates_changed == 0) {
        parts.emplace_back("touch no certificate");
    } else {
        parts.push_back("add " + number_or_no(counts.certificates_added, "certificate", "certificates"));
        parts.push_back("remove " + (counts.certificates_removed == 0 ? std::string("none") : std::to_string(counts.certificates_removed)));
    }
    add_deed(parts, "give", {counts.certificates_changed, "certificate", "certificates"}, {}, " other properties");
    add_deed(parts, "erase", {counts.settings_lost, "other setting", "other settings"}, {counts.files_lost, "file", "files"}, " of A");
    add_deed(parts, "change", {counts.settings_changed, "setting", "settings"}, {counts.files_changed, "file", "files"});
    add_deed(parts, "bring", {counts.settings_added, "new setting", "new settings"}, {counts.files_added, "new file", "new files"});
    return parts;
}

/// Other extensions go with other settings; alone they are worth a word.
std::string fact_sentences(const audit::Difference& difference, bool alone) {
    std::string text;
    for (const audit::ComparedFact& fact : difference.facts) {
        if (!fact.matters) continue;
        if (fact.what.ends_with(" side"))
            text += fmt::format(" The {} is {} in A and {} in B; whether an import takes that over is not known: look at it afterwards.", fact.what,
                                fact.before, fact.after);
        else if (alone)
            text += fmt::format(" But the {} differ: clients would process other parts of it.", fact.what);
    }
    return text;
}

bool nothing_for_clients(const DiffCounts& c) {
    return c.certificates_added + c.certificates_removed + c.certificates_changed + c.settings_added + c.settings_changed + c.settings_lost +
               c.files_added + c.files_changed + c.files_lost ==
           0;
}

/// For a shell: braces and blanks mean something to one or another.
std::string quoted(const std::string& path) {
    const std::string clean = core::printable(path);
    constexpr std::string_view k_plain = "/\\._-:+";
    for (const char c : clean) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && k_plain.find(c) == std::string_view::npos) return "\"" + clean + "\"";
    }
    return clean;
}

}  // namespace

std::string verdict_of(const DiffOutcome& outcome) {
    const audit::Difference& difference = *outcome.difference;
    const DiffCounts counts = counts_of(difference);
    if (difference.is_empty())
        return std::string(difference.notes.empty() ? "No difference" : "No difference in what was compared") +
               ": with B in place of A nothing would change for clients.";
    std::string text(is_import(outcome) ? "An import of B would " : "B in place of A would ");
    if (nothing_for_clients(counts))
        text += "touch no certificate, setting or file.";
    else
        text += enumerated(deeds(counts)) + ".";
    if (const std::size_t keys = counts.skeleton_added + counts.skeleton_lost; keys != 0)
        text += " " + counted(keys, "empty key of a certificate store comes or goes", "empty keys of certificate stores come or go") +
                ", which no client notices.";
    return text + fact_sentences(difference, nothing_for_clients(counts));
}

std::string next_step_of(const DiffOutcome& outcome) {
    const DiffCounts counts = counts_of(*outcome.difference);
    const audit::InspectedItem& before = outcome.before;
    if (outcome.after.kind != "package") return {};
    const bool loses = counts.certificates_removed + counts.settings_lost + counts.settings_changed + counts.files_lost + counts.files_changed != 0;
    if (before.gpo && before.kind != "package" && loses) {
        const bool is_base = before.kind == "gpo-backup" && before.path.find("!/") == std::string::npos;
        return "gpotrust package EXPORT --base " + (is_base ? quoted(before.path) : "BACKUP  (a fresh GPMC backup of that GPO)");
    }
    if (counts.certificates_removed == 0 || !before.package || !before.package->manifest || !outcome.after.package->manifest) return {};
    const trust::GpoIdentity& identity = before.package->manifest->identity;
    if (identity.guid == outcome.after.package->manifest->identity.guid) return {};
    return "gpotrust package EXPORT --add --gpo-name " + quoted(identity.name);
}

std::string summary_of(const audit::Difference& difference) {
    const DiffCounts counts = counts_of(difference);
    std::vector<std::string> parts;
    const auto add = [&parts](std::size_t number, std::string_view singular, std::string_view plural, std::string_view what) {
        if (number != 0) parts.push_back(counted(number, singular, plural) + " " + std::string(what));
    };
    add(counts.certificates_added, "certificate", "certificates", "added");
    add(counts.certificates_removed, "certificate", "certificates", "removed");
    add(counts.certificates_changed, "certificate", "certificates", "with other properties");
    add(counts.settings_lost, "other setting", "other settings", "lost");
    add(counts.settings_changed, "setting", "settings", "changed");
    add(counts.settings_added, "setting", "settings", "added");
    add(counts.files_lost, "file", "files", "lost");
    add(counts.files_changed, "file", "files", "changed");
    add(counts.files_added, "file", "files", "added");
    add(counts.skeleton_added + counts.skeleton_lost, "empty store key", "empty store keys", "more or less");
    for (const audit::ComparedFact& fact : difference.facts)
        if (fact.matters && (parts.empty() || fact.what.ends_with(" side")))
            parts.push_back(fact.what + (fact.what.ends_with("s") ? " differ" : " differs"));
    return joined(parts, ", ");
}

}  // namespace gpotrust::report
