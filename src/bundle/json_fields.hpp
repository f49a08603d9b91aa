// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Strict reading of JSON objects: every field must be there, of the right type and in the one form this program writes; the first fault is kept with the
// field's path ("data.certificates[3].sha1").
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/core/digest.hpp"
#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/core/utc_time.hpp"

namespace gpotrust::bundle {

/// Sorted by name: unlike the ordered kind it finds one of many names fast, whatever somebody else wrote.
using Json = nlohmann::json;

/// The first fault of a document; once there is one, everything read is a default value and may be thrown away.
class Fault {
public:
    void set(const std::string& where, std::string_view what);
    [[nodiscard]] bool is_set() const { return m_error.has_value(); }
    [[nodiscard]] const core::Error& error() const { return *m_error; }

private:
    std::optional<core::Error> m_error;
};

/// The fields of one object. finish() makes a field that nobody asked for a fault.
class Fields {
public:
    Fields(const Json& object, std::string where, Fault& fault);

    [[nodiscard]] std::string text(std::string_view name);
    [[nodiscard]] bool flag(std::string_view name);
    [[nodiscard]] std::uint64_t number(std::string_view name, std::uint64_t least, std::uint64_t most);
    [[nodiscard]] core::UtcTime time(std::string_view name);
    /// null or a time
    [[nodiscard]] std::optional<core::UtcTime> optional_time(std::string_view name);
    [[nodiscard]] core::Sha1Thumbprint sha1(std::string_view name);
    [[nodiscard]] core::Sha256Digest sha256(std::string_view name);
    [[nodiscard]] core::Guid guid(std::string_view name);
    [[nodiscard]] std::vector<std::string> texts(std::string_view name);
    [[nodiscard]] Fields object(std::string_view name);
    /// Whether there is such a field; it need not be there.
    [[nodiscard]] bool has(std::string_view name) const;
    /// The objects of a list of at most `most`, ready to be read.
    [[nodiscard]] std::vector<Fields> objects(std::string_view name, std::size_t most);

    /// A text that `parse` takes, e.g. parse_store.
    template <class Parse>
    [[nodiscard]] auto word(std::string_view name, Parse parse) {
        auto parsed = parse(text(name));
        if (!parsed.has_value()) m_fault->set(path_of(name), parsed.error().message);
        return parsed.has_value() ? *std::move(parsed) : typename decltype(parsed)::value_type{};
    }

    [[nodiscard]] std::string path_of(std::string_view name) const;
    void finish();

private:
    [[nodiscard]] const Json& at(std::string_view name);
    /// A text that reads as a value and is what the value is written as.
    template <class Value, class Parse, class Write>
    [[nodiscard]] Value exact(std::string_view name, Parse parse, Write write, std::string_view wanted);

    const Json* m_object;
    std::string m_where;
    Fault* m_fault;
    std::vector<std::string> m_asked = {};
};

}  // namespace gpotrust::bundle
