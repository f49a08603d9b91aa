// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/audit/source.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

class TreeSource final : public Source {
public:
    TreeSource(core::FileTree files, std::string shown_root) : m_shown_root(std::move(shown_root)) {
        while (!files.empty()) {
            auto node = files.extract(files.begin());
            m_files.emplace_hint(m_files.end(), node.key().text(), std::move(node.mapped()));
        }
    }

    [[nodiscard]] core::Result<std::vector<Entry>> list(const std::string& folder) const override {
        const std::string prefix = folder.empty() ? std::string() : folder + "/";
        std::vector<Entry> entries;
        for (auto at = m_files.lower_bound(prefix); at != m_files.end() && at->first.starts_with(prefix);) {
            const std::size_t slash = at->first.find('/', prefix.size());
            const bool is_folder = slash != std::string::npos;
            entries.push_back({at->first.substr(prefix.size(), is_folder ? slash - prefix.size() : slash), is_folder});
            // '0' is what follows '/': the first name behind everything in this folder.
            at = is_folder ? m_files.lower_bound(at->first.substr(0, slash) + "0") : std::next(at);
        }
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
        return entries;
    }

    [[nodiscard]] core::Result<core::Bytes> read(const std::string& file, std::size_t limit) const override {
        const auto found = m_files.find(file);
        if (found == m_files.end()) return core::fail(core::ErrorCode::file_system, "there is no file " + core::printable(file));
        if (found->second.size() > limit)
            return core::fail(core::ErrorCode::malformed_input, core::printable(file) + " is larger than " + std::to_string(limit) + " bytes");
        return found->second;
    }

    [[nodiscard]] std::string shown(const std::string& path) const override { return path.empty() ? m_shown_root : m_shown_root + "!/" + path; }

private:
    std::map<std::string, core::Bytes> m_files = {};
    std::string m_shown_root;
};

}  // namespace

std::unique_ptr<Source> source_of(core::FileTree files, std::string shown_root) {
    return std::make_unique<TreeSource>(std::move(files), std::move(shown_root));
}

}  // namespace gpotrust::audit
