// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gpotrust::core {

enum class Severity { info, warning, error };

/// "info", "warning", "error".
[[nodiscard]] std::string_view to_text(Severity severity);

/// One code of the findings catalogue: what it says, what helps, and where the rule comes from. Codes are never reused.
struct FindingKind {
    std::string_view code;                         ///< upper snake case, e.g. "CERT_EXPIRED"
    Severity severity;                             ///< under `--profile default`
    std::string_view message;                      ///< one sentence without a full stop
    std::string_view hint;                         ///< what to do, with the command where there is one; may be empty
    std::string_view source;                       ///< RFC section, lint, source file or specification; may be empty
    std::optional<Severity> strict = {};           ///< deviation under `--profile strict`
    std::optional<Severity> legacy_exchange = {};  ///< deviation under `--profile legacy-exchange`
    bool acceptable = true;                        ///< false: `--accept` never silences it
};

/// One finding on one subject. `accepted_because` is set when the operator took it with `--accept CODE=REASON`.
struct Finding {
    std::string code;
    Severity severity = Severity::info;
    std::string message;
    std::string hint;
    std::string source;
    bool acceptable = true;
    std::string accepted_because = {};
    std::string path = {};  ///< the file inside a package or backup it belongs to; may be empty

    /// An error that was accepted no longer makes its subject unfit.
    [[nodiscard]] bool is_blocking() const { return severity == Severity::error && accepted_because.empty(); }
    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Makes a finding of a kind; `detail` is appended to the message after ": " when given.
[[nodiscard]] Finding make_finding(const FindingKind& kind, std::string_view detail = {});
/// True if any finding blocks.
[[nodiscard]] bool any_blocking(std::span<const Finding> findings);

}  // namespace gpotrust::core
