// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "fixtures.hpp"

#include <sstream>

#include "support/catch.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {
namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> found(1);
    for (const char c : line) {
        if (c == '\t') {
            found.emplace_back();
        } else if (c != '\r') {
            found.back() += c;
        }
    }
    return found;
}

}  // namespace

core::Bytes fixture(std::string_view name) { return data_file("certificate/" + std::string(name)); }

certificate::Certificate certificate_fixture(std::string_view name) {
    INFO("fixture " << name);
    auto parsed = certificate::Certificate::parse(fixture(name));
    REQUIRE(parsed.has_value());
    return *parsed;
}

core::Result<certificate::Export> open_fixture(std::string_view name, std::string_view password) {
    const auto secret = core::SecretBytes::copy_of(password);
    return certificate::open_export(fixture(name), &secret);
}

certificate::Export opened(std::string_view name, std::string_view password) {
    INFO("fixture " << name);
    auto result = open_fixture(name, password);
    if (!result) FAIL(result.error().text());
    return *std::move(result);
}

std::vector<std::string> codes(const std::vector<core::Finding>& findings) {
    std::vector<std::string> found;
    for (const auto& finding : findings) found.push_back(finding.code);
    return found;
}

std::vector<Row> read_table(std::string_view text) {
    std::istringstream lines{std::string(text)};
    std::string line;
    std::getline(lines, line);
    const std::vector<std::string> names = cells(line);
    std::vector<Row> rows;
    while (std::getline(lines, line)) {
        const std::vector<std::string> values = cells(line);
        Row row;
        for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = i < values.size() ? values[i] : "";
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace gpotrust::test
