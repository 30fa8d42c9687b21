// SPDX-License-Identifier: MIT
#pragma once

#include "published/draft.hpp"

namespace caucus_tally {

/// The reader of one publication format; published.cpp lists them.
struct PublicationReader {
    PublicationFormat format;
    bool (*begins)(std::string_view head);  ///< whether a text that is not JSON begins like one
    Reading (*read)(const Source& source);
};

/// The same for publications in JSON and in XML, which is read as a tree like that of JSON.
struct TreePublicationReader {
    PublicationFormat format;
    bool (*holds)(const JsonTree& tree);  ///< whether a document in JSON is one; null: of XML only
    std::string_view xml_root;            ///< the name of the root element of one in XML; empty: of JSON only
    Reading (*read)(const Source& source, const JsonTree& tree);
};

bool holds_ap(const JsonTree& tree);
Reading read_ap(const Source& source, const JsonTree& tree);

Reading read_clarity(const Source& source, const JsonTree& tree);

bool holds_nist(const JsonTree& tree);
Reading read_nist(const Source& source, const JsonTree& tree);

bool begins_table(std::string_view head);
/// The rows of the header are found if there are said to be none.
Reading read_result_table(const Source& source, std::size_t header_rows);

bool begins_article(std::string_view head);
Reading read_article(const Source& source);

}  // namespace caucus_tally
