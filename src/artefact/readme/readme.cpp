// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/line_ends.hpp"
#include "artefact/readme/facts.hpp"
#include "artefact/readme/reflow.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/text_template/render.hpp"

namespace gpotrust::artefact {
namespace {

using core::RelativePath;
using text_template::embedded;
using text_template::Escaping;
using text_template::render;

constexpr std::size_t k_text_columns = 78;

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    GPOTRUST_TRY_ASSIGN(core::Slots facts, readme::facts_of(policy, context));
    GPOTRUST_TRY_ASSIGN(const std::string html, render(embedded("artefact/readme/README.html"), facts, Escaping::html));
    for (core::Slots& group : facts.lists["groups"]) group.texts.erase("class");  // a colour: text has none
    GPOTRUST_TRY_ASSIGN(const std::string text, render(embedded("artefact/readme/README.txt"), facts, Escaping::plain_text));
    core::FileTree files;
    files.insert_or_assign(RelativePath::of("README.html"), core::to_bytes(html));
    // Notepad before Windows 10 1809 shows nothing but one line of a text with LF.
    files.insert_or_assign(RelativePath::of("README.txt"), core::to_bytes(with_crlf(readme::reflow(text, k_text_columns))));
    return files;
}

}  // namespace

extern constinit const Format k_format_readme{
    .id = "readme",
    .title = "Instructions for people",
    .consumer = "Any browser (README.html), any editor (README.txt)",
    .scopes = "computer,user",
    .how_to_apply = "Read it before anything else",
    .how_to_undo = "Nothing to undo",
    .leaves_behind = "Nothing",
    .verified_by = "Chromium",
    .is_prose = true,
    .build = build,
    .read = nullptr,
    .always_made = true,
};

}  // namespace gpotrust::artefact
