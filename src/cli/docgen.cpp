// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// gpotrust-docgen [--check] DOCS-FOLDER: writes the pages of docs/ that come from tables in code, or tells which of them are out of date.
#include <cstdio>
#include <string>

#include "cli/help_text.hpp"
#include "gpotrust/platform/environment.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/report/print.hpp"

namespace {

namespace core = gpotrust::core;
namespace platform = gpotrust::platform;

struct Page {
    const char* path;
    std::string (*text)();
};
constexpr Page k_pages[] = {
    {"reference/command-line.md", gpotrust::cli::command_line_markdown}, {"reference/exit-codes.md", gpotrust::report::exit_codes_markdown},
    {"reference/clients.md", gpotrust::report::clients_markdown},        {"reference/findings.md", gpotrust::report::findings_catalogue_markdown},
    {"reference/formats.md", gpotrust::report::formats_markdown},        {"man/gpotrust.1", gpotrust::cli::man_page},
};

constexpr std::size_t k_page_limit = 1U << 20U;

bool is_fresh(const std::filesystem::path& file, const std::string& text) {
    const auto present = platform::read_file(file, k_page_limit);
    return present && core::as_text(*present) == text;
}

core::Result<void> write_page(const std::filesystem::path& file, const std::string& text) {
    GPOTRUST_TRY(platform::create_directories(file.parent_path()));
    return platform::write_file_atomically(file, core::as_bytes(text));
}

int run(const std::filesystem::path& docs, bool only_check) {
    int stale = 0;
    for (const Page& page : k_pages) {
        const std::filesystem::path file = docs / page.path;
        const std::string text = page.text();
        if (is_fresh(file, text)) continue;
        if (only_check) {
            std::fprintf(stderr, "docs/%s is out of date: run the target docs-reference\n", page.path);
            ++stale;
        } else if (const auto written = write_page(file, text); !written) {
            std::fprintf(stderr, "%s\n", written.error().text().c_str());
            return 5;
        }
    }
    return stale == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const auto arguments = platform::utf8_arguments(argc, argv);
    if (!arguments || arguments->empty()) return 2;
    return run(platform::path_from_utf8(arguments->back()), arguments->front() == "--check");
}
