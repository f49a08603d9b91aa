// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Hints of the rules name commands with placeholders; here they become commands that can be pasted.
#pragma once

#include <string>
#include <string_view>

#include "gpotrust/certificate/assess.hpp"

namespace gpotrust::certificate {

/// The hint with NAME, FQDN and THUMBPRINT replaced by what the certificate and the options say. Names come from whoever made the certificate, and a command goes to
/// a shell: only letters, digits, dots, hyphens and underscores are taken over; where no such name is left, or there are too many, the placeholders stay.
[[nodiscard]] std::string filled_hint(std::string_view hint, const Certificate& certificate, const AssessmentOptions& options);

}  // namespace gpotrust::certificate
