// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "trust/case_folding.hpp"

#include "support/catch.hpp"

using gpotrust::trust::fold_case;

// Expectations: Unicode 14 CaseFolding.txt, status C and S.
TEST_CASE("case folding: letters of every cased script fold to one form") {
    CHECK(fold_case("Trust SELF 09 _-").value() == "trust self 09 _-");
    CHECK(fold_case("ÄÖÜ ÉÇ Ÿ").value() == "äöü éç ÿ");
    CHECK(fold_case("ŁÓDŹ Žižkov").value() == "łódź žižkov");
    CHECK(fold_case("ΑΘΗΝΑ Σς").value() == "αθηνα σσ");
    CHECK(fold_case("ДОВЕРИЕ Ёж Ђ").value() == "доверие ёж ђ");
    CHECK(fold_case("ՀԱՅ").value() == "հայ");
    CHECK(fold_case("ＦＵＬＬ").value() == "ｆｕｌｌ");
    CHECK(fold_case("\xF0\x90\x90\x80").value() == "\xF0\x90\x90\xA8");  // Deseret U+10400 to U+10428
    CHECK(fold_case("\xE2\x84\xAA").value() == "k");                     // KELVIN SIGN
    CHECK(fold_case("\xE1\x8F\xB8").value() == "\xE1\x8F\xB0");          // Cherokee folds to upper case
}

TEST_CASE("case folding: no character becomes two, and none of a language's special rules apply") {
    CHECK(fold_case("Straße STRASSE").value() == "straße strasse");
    CHECK(fold_case("\xE1\xBA\x9E").value() == "ß");             // capital sharp s
    CHECK(fold_case("İIıi").value() == "İiıi");                  // no Turkish rules
    CHECK(fold_case("\xEF\xAC\x81").value() == "\xEF\xAC\x81");  // ligature fi stays
}

TEST_CASE("case folding: what has no case stays, ill-formed UTF-8 is refused") {
    CHECK(fold_case("").value().empty());
    CHECK(fold_case("信頼 ثقة 🔒").value() == "信頼 ثقة 🔒");
    CHECK_FALSE(fold_case("\xC3"));
}
