// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "xml/write_document.hpp"

#include <string>

#include "gpotrust/core/text.hpp"
#include "xml/character_data.hpp"

namespace gpotrust::xml {
namespace {

// Collects what the library writes. Line ends in the tree are LF throughout (the parser and the slots see to it); a CR inside an attribute is written as &#13;.
class TextWriter : public pugi::xml_writer {
public:
    explicit TextWriter(bool crlf) : m_crlf(crlf) {}

    void write(const void* octets, std::size_t size) override {
        std::string_view text(static_cast<const char*>(octets), size);
        for (std::size_t end = text.find('\n'); m_crlf && end != std::string_view::npos; end = text.find('\n')) {
            m_text.append(text.substr(0, end)).append("\r\n");
            text.remove_prefix(end + 1);
        }
        m_text += text;
    }

    std::string finish(bool final_newline) && {
        while (!m_text.empty() && is_white_space(m_text.back())) m_text.pop_back();
        if (final_newline) m_text += m_crlf ? "\r\n" : "\n";
        return std::move(m_text);
    }

private:
    bool m_crlf;
    std::string m_text;
};

}  // namespace

core::Result<core::Bytes> write_document(const pugi::xml_document& document, const WriteStyle& style) {
    TextWriter writer(style.crlf);
    document.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    const std::string text = std::move(writer).finish(style.final_newline);
    if (style.encoding == Encoding::utf8) return core::to_bytes(text);
    return core::utf8_to_utf16le("\xEF\xBB\xBF" + text);
}

}  // namespace gpotrust::xml
