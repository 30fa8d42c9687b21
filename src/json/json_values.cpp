// SPDX-License-Identifier: MIT
#include "json/json_values.hpp"

namespace caucus_tally {

Json json_of(const std::optional<Votes>& count) {
    return count ? Json(*count) : Json();
}

Json json_of(const std::optional<Decimal>& number) {
    if (!number) return {};
    // A whole decimal is below 10^18, so it fits.
    if (number->scale == 0) return static_cast<Votes>(number->digits);
    return to_string(*number);
}

void add_text(Json& object, const char* name, const std::string& text) {
    if (!text.empty()) object[name] = text;
}

std::string dump(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace caucus_tally
