// SPDX-License-Identifier: MIT
#include "format/document.hpp"

#include "format/markup.hpp"
#include "format/terminal.hpp"

#include <stdexcept>

namespace caucus_tally {

std::string write_document(const Document& document, Format format, const Terminal& terminal, bool defuse_formulas) {
    switch (format) {
        case Format::table:
        case Format::text:
            return draw_sections(document.sections(format), terminal);
        case Format::csv:
        case Format::tsv:
            return write_separated(document.table(), {format == Format::tsv ? '\t' : ',', defuse_formulas});
        case Format::json:
            return document.json();
        case Format::markdown:
            return markdown_sections(document.sections(format), document.markdown_level);
        case Format::html:
            return html_page(document.title, document.sections(format));
        case Format::svg:
        case Format::nist:
        case Format::concise:
        case Format::sarif:
        case Format::junit:
        case Format::github:
            break;
    }
    throw std::logic_error("a format of one command alone is written by it");
}

}  // namespace caucus_tally
