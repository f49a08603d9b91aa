// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "app/estate.hpp"
#include "app/package_lookup.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/bundle/package.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using ledger::Event;
using report::VerifyOutcome;

constexpr std::size_t k_largest_zip = 256U << 20U;

/// A revision that was asked for by the name it has in the estate.
struct Named {
    fs::path folder;
    fs::path zip;
    Event recorded;
};

core::Result<Named> look_up(const VerifyRequest& request) {
    GPOTRUST_TRY_ASSIGN(const Estate estate, Estate::open(request.estate, EstateUse::look, true));
    GPOTRUST_TRY_ASSIGN(std::optional<Event> found, look_for_package(estate, request.package));
    if (!found)
        return core::fail(ErrorCode::usage,
                          fmt::format("\"{}\" is neither a file or folder nor a package of the estate {}", core::printable(request.package),
                                      platform::shown(estate.layout().root())),
                          "give a slug, GPO name or GUID of the estate (--estate), or the path of a revision folder or zip");
    const RevisionName revision{found->slug, found->revision};
    return Named{estate.layout().folder(revision), estate.layout().zip(revision), *std::move(found)};
}

void verify_folder(const fs::path& folder, VerifyOutcome& outcome) {
    const auto files = platform::read_tree(folder);
    if (!files) {
        outcome.error = files.error();
        return;
    }
    outcome.verification = bundle::verify_files(*files);
}

void verify_zip_file(const fs::path& file, VerifyOutcome& outcome) {
    auto verification = platform::read_file(file, k_largest_zip).and_then([](const core::Bytes& zip) { return bundle::verify_zip(zip); });
    if (!verification) {
        outcome.error = std::move(verification).error();
        return;
    }
    outcome.verification = *std::move(verification);
}

/// A package of the estate must also be the one the ledger tells of, in both its forms.
void compare_with_record(const Named& named, VerifyOutcome& outcome) {
    std::vector<core::Finding>& findings = outcome.verification.findings;
    const auto checksums = platform::read_file(named.folder / std::string(bundle::k_checksums_name), k_largest_zip);
    if (checksums && crypto::sha256(*checksums) != named.recorded.files_digest) findings.push_back(bundle::record_differs("the folder's SHA256SUMS"));
    const auto zip = platform::read_file(named.zip, k_largest_zip);
    const bool same_zip = zip && crypto::sha256(*zip) == named.recorded.zip_sha256;
    if (!same_zip) findings.push_back(bundle::record_differs(zip ? "the zip" : "the zip cannot be read"));
    if (zip) outcome.verification.zip_sha256 = crypto::sha256(*zip);
}

}  // namespace

core::Result<VerifyOutcome> verify(const VerifyRequest& request) {
    VerifyOutcome outcome;
    outcome.now = request.now;
    const fs::path given = platform::path_from_utf8(request.package);
    if (!request.package.empty() && platform::exists(given)) {
        GPOTRUST_TRY_ASSIGN(const fs::path absolute, platform::absolute_path(given));
        outcome.path = platform::path_to_utf8(absolute);
        platform::is_directory(absolute) ? verify_folder(absolute, outcome) : verify_zip_file(absolute, outcome);
    } else {
        GPOTRUST_TRY_ASSIGN(const Named named, look_up(request));
        outcome.path = platform::path_to_utf8(named.folder);
        verify_folder(named.folder, outcome);
        if (!outcome.error) compare_with_record(named, outcome);
    }
    if (outcome.error) {
        outcome.exit_code = core::exit_code_for(outcome.error->code);
    } else if (core::any_blocking(outcome.verification.findings)) {
        outcome.exit_code = core::ExitCode::unfit;
    }
    return outcome;
}

}  // namespace gpotrust::app
