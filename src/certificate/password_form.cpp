// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/password_form.hpp"

#include <algorithm>
#include <utility>

#include "gpotrust/core/text.hpp"

namespace gpotrust::certificate {
namespace {

// Old CryptoAPI kept so many UTF-16 units of a password, and then had no room for the terminator (mono's p12_truncated).
constexpr std::size_t k_old_windows_units = 32;

core::SecretBytes copy_of(core::BytesView octets) { return core::SecretBytes(core::Bytes(octets.begin(), octets.end())); }

core::SecretBytes big_endian(core::Bytes&& utf16le) {
    utf16le.insert(utf16le.end(), 2, 0);
    for (std::size_t i = 0; i < utf16le.size(); i += 2) std::swap(utf16le[i], utf16le[i + 1]);
    return core::SecretBytes(std::move(utf16le));
}

core::SecretBytes latin1_units(core::BytesView octets) {
    core::Bytes units;
    units.reserve(2 * octets.size() + 2);
    for (const std::uint8_t octet : octets) {
        units.push_back(0);
        units.push_back(octet);
    }
    units.insert(units.end(), 2, 0);
    return core::SecretBytes(std::move(units));
}

// The conversion reserves two octets for each; the terminator would make it reallocate and leave a copy behind. Where the conversion fails on the
// way, half of the password would stay in memory that nobody overwrites: so it is only begun where it cannot.
core::Result<core::Bytes> utf16le_with_room(std::string_view text) {
    if (!core::is_utf8(text)) return core::fail(core::ErrorCode::wrong_password, "the password is not well-formed UTF-8");
    core::SecretBytes unterminated;
    GPOTRUST_TRY_ASSIGN(unterminated, core::utf8_to_utf16le(text).map([](core::Bytes octets) { return core::SecretBytes(std::move(octets)); }));
    core::Bytes roomy;
    roomy.reserve(unterminated.size() + 2);
    core::append(roomy, unterminated.view());
    return roomy;
}

}  // namespace

std::vector<PasswordForm> password_forms(const core::SecretBytes* password) {
    std::vector<PasswordForm> forms;
    if (password == nullptr || password->empty()) {
        forms.push_back({core::SecretBytes(), core::SecretBytes()});
        forms.push_back({core::SecretBytes(core::Bytes(2, 0)), core::SecretBytes()});
        return forms;
    }
    const core::BytesView octets = password->view();
    if (auto utf16 = utf16le_with_room(password->text())) {
        forms.push_back({big_endian(*std::move(utf16)), copy_of(octets)});
        const core::BytesView units = forms.back().bmp.view();
        if (units.size() >= 2 * k_old_windows_units + 2) {
            auto cut = copy_of(units.first(2 * k_old_windows_units));
            forms.push_back({std::move(cut), copy_of(octets)});
        }
    }
    // Files of OpenSSL before 1.1.0, and passwords that are no UTF-8: one unit for each octet.
    if (std::any_of(octets.begin(), octets.end(), [](std::uint8_t octet) { return octet >= 0x80; })) {
        forms.push_back({latin1_units(octets), copy_of(octets)});
    }
    return forms;
}

}  // namespace gpotrust::certificate
