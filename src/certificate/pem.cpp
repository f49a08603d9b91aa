// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "certificate/contents.hpp"
#include "certificate/der.hpp"
#include "certificate/text_decoding.hpp"

namespace gpotrust::certificate {
namespace {

constexpr std::string_view k_begin = "-----BEGIN ";
constexpr std::string_view k_end = "-----END ";
constexpr std::string_view k_dashes = "-----";
constexpr std::size_t k_most_blocks = 256;

struct Block {
    std::string_view label;
    std::string_view whole;
    std::string_view body;  ///< without the headers of the old PEM encryption
};

auto malformed(const std::string& message) {
    return core::fail(core::ErrorCode::malformed_input, "PEM text: " + message, "copy the file again, with every line from BEGIN to END");
}

// Cuts the next block off the text; nothing when there is none left.
core::Result<std::optional<Block>> next_block(std::string_view& text) {
    const std::size_t begin = text.find(k_begin);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t label_end = text.find(k_dashes, begin + k_begin.size());
    if (label_end == std::string_view::npos) return malformed("a BEGIN line is not complete");
    const std::string_view label = text.substr(begin + k_begin.size(), label_end - begin - k_begin.size());
    const std::string closing = fmt::format("{}{}{}", k_end, label, k_dashes);
    const std::size_t body = label_end + k_dashes.size();
    const std::size_t end = label.size() > 64 ? std::string_view::npos : text.find(closing, body);
    if (end == std::string_view::npos) return malformed(fmt::format("the block \"{}\" has no END line", label.substr(0, 64)));
    const Block block{label, text.substr(begin, end + closing.size() - begin), text.substr(body, end - body)};
    text.remove_prefix(end + closing.size());
    return block;
}

core::Result<core::SecretBytes> octets_of(const Block& block) {
    return secret_base64(block.body).map_error([&block](core::Error error) {
        error.message = fmt::format("PEM block \"{}\": {}", block.label, error.message);
        return error;
    });
}

// OpenSSL's TRUSTED CERTIFICATE is a certificate with trust settings behind it.
core::BytesView first_element(core::BytesView octets) {
    core::BytesView rest = octets;
    const auto element = der::next_element(rest);
    return element ? element->whole : octets;
}

core::Result<void> merge(Contents& into, core::Result<Contents> more) {
    GPOTRUST_TRY_ASSIGN(Contents other, std::move(more));
    into.kind = other.kind;
    for (const FoundCertificate& certificate : other.certificates) GPOTRUST_TRY(add_certificate(into, certificate.read.certificate.der()));
    for (FoundKey& key : other.keys) GPOTRUST_TRY(add_key(into, std::move(key)));
    std::move(other.findings.begin(), other.findings.end(), std::back_inserter(into.findings));
    return {};
}

core::Result<void> keep(Contents& contents, core::Result<FoundKey> key) {
    GPOTRUST_TRY_ASSIGN(FoundKey found, std::move(key));
    return add_key(contents, std::move(found));
}

struct PemReader {
    const core::SecretBytes* password;
    Contents contents{};
    std::string_view request_label{};

    core::Result<void> read(const Block& block);
};

core::Result<void> PemReader::read(const Block& block) {
    const std::string_view label = block.label;
    if (label == "RSA PRIVATE KEY" || label == "EC PRIVATE KEY" || label == "DSA PRIVATE KEY")
        return keep(contents, read_pem_key(block.whole, password));
    if (label.ends_with("CERTIFICATE REQUEST")) {
        request_label = label;
        return {};
    }
    const bool is_certificate = label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "TRUSTED CERTIFICATE";
    const bool is_known =
        is_certificate || label == "PKCS7" || label == "CMS" || label == "PKCS12" || label == "PRIVATE KEY" || label == "ENCRYPTED PRIVATE KEY";
    if (!is_known) return {};  // parameters, public keys, revocation lists
    GPOTRUST_TRY_ASSIGN(const core::SecretBytes octets, octets_of(block));
    if (is_certificate) {
        GPOTRUST_TRY(add_certificate(contents, label == "TRUSTED CERTIFICATE" ? first_element(octets.view()) : octets.view()));
        return {};
    }
    if (label == "PRIVATE KEY") return keep(contents, read_private_key_info(octets.view()));
    if (label == "ENCRYPTED PRIVATE KEY") return keep(contents, read_encrypted_key(octets.view(), password));
    return merge(contents, label == "PKCS12" ? read_pfx(octets.view(), password) : read_pkcs7(octets.view()));
}

}  // namespace

core::Result<Contents> read_pem(std::string_view text, const core::SecretBytes* password) {
    PemReader reader{password};
    for (std::size_t count = 0;; ++count) {
        GPOTRUST_TRY_ASSIGN(const std::optional<Block> block, next_block(text));
        if (!block) break;
        if (count == k_most_blocks) return malformed(fmt::format("there are more than {} blocks", k_most_blocks));
        GPOTRUST_TRY(reader.read(*block));
    }
    const bool empty = reader.contents.certificates.empty() && reader.contents.findings.empty();
    if (empty && !reader.request_label.empty()) {
        return not_a_certificate("a certificate request", "give the certificate that was issued for it, or make a self-signed one");
    }
    if (empty && !reader.contents.keys.empty()) return not_a_certificate("a private key", "export the certificate, not its key alone");
    return std::move(reader.contents);
}

}  // namespace gpotrust::certificate
