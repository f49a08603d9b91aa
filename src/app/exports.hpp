// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Reading and judging exports: common to `check` and `package`.
#pragma once

#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/bundle/package.hpp"

namespace gpotrust::app {

/// What the certificates are wanted for.
struct Purpose {
    std::vector<certificate::Usage> usages = {certificate::Usage::tls_server};  ///< what clients do with them
    bool as_authority = false;                                                  ///< only Root and CA are written
    bool may_begin_later = false;                                               ///< it comes in ahead of its time: that is no fault
    bool skip_rules = false;                                                    ///< nothing is judged: the certificate is to be distrusted
};

struct OpenedExport {
    report::AssessedExport assessed;
    bundle::Secrets secrets;                 ///< what must not get into a package made of it
    std::optional<core::Error> choice = {};  ///< the user must say which certificate is meant; all candidates are selected then
};

/// Reads, judges and selects. Failures are in the result: an unreadable export does not stop the others.
[[nodiscard]] OpenedExport open_and_judge(const std::filesystem::path& path, const Judgement& judgement, const Passwords& passwords,
                                          const Purpose& purpose);

/// Marks the findings that the judgement accepts, with the reason given.
void apply_acceptances(std::vector<core::Finding>& findings, const Judgement& judgement);

/// Opens an export with the password the user's sources give: a named source first; else without; then by asking. `path` is for messages.
[[nodiscard]] core::Result<certificate::Export> open_with_passwords(core::BytesView file, const std::string& path, const Passwords& passwords);

/// What one export means for the exit status.
[[nodiscard]] core::ExitCode exit_code_of(const report::AssessedExport& assessed);

}  // namespace gpotrust::app
