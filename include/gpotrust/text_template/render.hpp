// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "gpotrust/core/result.hpp"
#include "gpotrust/core/slots.hpp"

namespace gpotrust::text_template {

/// How a value is made harmless for the kind of file it goes into. There is no way to insert a value raw.
/// The three kinds of scripts refuse control characters and ill-formed UTF-8. A .ps1 with values beyond ASCII must be written with a byte-order mark.
enum class Escaping {
    plain_text,   ///< README.txt: control characters become U+FFFD, line ends in values become blanks
    html,         ///< text and double-quoted attribute values
    powershell,   ///< the inside of a single-quoted string: ' is doubled, also its typographic look-alikes PowerShell takes for it
    posix_shell,  ///< a whole word: the value is put between single quotes, ' becomes '\''
    cmd,          ///< the inside of a double-quoted word; values with " % ! ^ & | < > or line ends, or a backslash at the end, are refused
};

/// Fills a text template strictly.
///
/// `{{name}}` is replaced by the escaped text; `{{#each list}} ... {{/each}}` repeats for each entry (names not found in the entry are looked
/// up outwards); `{{#if flag}} ... {{else}} ... {{/if}}` and `{{#unless flag}} ... {{/unless}}` choose. A block tag alone on its line takes the
/// whole line with it. `{{{{` writes two opening braces.
///
/// A value counts as used when a part that is left out would show it. Unknown names, values never used, unclosed or crossed blocks are errors
/// (internal: the template and its caller are both ours). Values the escaping refuses are errors (usage).
[[nodiscard]] core::Result<std::string> render(std::string_view text, const core::Slots& slots, Escaping escaping);

/// A file of templates/ as embedded at build time, e.g. "artefact/readme/README.html". Terminates on a name that is not there (our bug).
[[nodiscard]] std::string_view embedded(std::string_view path);

}  // namespace gpotrust::text_template
