// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "archive/central_directory.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::archive {
namespace {

using core::ErrorCode;

struct ZipDiscarded {
    void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct FileClosed {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Zip = std::unique_ptr<zip_t, ZipDiscarded>;
using ZipFile = std::unique_ptr<zip_file_t, FileClosed>;

constexpr const char* k_hint = "get the zip again from where it was made, or unpack it with a tool you trust and give the folder";

tl::unexpected<core::Error> refuse(std::string message) { return core::fail(ErrorCode::malformed_input, std::move(message), k_hint); }

tl::unexpected<core::Error> refuse_entry(std::string_view name, std::string_view reason) {
    return refuse(fmt::format("zip entry \"{}\" {}", core::printable(name.substr(0, 200)), reason));
}

core::Result<Zip> open(core::BytesView octets) {
    zip_error_t error;
    zip_error_init(&error);
    Zip zip;
    if (zip_source_t* source = zip_source_buffer_create(octets.data(), octets.size(), 0, &error)) {
        zip.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
        if (!zip) zip_source_free(source);  // libzip owns the source only once it is open
    }
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!zip) return refuse("the zip is damaged or no zip: " + reason);
    return zip;
}

// Names already seen, folded: Windows must be able to hold all of them side by side.
class TakenNames {
public:
    // Why the name cannot stand beside the earlier ones, if so. A path's folders are taken as folders by it.
    std::optional<std::string_view> take(std::string_view path, bool is_folder) {
        const std::string folded = core::ascii_lower(path);
        for (std::size_t slash = folded.find('/'); slash != std::string::npos; slash = folded.find('/', slash + 1)) {
            std::string parent = folded.substr(0, slash);
            if (m_files.count(parent) != 0) return "lies below another entry that is a file";
            m_folders.insert(std::move(parent));
        }
        if (m_files.count(folded) != 0 || m_named_folders.count(folded) != 0)
            return "appears twice (Windows takes names that differ only by case for the same)";
        if (is_folder) {
            m_named_folders.insert(folded);
            m_folders.insert(folded);
            return std::nullopt;
        }
        if (m_folders.count(folded) != 0) return "is a file and a folder at once";
        m_files.insert(folded);
        return std::nullopt;
    }

private:
    std::set<std::string> m_files;
    std::set<std::string> m_folders;        // named or implied
    std::set<std::string> m_named_folders;  // with an entry of their own
};

// What the upper half of the external attributes says when it holds a Unix mode (APPNOTE 4.4.15).
constexpr zip_uint32_t k_type_mask = 0170000;
constexpr zip_uint32_t k_type_regular = 0100000;
constexpr zip_uint32_t k_type_folder = 0040000;
constexpr zip_uint32_t k_windows_reparse_point = 0x400;

std::optional<std::string_view> fault_of_attributes(zip_t* zip, zip_uint64_t index, bool is_folder) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(zip, index, 0, &system, &attributes) != 0) return "has unreadable attributes";
    const zip_uint32_t type = (attributes >> 16U) & k_type_mask;
    if (type != 0 && type != (is_folder ? k_type_folder : k_type_regular)) return "is a link or another special file";
    if ((attributes & k_windows_reparse_point) != 0) return "is a link";
    return std::nullopt;
}

// The zip may be well, but is not unpacked.
tl::unexpected<core::Error> refuse_size(std::string_view name, std::string_view reason) {
    core::Error error = refuse_entry(name, reason).value();
    error.code = ErrorCode::unsupported_input;
    return core::fail(std::move(error));
}

core::Result<void> check_method(std::string_view name, const zip_stat_t& facts) {
    if (facts.encryption_method != ZIP_EM_NONE) return refuse_entry(name, "is encrypted");
    if (facts.comp_method == ZIP_CM_STORE || facts.comp_method == ZIP_CM_DEFLATE) return {};
    return core::fail(
        ErrorCode::unsupported_input,
        fmt::format("zip entry \"{}\" is packed with method {}; only stored and deflated entries are read", core::printable(name), facts.comp_method),
        "unpack the zip and give the folder");
}

core::Result<void> check_sizes(std::string_view name, const zip_stat_t& facts, const ZipLimits& limits, std::size_t octets_so_far) {
    if (facts.size > limits.total_octets - octets_so_far) {
        return refuse_size(name, fmt::format("exceeds the limit of {} unpacked octets for the whole zip", limits.total_octets));
    }
    if (facts.size > 0 && (facts.comp_size == 0 || facts.size / facts.comp_size > limits.ratio)) {
        return refuse_size(name, fmt::format("unpacks to more than {} times its packed size", limits.ratio));
    }
    return {};
}

core::Result<core::Bytes> unpack(zip_t* zip, zip_uint64_t index, std::string_view name, std::size_t size) {
    const ZipFile file(zip_fopen_index(zip, index, 0));
    if (!file) return refuse_entry(name, fmt::format("cannot be unpacked: {}", zip_strerror(zip)));
    core::Bytes content(size);
    std::size_t got = 0;
    while (got < size) {
        const zip_int64_t step = zip_fread(file.get(), content.data() + got, size - got);
        if (step < 0) return refuse_entry(name, fmt::format("is damaged: {}", zip_file_strerror(file.get())));
        if (step == 0) return refuse_entry(name, "is shorter than the zip says");
        got += static_cast<std::size_t>(step);
    }
    // libzip compares checksum and size only when the end is read.
    std::uint8_t beyond = 0;
    const zip_int64_t rest = zip_fread(file.get(), &beyond, 1);
    if (rest < 0) return refuse_entry(name, fmt::format("is damaged: {}", zip_file_strerror(file.get())));
    if (rest > 0) return refuse_entry(name, "is longer than the zip says");
    return content;
}

class Reader {
public:
    Reader(Zip zip, const ZipLimits& limits) : m_zip(std::move(zip)), m_limits(limits) {}

    core::Result<core::FileTree> read() && {
        const zip_int64_t count = zip_get_num_entries(m_zip.get(), ZIP_FL_UNCHANGED);  // bounded by check_central_directory
        for (zip_int64_t index = 0; index < count; ++index) GPOTRUST_TRY(read_entry(static_cast<zip_uint64_t>(index)));
        return std::move(m_tree);
    }

private:
    core::Result<void> read_entry(zip_uint64_t index) {
        zip_stat_t facts;
        zip_stat_init(&facts);
        constexpr zip_uint64_t k_needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
        if (zip_stat_index(m_zip.get(), index, ZIP_FL_ENC_RAW | ZIP_FL_UNCHANGED, &facts) != 0 || (facts.valid & k_needed) != k_needed) {
            return refuse(fmt::format("entry {} of the zip cannot be read: {}", index, zip_strerror(m_zip.get())));
        }
        const std::string_view name = facts.name;
        const bool is_folder = !name.empty() && name.back() == '/';
        GPOTRUST_TRY_ASSIGN(core::RelativePath path, safe_path(is_folder ? name.substr(0, name.size() - 1) : name));
        if (const auto fault = m_taken.take(path.text(), is_folder)) return refuse_entry(name, *fault);
        if (const auto fault = fault_of_attributes(m_zip.get(), index, is_folder)) return refuse_entry(name, *fault);
        GPOTRUST_TRY(check_method(name, facts));
        GPOTRUST_TRY(check_sizes(name, facts, m_limits, m_octets));
        if (is_folder) return facts.size == 0 ? core::Result<void>{} : refuse_entry(name, "is a folder with content");
        return add(std::move(path), unpack(m_zip.get(), index, name, static_cast<std::size_t>(facts.size)));
    }

    static core::Result<core::RelativePath> safe_path(std::string_view name) {
        auto path = core::RelativePath::parse(name);
        if (path) return path;
        return refuse("the zip has an entry with an unsafe name: " + path.error().message);
    }

    core::Result<void> add(core::RelativePath path, core::Result<core::Bytes> content) {
        if (!content) return core::fail(std::move(content).error());
        m_octets += content->size();
        m_tree.emplace(std::move(path), *std::move(content));
        return {};
    }

    Zip m_zip;
    const ZipLimits& m_limits;
    TakenNames m_taken;
    std::size_t m_octets = 0;
    core::FileTree m_tree;
};

}  // namespace

core::Result<core::FileTree> read_zip(core::BytesView zip, const ZipLimits& limits) {
    GPOTRUST_TRY(check_central_directory(zip, limits));
    GPOTRUST_TRY_ASSIGN(Zip opened, open(zip));
    return Reader(std::move(opened), limits).read();
}

}  // namespace gpotrust::archive
