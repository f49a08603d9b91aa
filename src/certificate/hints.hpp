// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Hints of the rules name commands with placeholders; here they become commands that can be pasted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/assess.hpp"

namespace gpotrust::certificate {

/// What a better certificate would serve: the names and addresses of this one that clients can match, its common name, and what is asked for, each once. The
/// common name is the first, for New-SelfSignedCertificate makes the first name the subject.
struct WantedNames {
    std::vector<std::string> dns;
    std::vector<std::string> addresses;  ///< in the usual notation
    bool too_many = false;               ///< more than a command should hold: there is none then
};
[[nodiscard]] WantedNames wanted_names(const Certificate& certificate, const AssessmentOptions& options);

/// Fills the hints of one certificate. A hint is words, with its commands between backquotes.
class HintFiller {
public:
    HintFiller(const Certificate& certificate, const AssessmentOptions& options);

    /// The hint with NAME, FQDN, PUBLISHED and THUMBPRINT replaced, its commands made for what the certificate is wanted for. Names come from whoever made the
    /// certificate, and a command goes to a shell: only what is a host name, a usable wildcard or an address is taken over. A command that cannot be
    /// filled is left out, and the words stay.
    [[nodiscard]] std::string filled(std::string_view hint) const;

private:
    [[nodiscard]] std::string command(std::string_view text) const;
    [[nodiscard]] std::string powershell_command(std::string_view options) const;
    [[nodiscard]] std::string server_command(std::string_view text) const;

    const Certificate& m_certificate;
    const AssessmentOptions& m_options;
    WantedNames m_names;
};

}  // namespace gpotrust::certificate
