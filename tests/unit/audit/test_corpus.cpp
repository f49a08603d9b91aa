// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <filesystem>

#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;

namespace {

core::Result<certificate::Export> open_without_password(core::BytesView file) { return certificate::open_export(file, nullptr); }

audit::InspectedItem inspect(const std::filesystem::path& path) {
    return audit::inspect_file(path.generic_string(), test::file_bytes(path), open_without_password);
}

}  // namespace

TEST_CASE("inspect: real policies with certificates, made in the Group Policy editor, are read with their properties") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t policies = 0;
    std::size_t certificates = 0;
    std::size_t damaged = 0;
    std::size_t with_key_reference = 0;
    for (const auto& path : test::files_ending(corpus / "gpo-backups", "registry.pol")) {
        const audit::InspectedItem item = inspect(path);
        INFO(path.generic_string());
        CHECK((item.kind == "registry-policy" || item.error));  // some caches of adsys hold other things under that name
        policies += item.kind == "registry-policy" && !item.error ? 1 : 0;
        for (const audit::StoredCertificate& stored : item.stored) {
            ++certificates;
            damaged += stored.error ? 1 : 0;
            for (const trust::Property& property : stored.properties) with_key_reference += property.id == trust::PropertyId::key_prov_info ? 1 : 0;
        }
    }
    CHECK(policies > 100);
    CHECK(certificates > 30);
    CHECK(damaged == 0);
    CHECK(with_key_reference > 0);
}

TEST_CASE("inspect: no file of the certificate corpus is more than an error") {
    GPOTRUST_NEED_CORPUS(corpus);
    for (const auto& path : test::files_ending(corpus / "certs", "")) {
        const audit::InspectedItem item = inspect(path);
        INFO(path.generic_string());
        CHECK((item.error || item.exported || item.kind == "registry-policy"));
        if (item.error) CHECK(item.error->code != core::ErrorCode::internal);
    }
}
