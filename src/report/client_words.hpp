// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Words for the table of clients, shared by screens, JSON and the reference page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/trust/clients.hpp"
#include "report/page.hpp"

namespace gpotrust::report {

/// "works", "expected", "does not", "unverified", "-".
[[nodiscard]] std::string_view words(trust::Support support);
/// The same of Disallowed: "refuses it", "expected to", "ignores it" ...
[[nodiscard]] std::string_view distrust_words(trust::Support support);
/// '+', '~', '-', '?', '.': one column of the matrix.
[[nodiscard]] std::string_view mark(trust::Support support);
[[nodiscard]] Colour colour_of(trust::Support support);

/// "tls-server", "tls-client", "code-signing", "file-encryption".
[[nodiscard]] std::string_view usage_id(certificate::Usage usage);
/// What --for judges a certificate for, in one sentence: the usages, and whether names are asked.
[[nodiscard]] std::string judged_for(const trust::Client& client);
/// The certificate's part: its demands in words.
[[nodiscard]] std::vector<std::string_view> demands_of(const trust::Client& client);
/// `gpotrust package --for winrm --allow-root EXPORT`; empty where --for is refused.
[[nodiscard]] std::string command_for(const trust::Client& client);
/// "TrustedPeople, Root".
[[nodiscard]] std::string preset_stores(const trust::Client& client);

}  // namespace gpotrust::report
