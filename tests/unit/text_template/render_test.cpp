// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/text_template/render.hpp"

#include <string>

#include "support/catch.hpp"

using namespace gpotrust;
using core::Slots;

namespace {

core::Result<std::string> render(std::string_view text, const Slots& slots) {
    return text_template::render(text, slots, text_template::Escaping::plain_text);
}

std::string complaint(std::string_view text, const Slots& slots) {
    const auto result = render(text, slots);
    if (result) return "";
    CHECK(result.error().code == core::ErrorCode::internal);
    return result.error().message;
}

const Slots k_two_files{{{"name", "outer"}}, {}, {{"files", {Slots{{{"path", "a"}}, {}, {}}, Slots{{{"path", "b"}}, {}, {}}}}}};

}  // namespace

TEST_CASE("template: values are filled in, other text is left alone") {
    CHECK(render("a {{x}} b{{y}}\r\n} {{x}}", {{{"x", "1"}, {"y", "2"}}, {}, {}}) == "a 1 b2\r\n} 1");
    CHECK(render("", {}) == "");
    CHECK(render("{ not { a tag }} }", {}) == "{ not { a tag }} }");
}

TEST_CASE("template: four braces write two") { CHECK(render("{{{{name}} {{name}}", {{{"name", "x"}}, {}, {}}) == "{{name}} x"); }

TEST_CASE("template: values are not templates") { CHECK(render("{{x}}", {{{"x", "{{y}} {{#if z}}"}}, {}, {}}) == "{{y}} {{#if z}}"); }

TEST_CASE("template: each repeats, and names are looked up outwards") {
    CHECK(render("{{#each files}}[{{path}} of {{name}}]{{/each}}", k_two_files) == "[a of outer][b of outer]");
    CHECK(render("<{{#each none}}x{{/each}}>", {{}, {}, {{"none", {}}}}) == "<>");
}

TEST_CASE("template: an inner name hides an outer one") {
    const Slots slots{{{"v", "out"}}, {}, {{"list", {Slots{{{"v", "in"}}, {}, {}}}}}};
    CHECK(render("{{v}} {{#each list}}{{v}}{{/each}}", slots) == "out in");
}

TEST_CASE("template: a list may be shown twice with different values of its entries") {
    const Slots slots{{}, {}, {{"files", {Slots{{{"path", "p"}, {"digest", "d"}}, {}, {}}}}}};
    CHECK(render("{{#each files}}{{path}}{{/each}} {{#each files}}{{digest}}{{/each}}", slots) == "p d");
}

TEST_CASE("template: if, else and unless choose") {
    const std::string_view text = "{{#if f}}yes{{else}}no{{/if}} {{#unless f}}off{{/unless}}";
    CHECK(render(text, {{}, {{"f", true}}, {}}) == "yes ");
    CHECK(render(text, {{}, {{"f", false}}, {}}) == "no off");
}

TEST_CASE("template: blocks nest, and an entry's flag decides inside its list") {
    const Slots slots{{}, {}, {{"l", {Slots{{{"n", "1"}}, {{"odd", true}}, {}}, Slots{{{"n", "2"}}, {{"odd", false}}, {}}}}}};
    CHECK(render("{{#each l}}{{#if odd}}{{#unless odd}}!{{/unless}}({{n}}){{else}}[{{n}}]{{/if}}{{/each}}", slots) == "(1)[2]");
}

TEST_CASE("template: a block tag alone on its line takes the line along") {
    CHECK(render("begin\n  {{#each files}}\t\n  - {{path}}\n  {{/each}}\n{{name}}\n", k_two_files) == "begin\n  - a\n  - b\nouter\n");
    CHECK(render("{{#if f}}\r\nx\r\n{{else}}\r\ny\r\n{{/if}}\r\nz\r\n", {{}, {{"f", true}}, {}}) == "x\r\nz\r\n");
    CHECK(render("a\n{{#if f}}\nx\n  {{/if}}", {{}, {{"f", true}}, {}}) == "a\nx\n");
    CHECK(render("  {{#if f}} x\n{{/if}} y", {{}, {{"f", true}}, {}}) == "   x\n y");
    CHECK(render("{{#if f}}{{/if}}\nx", {{}, {{"f", true}}, {}}) == "\nx");
    CHECK(render("  {{v}}\n", {{{"v", "1"}}, {}, {}}) == "  1\n");
}

TEST_CASE("template: names nobody gives are errors") {
    CHECK_THAT(complaint("{{x}}", {}), Catch::Contains("\"x\", which nobody gives"));
    CHECK_THAT(complaint("{{#if x}}{{/if}}", {{{"x", "a text is no flag"}}, {}, {}}), Catch::Contains("flag \"x\""));
    CHECK_THAT(complaint("{{#each x}}{{/each}}", {}), Catch::Contains("list \"x\""));
    CHECK_THAT(complaint("{{#each files}}{{path}}{{/each}}{{name}}{{path}}", k_two_files), Catch::Contains("value \"path\""));
}

TEST_CASE("template: values no slot uses are errors, in entries too") {
    CHECK_THAT(complaint("", {{{"x", ""}}, {}, {}}), Catch::Contains("never uses the value \"x\""));
    CHECK_THAT(complaint("", {{}, {{"f", false}}, {}}), Catch::Contains("\"f\""));
    CHECK_THAT(complaint("", {{}, {}, {{"l", {}}}}), Catch::Contains("\"l\""));
    CHECK_THAT(complaint("{{name}}{{#each files}}{{/each}}", k_two_files), Catch::Contains("\"files[0].path\""));
}

TEST_CASE("template: values used only in a part left out count as used") {
    CHECK(render("{{#if f}}{{x}}{{/if}}", {{{"x", "1"}}, {{"f", false}}, {}}) == "");
    CHECK(render("{{#if f}}{{#each files}}{{path}}{{name}}{{/each}}{{/if}}",
                 {{{"name", ""}}, {{"f", false}}, {{"files", k_two_files.lists.at("files")}}}) == "");
    CHECK(render("{{#each l}}{{x}}{{own}}{{/each}}", {{{"x", "1"}}, {}, {{"l", {}}}}) == "");
    CHECK(render("{{#unless f}}{{missing}}{{/unless}}", {{}, {{"f", true}}, {}}) == "");
}

TEST_CASE("template: unclosed, crossed and stray blocks are errors that name the line") {
    const Slots slots{{}, {{"f", true}}, {{"l", {}}}};
    CHECK_THAT(complaint("\n{{#if f}}", slots), Catch::Contains("line 2") && Catch::Contains("never closed"));
    CHECK_THAT(complaint("{{#if f}}{{#each l}}{{/if}}{{/each}}", slots), Catch::Contains("\"if\" stands where {{/each}} was expected"));
    CHECK_THAT(complaint("{{/if}}", slots), Catch::Contains("no block"));
    CHECK_THAT(complaint("{{else}}", slots), Catch::Contains("no block"));
    CHECK_THAT(complaint("{{#each l}}{{else}}{{/each}}", slots), Catch::Contains("expected"));
    CHECK_THAT(complaint("{{#if f}}{{else}}{{else}}{{/if}}", slots), Catch::Contains("expected"));
    for (const char* bad : {"{{", "{{x", "{{}}", "{{ x }}", "{{#if}}", "{{#with x}}", "{{> x}}", "{{x}", "{{/}}", "{{a b}}", "{{{x}}}"}) {
        CAPTURE(bad);
        CHECK_THAT(complaint(bad, {{{"x", ""}}, {}, {}}), Catch::Contains("is no tag"));
    }
}

TEST_CASE("template: blocks deeper than any template needs are refused instead of eating the stack") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "{{#if f}}";
    CHECK_THAT(complaint(text, {{}, {{"f", true}}, {}}), Catch::Contains("too many"));
}
