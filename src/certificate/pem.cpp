// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>

#include "certificate/contents.hpp"
#include "certificate/der.hpp"
#include "certificate/finding_kinds.hpp"
#include "certificate/foreign.hpp"
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
    return fail_as(k_export_malformed, "PEM text: " + message, "copy the file again, with every line from BEGIN to END");
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
        return named(k_export_malformed, std::move(error));
    });
}

// OpenSSL's TRUSTED CERTIFICATE is a certificate with trust settings behind it.
core::BytesView first_element(core::BytesView octets) {
    core::BytesView rest = octets;
    const auto element = der::next_element(rest);
    return element ? element->whole : octets;
}

// A key outside a PFX is read by the same functions; its faults are not those of a PFX.
core::Error outside_pfx(core::Error error) {
    if (error.finding_code == k_pfx_malformed.finding.code) return named(k_export_malformed, std::move(error));
    return error.finding_code == k_pfx_unsupported.finding.code ? named(k_export_unsupported, std::move(error)) : error;
}

core::Result<void> keep(Contents& contents, core::Result<FoundKey> key) {
    if (!key) return core::fail(outside_pfx(std::move(key).error()));
    return add_key(contents, *std::move(key));
}

bool is_certificate_label(std::string_view label) { return label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "TRUSTED CERTIFICATE"; }

bool is_container_label(std::string_view label) { return label == "PKCS7" || label == "CMS" || label == "PKCS12"; }

// `certutil -encode` puts the armour of a certificate around any file.
bool is_certificate_after_all(core::BytesView octets) {
    const auto kind = kind_of_binary(octets);
    return !kind || *kind == ExportKind::certificate;
}

struct PemReader {
    Unlocking& unlocking;
    Contents contents{};
    std::optional<ForeignKind> foreign{};  ///< the first block that is no part of an export

    core::Result<void> read(const Block& block);
    core::Result<void> read_certificate(std::string_view label, core::BytesView octets);
};

core::Result<void> PemReader::read_certificate(std::string_view label, core::BytesView octets) {
    if (is_certificate_after_all(octets)) {
        GPOTRUST_TRY(add_certificate(contents, label == "TRUSTED CERTIFICATE" ? first_element(octets) : octets));
        return {};
    }
    GPOTRUST_TRY_ASSIGN(Contents inner, read_binary(octets, unlocking));
    return merge(contents, std::move(inner));
}

core::Result<void> PemReader::read(const Block& block) {
    const std::string_view label = block.label;
    if (label == "RSA PRIVATE KEY" || label == "EC PRIVATE KEY" || label == "DSA PRIVATE KEY") {
        // OpenSSL would look for the next BEGIN line if it disliked the first, and that of an encrypted key knows no limit of iterations.
        if (block.body.find(k_begin) != std::string_view::npos) return malformed(fmt::format("a block begins inside \"{}\"", label));
        return keep(contents, read_pem_key(block.whole, unlocking));
    }
    const bool is_key = label == "PRIVATE KEY" || label == "ENCRYPTED PRIVATE KEY";
    if (!is_key && !is_certificate_label(label) && !is_container_label(label)) {
        if (!foreign) foreign = foreign_pem(label);
        return {};
    }
    GPOTRUST_TRY_ASSIGN(const core::SecretBytes octets, octets_of(block));
    if (is_certificate_label(label)) return read_certificate(label, octets.view());
    if (label == "PRIVATE KEY") return keep(contents, read_private_key_info(octets.view()));
    if (label == "ENCRYPTED PRIVATE KEY") return keep(contents, read_encrypted_key(octets.view(), unlocking));
    GPOTRUST_TRY_ASSIGN(Contents inner, label == "PKCS12" ? read_pfx(octets.view(), unlocking) : read_pkcs7(octets.view()));
    return merge(contents, std::move(inner));
}

}  // namespace

std::optional<ExportKind> kind_of_pem(std::string_view text) {
    const auto has_block = [text](std::string_view label) { return text.find(fmt::format("{}{}{}", k_begin, label, k_dashes)) != text.npos; };
    if (has_block("PKCS12")) return ExportKind::pfx;
    if (has_block("PKCS7") || has_block("CMS")) return ExportKind::pkcs7;
    if (!has_block("CERTIFICATE") && !has_block("X509 CERTIFICATE") && !has_block("TRUSTED CERTIFICATE")) return std::nullopt;
    const auto octets = first_export_in_pem(text);
    return octets ? kind_of_binary(octets->view()).value_or(ExportKind::certificate) : ExportKind::certificate;
}

bool is_pem(std::string_view text) { return text.find(k_begin) != std::string_view::npos; }

std::optional<core::SecretBytes> first_export_in_pem(std::string_view text) {
    for (std::size_t count = 0; count < k_most_blocks; ++count) {
        const auto block = next_block(text);
        if (!block || !*block) return std::nullopt;
        if (!is_certificate_label((*block)->label) && !is_container_label((*block)->label)) continue;
        auto octets = octets_of(**block);
        return octets ? std::optional(std::move(*octets)) : std::nullopt;
    }
    return std::nullopt;
}

core::Result<Contents> read_pem(std::string_view text, Unlocking& unlocking) {
    PemReader reader{unlocking};
    for (std::size_t count = 0;; ++count) {
        GPOTRUST_TRY_ASSIGN(const std::optional<Block> block, next_block(text));
        if (!block) break;
        if (count == k_most_blocks) return malformed(fmt::format("there are more than {} blocks", k_most_blocks));
        GPOTRUST_TRY(reader.read(*block));
    }
    const bool empty = reader.contents.certificates.empty() && reader.contents.findings.empty();
    if (empty && !reader.contents.keys.empty()) reader.foreign = k_bare_private_key;
    if (empty && reader.foreign) return not_a_certificate(reader.foreign->what, std::string(reader.foreign->hint));
    return std::move(reader.contents);
}

}  // namespace gpotrust::certificate
