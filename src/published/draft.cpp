// SPDX-License-Identifier: MIT
#include "published/draft.hpp"

#include "base/words.hpp"
#include "json/json_fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, std::string_view>, 57> states{{
    {"AL", "Alabama"},
    {"AK", "Alaska"},
    {"AZ", "Arizona"},
    {"AR", "Arkansas"},
    {"CA", "California"},
    {"CO", "Colorado"},
    {"CT", "Connecticut"},
    {"DE", "Delaware"},
    {"DC", "District of Columbia"},
    {"FL", "Florida"},
    {"GA", "Georgia"},
    {"HI", "Hawaii"},
    {"ID", "Idaho"},
    {"IL", "Illinois"},
    {"IN", "Indiana"},
    {"IA", "Iowa"},
    {"KS", "Kansas"},
    {"KY", "Kentucky"},
    {"LA", "Louisiana"},
    {"ME", "Maine"},
    {"MD", "Maryland"},
    {"MA", "Massachusetts"},
    {"MI", "Michigan"},
    {"MN", "Minnesota"},
    {"MS", "Mississippi"},
    {"MO", "Missouri"},
    {"MT", "Montana"},
    {"NE", "Nebraska"},
    {"NV", "Nevada"},
    {"NH", "New Hampshire"},
    {"NJ", "New Jersey"},
    {"NM", "New Mexico"},
    {"NY", "New York"},
    {"NC", "North Carolina"},
    {"ND", "North Dakota"},
    {"OH", "Ohio"},
    {"OK", "Oklahoma"},
    {"OR", "Oregon"},
    {"PA", "Pennsylvania"},
    {"RI", "Rhode Island"},
    {"SC", "South Carolina"},
    {"SD", "South Dakota"},
    {"TN", "Tennessee"},
    {"TX", "Texas"},
    {"UT", "Utah"},
    {"VT", "Vermont"},
    {"VA", "Virginia"},
    {"WA", "Washington"},
    {"WV", "West Virginia"},
    {"WI", "Wisconsin"},
    {"WY", "Wyoming"},
    {"PR", "Puerto Rico"},
    {"GU", "Guam"},
    {"AS", "American Samoa"},
    {"VI", "Virgin Islands"},
    {"MP", "Northern Mariana Islands"},
    {"DA", "Democrats Abroad"},
}};

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What stands for a figure that is not known, in lower case.
bool says_unknown(std::string_view text) {
    constexpr std::array words{"-"sv,   "--"sv,      "---"sv,           "–"sv,   "—"sv, "−"sv, "n/a"sv, "na"sv, "?"sv,
                               "tbd"sv, "unknown"sv, "not available"sv, "..."sv, "…"sv};
    return std::ranges::find(words, text) != words.end();
}

/// Digits with an optional fraction, and commas between thousands or none at all.
bool is_grouped(std::string_view text) {
    const std::string_view whole = text.substr(0, text.find('.'));
    if (whole.size() < text.size()) {
        const std::string_view fraction = text.substr(whole.size() + 1);
        if (fraction.empty() || !std::ranges::all_of(fraction, is_digit)) return false;
    }
    const std::size_t comma = whole.find(',');
    const std::string_view head = whole.substr(0, comma);
    if (!std::ranges::all_of(head, is_digit)) return false;
    if (comma == std::string_view::npos) return !head.empty() || whole.size() < text.size();
    if (head.empty() || head.size() > 3) return false;
    for (std::size_t at = comma; at < whole.size(); at += 4)
        if (whole[at] != ',' || whole.size() - at < 4 || !std::ranges::all_of(whole.substr(at + 1, 3), is_digit))
            return false;
    return (whole.size() - comma) % 4 == 0;
}

std::string day_text(unsigned year, unsigned month, unsigned day) {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

/// The words and numbers of a text; punctuation parts them and goes.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool inside = false;
    for (const char c : text) {
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || static_cast<unsigned char>(c) > 127;
        if (letter && !inside) words.emplace_back();
        if (letter) words.back() += c;
        inside = letter;
    }
    return words;
}

std::optional<unsigned> number_of(std::string_view word) {
    unsigned number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    return fault == std::errc() && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

unsigned month_of(std::string_view word) {
    const std::string lower = lower_case(word);
    if (lower.size() < 3) return 0;
    for (unsigned i = 0; i < months.size(); ++i)
        if (months[i].starts_with(lower)) return i + 1;
    return lower == "sept" ? 9 : 0;
}

bool is_weekday(std::string_view word) {
    constexpr std::array days{"monday"sv, "tuesday"sv,  "wednesday"sv, "thursday"sv,
                              "friday"sv, "saturday"sv, "sunday"sv};
    const std::string lower = lower_case(word);
    return lower.size() >= 3 && std::ranges::any_of(days, [&](std::string_view day) { return day.starts_with(lower); });
}

}  // namespace

Draft::Draft() : tree_(std::make_shared<JsonTree>()) {
    open(JsonType::object, {}, {});
    add_number("format", "1", {});
}

std::string_view Draft::keep(std::string text) {
    return tree_->unescaped.emplace_back(std::move(text));
}

void Draft::add(JsonType type, std::string_view key, std::string_view text, Span place) {
    JsonNode node;
    node.type = type;
    node.key = key;
    node.text = text;
    node.place = place;
    node.key_place = place;
    if (!open_.empty()) {
        node.parent = open_.back();
        node.ordinal = children_.back()++;
    }
    node.next = static_cast<std::uint32_t>(tree_->nodes.size() + 1);
    tree_->nodes.push_back(node);
}

void Draft::open(JsonType type, std::string_view key, Span place) {
    add(type, key, {}, place);
    open_.push_back(static_cast<std::uint32_t>(tree_->nodes.size() - 1));
    children_.push_back(0);
}

void Draft::close() {
    tree_->nodes[open_.back()].next = static_cast<std::uint32_t>(tree_->nodes.size());
    open_.pop_back();
    children_.pop_back();
}

void Draft::add_text(std::string_view key, std::string_view text, Span place) {
    if (!text.empty()) add(JsonType::string, key, text, place);
}

void Draft::add_number(std::string_view key, std::string_view digits, Span place) {
    add(JsonType::number, key, digits, place);
}

void Draft::add_boolean(std::string_view key, bool holds, Span place) {
    add(JsonType::boolean, key, holds ? "true" : "false", place);
}

std::shared_ptr<const JsonTree> Draft::finish() {
    while (!open_.empty()) close();
    return std::move(tree_);
}

void report(std::vector<PlacedFinding>& findings, Code code, Span place, std::string message) {
    if (findings.size() > max_findings_of_a_file) return;
    findings.push_back(
        {findings.size() == max_findings_of_a_file ? unlisted_findings(code) : make_finding(code, std::move(message)),
         place});
}

std::string slug(std::string_view name) {
    std::string text;
    bool gap = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        char c = name[i];
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (static_cast<unsigned char>(c) == 0xC3 && i + 1 < name.size()) {
            // U+00C0 to U+00FF, the letters of Western Europe, without their accents.
            constexpr std::string_view plain = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";
            c = plain[static_cast<unsigned char>(name[++i]) & 0x3F];
        }
        if ((c >= 'a' && c <= 'z') || is_digit(c)) {
            if (gap && !text.empty()) text += '-';
            text += c;
            gap = false;
        } else if (c != '\'') {
            gap = true;
        }
    }
    return text;
}

std::string Ids::take(std::initializer_list<std::string> forms) {
    for (const std::string& form : forms)
        if (!form.empty() && taken_.insert(form).second) return form;
    const std::string& last = *(forms.end() - 1);
    for (unsigned& number = numbers_[last];;) {
        std::string id = fmt::format("{}-{}", last, ++number + 1);
        if (taken_.insert(id).second) return id;
    }
}

void tell_apart(std::vector<std::string>& names) {
    std::unordered_set<std::string> known;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!known.insert(names[i]).second) known.insert(names[i] += fmt::format(" ({})", i + 1));
}

std::vector<std::string> candidate_ids(const std::vector<std::string>& names) {
    constexpr std::array suffixes{"jr"sv, "sr"sv, "ii"sv, "iii"sv, "iv"sv};
    std::vector<std::string> last_names;
    std::unordered_map<std::string, std::size_t> uses;
    for (const std::string& name : names) {
        const std::string whole = slug(name);
        std::string last = whole;
        for (std::size_t dash = last.rfind('-'); dash != std::string::npos; dash = last.rfind('-')) {
            const std::string word = last.substr(dash + 1);
            if (std::ranges::find(suffixes, word) != suffixes.end()) {
                last.erase(dash);
                continue;
            }
            last = word;
            break;
        }
        if (!candidate_kind_of(name).empty()) last = whole;
        ++uses[last];
        last_names.push_back(std::move(last));
    }
    Ids ids;
    std::vector<std::string> result;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string whole = slug(names[i]);
        const std::string fallback = whole.empty() ? "candidate" : whole;
        result.push_back(ids.take({uses[last_names[i]] == 1 ? last_names[i] : fallback, fallback}));
    }
    return result;
}

std::string_view candidate_kind_of(std::string_view name) {
    constexpr std::array uncommitted{"uncommitted"sv,
                                     "uncommitted_delegates"sv,
                                     "uncommitted_delegation"sv,
                                     "uninstructed"sv,
                                     "uninstructed_delegation"sv,
                                     "uninstructed_delegate"sv,
                                     "no_preference"sv,
                                     "unpledged"sv,
                                     "undecided"sv,
                                     "none_of_these_candidates"sv,
                                     "none_of_the_above"sv,
                                     "none_of_the_names_shown"sv,
                                     "none"sv};
    constexpr std::array write_in{"write_in"sv,        "write_ins"sv,          "writein"sv,
                                  "writeins"sv,        "write_in_votes"sv,     "write_in_candidates"sv,
                                  "other_write_ins"sv, "write_in_candidate"sv, "all_write_ins"sv,
                                  "total_write_ins"sv, "write_in_totals"sv,    "write_in_total"sv};
    constexpr std::array other{"other"sv,
                               "others"sv,
                               "other_candidates"sv,
                               "other_votes"sv,
                               "all_others"sv,
                               "scattering"sv,
                               "scatter"sv,
                               "other_candidate"sv,
                               "all_other"sv,
                               "unprojected_delegates"sv,
                               "unassigned"sv,
                               "unallocated_delegates"sv,
                               "unallocated"sv};
    const std::string word = normalize_name(name);
    const auto is = [&](const auto& words) { return std::ranges::find(words, std::string_view(word)) != words.end(); };
    return is(uncommitted) ? "uncommitted"sv : is(write_in) ? "write-in"sv : is(other) ? "other"sv : ""sv;
}

TitleFacts facts_of_title(std::string_view title) {
    TitleFacts facts;
    const std::string lower = lower_case(title);
    const auto has = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    std::string_view code;
    for (const auto& [postal, name] : states) {
        const std::size_t at = lower.find(lower_case(name));
        // "West Virginia" holds "Virginia".
        if (at != std::string::npos && name.size() > facts.jurisdiction.size()) {
            facts.jurisdiction = name;
            code = postal;
        }
    }
    if (has("washington, d.c.") || has("washington d.c.")) {
        facts.jurisdiction = "District of Columbia";
        code = "DC";
    }
    facts.kind = has("caucus")                        ? "caucus"sv
                 : has("primary") || has("primaries") ? "primary"sv
                 : has("convention")                  ? "convention"sv
                                                      : ""sv;
    for (const std::string_view party :
         {"Democratic"sv, "Republican"sv, "Libertarian"sv, "Green"sv, "Reform"sv, "Constitution"sv})
        if (facts.party.empty() && has(lower_case(party))) facts.party = party;
    if (has("presidential")) facts.office = "presidential";
    const std::string year(title.substr(0, 4));
    const bool dated =
        year.size() == 4 && std::ranges::all_of(year, is_digit) && (title.size() == 4 || !is_digit(title[4]));
    if (dated && !code.empty() && !facts.party.empty() && !facts.office.empty() && !facts.kind.empty()) {
        const std::string party = lower_case(facts.party).substr(0, 3);
        facts.id = fmt::format("{}-{}-{}", year, lower_case(code), party);
    } else {
        facts.id = slug(title);
    }
    return facts;
}

std::string_view party_in(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> words{{{"democratic", "Democratic"},
                                                                                   {"democrat", "Democratic"},
                                                                                   {"dem", "Democratic"},
                                                                                   {"republican", "Republican"},
                                                                                   {"rep", "Republican"},
                                                                                   {"gop", "Republican"},
                                                                                   {"libertarian", "Libertarian"},
                                                                                   {"lib", "Libertarian"},
                                                                                   {"green", "Green"},
                                                                                   {"constitution", "Constitution"}}};
    const std::string all = '_' + normalize_name(text) + '_';
    for (const auto& [word, party] : words)
        if (all.find(fmt::format("_{}_", word)) != std::string::npos) return party;
    return {};
}

std::string_view state_of(std::string_view postal_code) {
    const auto* const found =
        std::ranges::find(states, postal_code, &std::pair<std::string_view, std::string_view>::first);
    return found == states.end() ? std::string_view() : found->second;
}

std::optional<std::string> read_day(std::string_view text) {
    constexpr std::size_t longest = 64;
    if (text.size() > longest) return std::nullopt;
    std::vector<std::string> words = words_of(text);
    if (!words.empty() && is_weekday(words.front()) && month_of(words.front()) == 0) words.erase(words.begin());
    if (words.size() != 3) return std::nullopt;
    std::optional<unsigned> year;
    std::optional<unsigned> month;
    std::optional<unsigned> day;
    const auto first = number_of(words[0]);
    const auto second = number_of(words[1]);
    const auto third = number_of(words[2]);
    if (first && words[0].size() == 4) {  // 2004-02-07, 2004 February 7
        year = first;
        month = second ? second : month_of(words[1]);
        day = third;
    } else if (first && second && text.find('/') != std::string_view::npos) {  // 2/7/2004
        month = first;
        day = second;
        year = third;
    } else if (first && !second) {  // 7 February 2004
        day = first;
        month = month_of(words[1]);
        year = third;
    } else if (!first) {  // February 7, 2004
        month = month_of(words[0]);
        day = second;
        year = third;
    }
    if (!year || !month || !day || *year < 1000 || *year > 9999 || *month == 0) return std::nullopt;
    std::string result = day_text(*year, *month, *day);
    return is_calendar_day(result) ? std::optional(std::move(result)) : std::nullopt;
}

StatedFigure read_figure(std::string_view text) {
    constexpr std::size_t longest = 64;
    std::string plain = tidy(text);
    if (plain.empty()) return {};
    if (says_unknown(lower_case(plain.substr(0, longest)))) return {StatedFigure::Kind::unknown, {}};
    while (plain.ends_with('%') || plain.ends_with(' ')) plain.pop_back();
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> fractions{
        {{"½", ".5"}, {"¼", ".25"}, {"¾", ".75"}}};
    for (const auto& [sign, digits] : fractions)
        if (plain.ends_with(sign)) {
            plain.erase(plain.size() - sign.size());
            while (plain.ends_with(' ')) plain.pop_back();
            if (plain.find('.') != std::string::npos) return {StatedFigure::Kind::faulty, {}};
            plain += digits;
            break;
        }
    if (plain.size() > longest || !is_grouped(plain)) return {StatedFigure::Kind::faulty, {}};
    std::erase(plain, ',');
    if (plain.starts_with('.')) plain.insert(plain.begin(), '0');
    return {StatedFigure::Kind::figure, std::move(plain)};
}

std::optional<Votes> count_of(std::string_view text) {
    Votes count = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(count) : std::nullopt;
}

FigureField field_of(std::string_view header) {
    const std::string text = '_' + normalize_name(header) + '_';
    const auto has = [&](auto... words) { return ((text.find(words) != std::string::npos) || ...); };
    if (has("_change_", "_swing_", "unpledged", "superdelegate", "unbound", "_rank_", "_place_", "_party_") ||
        header.find("±") != std::string_view::npos)
        return FigureField::other;
    const bool percent = header.find('%') != std::string_view::npos || has("percent", "_share_", "_pct_");
    if (has("county") && has("delegate", "convention")) return FigureField::other;
    if (has("state_delegate", "_sde_", "_sdes_")) return percent ? FigureField::other : FigureField::sde;
    if (has("delegate", "_del_", "_dels_", "_seats_")) return percent ? FigureField::other : FigureField::delegates;
    const bool first =
        has("_first_") && has("_alignment_", "_vote_", "_votes_", "_round_", "_preference_", "_expression_");
    const bool last =
        (has("_final_", "_second_", "_last_") && has("_alignment_", "_vote_", "_votes_", "_round_", "_expression_")) ||
        has("_realignment_");
    if (percent) return first ? FigureField::other : FigureField::percent;
    if (first) return FigureField::first_votes;
    if (last) return FigureField::final_votes;
    if (has("vote", "_count_", "_popular_", "_ballots_", "_total_")) return FigureField::votes;
    if (has("candidate", "_name_", "_choice_", "nominee", "_preference_", "_option_")) return FigureField::name;
    return FigureField::other;
}

std::string base_name(const Source& source) {
    const std::string name = std::filesystem::path(source.name).filename().string();
    return name.empty() || name == "<stdin>" ? "standard input" : tidy(name);
}

std::string tidy(std::string_view text) {
    std::string plain;
    bool gap = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool wide = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xA0;
        if (byte <= ' ' || byte == 0x7F || wide) {
            gap = true;
            i += wide ? 1 : 0;
            continue;
        }
        if (gap && !plain.empty()) plain += ' ';
        gap = false;
        plain += text[i];
    }
    return plain;
}

}  // namespace caucus_tally
