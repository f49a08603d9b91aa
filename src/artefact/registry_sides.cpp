// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/registry_sides.hpp"

#include <fmt/format.h>

#include "gpotrust/core/text.hpp"

namespace gpotrust::artefact {
namespace {

constexpr std::string_view k_stores = "\\SystemCertificates\\";
constexpr std::string_view k_certificates = "\\Certificates\\";

}  // namespace

bool is_certificate_setting(const registry_policy::Setting& setting) {
    return setting.value == k_blob_name && setting.key.find(k_stores) != std::string::npos && setting.key.find(k_certificates) != std::string::npos;
}

std::string_view store_of(const registry_policy::Setting& setting) {
    const std::string_view key = setting.key;
    const std::size_t begin = key.find(k_stores) + k_stores.size();
    return key.substr(begin, key.find('\\', begin) - begin);
}

std::vector<std::string> described_certificates(const trust::TrustPolicy& policy) {
    std::vector<std::string> lines;
    for (const trust::TrustedCertificate& entry : policy.certificates)
        lines.push_back(fmt::format("{}: {} until {}, SHA-1 {}", trust::to_text(entry.store), core::printable(entry.certificate.display_name()),
                                    core::to_date(entry.certificate.facts().not_after), core::to_hex(entry.certificate.sha1())));
    return lines;
}

const core::Bytes* file_of(const core::FileTree& package, std::string_view path) {
    const auto file = package.find(core::RelativePath::of(path));
    return file == package.end() ? nullptr : &file->second;
}

tl::unexpected<core::Error> disagreement_in(std::string_view file, std::string message) {
    return core::fail(core::Error{
        core::ErrorCode::malformed_input, std::move(message), "the file was changed after it was made; make the package again", {std::string(file)}});
}

}  // namespace gpotrust::artefact
