// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "json/json_tree.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/builtin.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/parse.hpp>
#include <string>

using namespace caucus_tally;

namespace {

/// Fields whose digits no other figure of a contest file implies, so that nothing can be found: names, dates, links and
/// the drawing of portraits.
constexpr auto not_checkable =
    std::to_array<std::string_view>({"$schema", "id", "title", "date", "year", "color", "width", "height", "summary",
                                     "convention", "sources", "rules", "name"});

/// The built-in contest that is there for what is wrong with it.
constexpr std::string_view with_findings = "2020-ia-dem-excerpt";

/// The field that a value belongs to: its own key, or the key of the array it is in.
std::string_view field_of(const JsonTree& tree, std::uint32_t node) {
    while (node != 0 && tree.nodes[node].key.empty()) node = tree.nodes[node].parent;
    return tree.nodes[node].key;
}

bool is_found(std::string text) {
    const ParsedContest parsed = parse_contest({"contest.json", std::move(text)});
    return has_errors(parsed.findings) || !parsed.contest || has_errors(check(*parsed.contest));
}

}  // namespace

TEST_CASE("any one digit of any one figure of a built-in contest that is changed is found") {
    for (const BuiltinContest& builtin : builtin_contests()) {
        if (builtin.id == with_findings) continue;
        CAPTURE(builtin.id);
        const std::string original(builtin.text);
        CHECK_FALSE(is_found(original));
        const ParsedJson json = parse_json(original);
        REQUIRE(json.complete);
        std::size_t changed = 0;
        for (std::uint32_t node = 0; node < json.tree.nodes.size(); ++node) {
            const JsonNode& value = json.tree.nodes[node];
            if (value.type != JsonType::number && value.type != JsonType::string) continue;
            const std::string_view field = field_of(json.tree, node);
            if (std::ranges::find(not_checkable, field) != not_checkable.end()) continue;
            for (std::size_t at = value.place.begin; at < value.place.end; ++at) {
                if (original[at] < '0' || original[at] > '9') continue;
                for (char digit = '0'; digit <= '9'; ++digit) {
                    if (digit == original[at]) continue;
                    std::string text = original;
                    text[at] = digit;
                    ++changed;
                    if (!is_found(std::move(text))) {
                        CAPTURE(field, pointer_to(json.tree, node), at - value.place.begin, digit);
                        CHECK(false);
                    }
                }
            }
        }
        CHECK(changed > 500);
    }
}
