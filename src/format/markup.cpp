// SPDX-License-Identifier: MIT
#include "format/markup.hpp"

#include "format/display.hpp"

namespace caucus_tally {

std::string escape_markup(std::string_view text) {
    std::string result;
    const std::string shown = visible(text, true);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const std::string_view rest = std::string_view(shown).substr(i);
        switch (shown[i]) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                // XML 1.0 allows neither U+FFFE nor U+FFFF.
                if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
                    result += "\xEF\xBF\xBD";
                    i += 2;
                } else {
                    result += shown[i];
                }
        }
    }
    return result;
}

}  // namespace caucus_tally
