// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/selection.hpp"

#include "gpotrust/platform/paths.hpp"
#include "unit/app/sample_requests.hpp"

using namespace gpotrust;
using core::ErrorCode;
using test::refusal;
using test::request_for;

namespace {

report::AssessedExport assessed(const std::vector<std::pair<std::string, certificate::KeyEvidence>>& certificates) {
    report::AssessedExport result;
    result.path = "sample";
    for (const auto& [file, evidence] : certificates) {
        auto parsed = certificate::Certificate::parse(test::data_file("app/" + file));
        REQUIRE(parsed.has_value());
        result.certificates.push_back({{*parsed, evidence, "", {}}, {}, false});
    }
    return result;
}

std::vector<bool> selected(const report::AssessedExport& result) {
    std::vector<bool> flags;
    for (const auto& judged : result.certificates) flags.push_back(judged.selected);
    return flags;
}

constexpr auto k_proven = certificate::KeyEvidence::proven;
constexpr auto k_public = certificate::KeyEvidence::not_provable;

}  // namespace

TEST_CASE("selection: with keys, those whose key is proven") {
    report::AssessedExport result = assessed({{"mail.cer", k_public}, {"next.cer", k_proven}, {"web.cer", k_proven}});
    CHECK_FALSE(app::select_certificates(result, {}).has_value());
    CHECK(selected(result) == std::vector<bool>{false, true, true});
}

TEST_CASE("selection: a single certificate is the one that is meant") {
    report::AssessedExport result = assessed({{"mail.cer", k_public}});
    CHECK_FALSE(app::select_certificates(result, {}).has_value());
    CHECK(selected(result) == std::vector<bool>{true});
}

TEST_CASE("selection: several without a key are the user's choice, and all are candidates") {
    report::AssessedExport result = assessed({{"mail.cer", k_public}, {"next.cer", k_public}});
    const auto question = app::select_certificates(result, {});
    REQUIRE(question.has_value());
    CHECK(question->code == ErrorCode::choice_needed);
    CHECK(question->message.find(core::to_hex(result.certificates[0].exported.certificate.sha1())) != std::string::npos);
    CHECK(question->hint.find("--thumbprint") != std::string::npos);
    CHECK(question->hint.find("--all") != std::string::npos);
    CHECK(selected(result) == std::vector<bool>{true, true});
}

TEST_CASE("selection: a thumbprint and --all decide") {
    report::AssessedExport result = assessed({{"mail.cer", k_proven}, {"next.cer", k_public}});
    app::Judgement judgement;
    judgement.thumbprint = result.certificates[1].exported.certificate.sha1();
    CHECK_FALSE(app::select_certificates(result, judgement).has_value());
    CHECK(selected(result) == std::vector<bool>{false, true});
    judgement.thumbprint = core::Sha1Thumbprint{};
    CHECK(app::select_certificates(result, judgement).has_value());
    CHECK(selected(result) == std::vector<bool>{false, false});
    judgement.thumbprint.reset();
    judgement.all = true;
    CHECK_FALSE(app::select_certificates(result, judgement).has_value());
    CHECK(selected(result) == std::vector<bool>{true, true});
}

TEST_CASE("selection: package asks, and takes the answer") {
    const test::TemporaryFolder folder;
    app::PackageRequest request = request_for(folder.path(), {"both.p7b"});
    CHECK(refusal(request).code == ErrorCode::choice_needed);
    CHECK_FALSE(std::filesystem::exists(request.estate));
    request.judgement.all = true;
    CHECK(test::only_package(request).policy.certificates.size() == 2);
}
