// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What every format must keep, whatever it is: a new one is held to this by standing in the table.
#include <algorithm>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/xml/element.hpp"
#include "support/catch.hpp"
#include "unit/artefact/sample_policies.hpp"

using namespace gpotrust;
using namespace gpotrust::test;

namespace {

bool contains(const core::Bytes& haystack, core::BytesView needle) {
    return std::search(haystack.begin(), haystack.end(), needle.begin(), needle.end()) != haystack.end();
}

/// As a file name, as raw octets, as hex in ASCII or UTF-16, or in groups of four.
bool holds_thumbprint(const core::FileTree& tree, const core::Sha1Thumbprint& thumbprint) {
    const std::string hex = core::to_hex(thumbprint);
    const core::Bytes wide = *core::utf8_to_utf16le(hex);
    std::string groups;
    for (std::size_t i = 0; i < hex.size(); i += 4) groups += (i == 0 ? "" : " ") + hex.substr(i, 4);
    return std::any_of(tree.begin(), tree.end(), [&](const auto& file) {
        return file.first.text().find(hex) != std::string::npos || contains(file.second, thumbprint.octets) ||
               contains(file.second, core::as_bytes(hex)) || contains(file.second, wide) || contains(file.second, core::as_bytes(groups));
    });
}

}  // namespace

TEST_CASE("formats: the table is sorted by id and every entry says all it must") {
    const auto formats = artefact::formats();
    REQUIRE(formats.size() >= 3);
    CHECK(std::is_sorted(formats.begin(), formats.end(), [](const auto* a, const auto* b) { return a->id < b->id; }));
    for (const artefact::Format* format : formats) {
        INFO(format->id);
        for (const std::string_view text :
             {format->id, format->title, format->consumer, format->scopes, format->how_to_apply, format->how_to_undo, format->leaves_behind}) {
            CHECK_FALSE(text.empty());
        }
        CHECK(format->build != nullptr);
        CHECK(format->id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos);
    }
}

TEST_CASE("formats: the same policy and context give the same octets, in whatever order the certificates came") {
    for (auto& [name, policy] : all_kinds_of_policies()) {
        trust::TrustPolicy turned = policy;
        std::reverse(turned.certificates.begin(), turned.certificates.end());
        const auto normal = trust::normalize(turned);
        REQUIRE(normal.has_value());
        for (const artefact::Format* format : artefact::formats()) {
            INFO(name << ", " << format->id);
            const core::FileTree tree = build(format->id, policy);
            CHECK(tree == build(format->id, policy));
            CHECK(tree == build(format->id, *normal));
        }
    }
}

TEST_CASE("formats: every certificate's thumbprint is in what a format makes") {
    for (const auto& [name, policy] : all_kinds_of_policies()) {
        for (const artefact::Format* format : artefact::formats()) {
            INFO(name << ", " << format->id);
            const core::FileTree tree = build(format->id, policy);
            if (format->carries == artefact::Carries::withdrawn) {
                CHECK(tree.empty() == policy.withdrawn.empty());
                for (const trust::WithdrawnCertificate& gone : policy.withdrawn) CHECK(holds_thumbprint(tree, gone.sha1));
                continue;
            }
            for (const trust::TrustedCertificate& entry : policy.certificates) CHECK(holds_thumbprint(tree, entry.certificate.sha1()));
        }
    }
}

TEST_CASE("formats: every .xml is well-formed") {
    for (const auto& [name, policy] : all_kinds_of_policies()) {
        for (const artefact::Format* format : artefact::formats()) {
            for (const auto& [path, content] : build(format->id, policy)) {
                INFO(name << ", " << path.text());
                if (path.text().ends_with(".xml")) CHECK(xml::parse_document(content).has_value());
            }
        }
    }
}

TEST_CASE("formats: what can be read back is what the policy says") {
    for (const auto& [name, policy] : all_kinds_of_policies()) {
        for (const artefact::Format* format : artefact::formats()) {
            if (format->read == nullptr) continue;
            INFO(name << ", " << format->id);
            const auto read = format->read(build(format->id, policy, 7));
            if (!read) FAIL(read.error().text());
            const auto same = [&policy = policy, format](const auto& side, trust::Side which) {
                if (side.has_value() != trust::includes(policy.scope, which)) return false;
                return !side || *side == *artefact::carried_settings(*format, policy, which);
            };
            CHECK(same(read->computer, trust::Side::computer));
            CHECK(same(read->user, trust::Side::user));
        }
    }
}

TEST_CASE("formats: no two formats write the same file") {
    const trust::TrustPolicy policy = mail_policy();
    core::FileTree all;
    std::size_t count = 0;
    for (const artefact::Format* format : artefact::formats()) {
        core::FileTree tree = build(format->id, policy);
        count += tree.size();
        all.merge(tree);
    }
    CHECK(all.size() == count);
}

TEST_CASE("backup id: another one for every revision and content, the same one for the same input") {
    const trust::TrustPolicy policy = mail_policy();
    trust::TrustPolicy commented = policy;
    commented.peer_usages = true;
    CHECK(artefact::backup_id_for(policy, 1) == artefact::backup_id_for(mail_policy(), 1));
    CHECK(artefact::backup_id_for(policy, 1) != artefact::backup_id_for(policy, 2));
    CHECK(artefact::backup_id_for(policy, 1) != artefact::backup_id_for(commented, 1));
    CHECK(artefact::backup_id_for(policy, 1) != policy.identity.guid);
    CHECK((artefact::backup_id_for(policy, 1).octets[6] >> 4U) == 5);  // RFC 4122 4.1.3: version 5
}
