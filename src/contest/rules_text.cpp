// SPDX-License-Identifier: MIT
#include "contest/rules_text.hpp"

#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/parse.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;

/// A word and what it stands for.
template <typename Value>
struct Word {
    std::string_view word;
    Value value;
};

struct MethodWord {
    Method method;
    Signposts signposts = Signposts::dhondt;
    bool operator==(const MethodWord&) const = default;
};

constexpr auto methods = std::to_array<Word<MethodWord>>({
    {"largest remainder", {Method::largest_remainder}},
    {"dhondt", {Method::divisor, Signposts::dhondt}},
    {"sainte-lague", {Method::divisor, Signposts::sainte_lague}},
    {"huntington-hill", {Method::divisor, Signposts::huntington_hill}},
    {"adams", {Method::divisor, Signposts::adams}},
    {"dean", {Method::divisor, Signposts::dean}},
    {"round", {Method::round}},
});
constexpr auto quotas = std::to_array<Word<Quota>>({{"hare", Quota::hare}, {"droop", Quota::droop}});
constexpr auto roundings = std::to_array<Word<ShareRounding>>(
    {{"half up", ShareRounding::half_up}, {"up", ShareRounding::up}, {"down", ShareRounding::down}});
constexpr auto bases = std::to_array<Word<SharesOf>>({{"qualified", SharesOf::qualified}, {"all", SharesOf::all}});
constexpr auto leftovers = std::to_array<Word<LeftOver>>(
    {{"unbound", LeftOver::unbound}, {"leader", LeftOver::leader}, {"largest remainder", LeftOver::largest_remainder}});
constexpr auto surpluses = std::to_array<Word<TooMany>>(
    {{"from the last", TooMany::from_the_last}, {"smallest remainder", TooMany::smallest_remainder}});

constexpr Fraction none{0, 1};
constexpr auto fallbacks = std::to_array<Word<Fallback>>({
    {"no threshold", {}},
    {"half the leader", {Fallback::Kind::of_leader, {1, 2}, none, none}},
    {"leader less 10%", {Fallback::Kind::of_leader, {1, 1}, {10, 100}, none}},
});
constexpr std::string_view statewide = "statewide ";
constexpr auto takers = std::to_array<Word<TakesAll::Kind>>(
    {{"leader", TakesAll::Kind::leader}, {"majority", TakesAll::Kind::majority}, {"alone", TakesAll::Kind::alone}});

template <typename Words>
std::vector<std::string_view> words_of(const Words& words) {
    std::vector<std::string_view> texts;
    for (const auto& each : words) texts.push_back(each.word);
    return texts;
}

template <typename Words, typename Value>
std::string_view word_for(const Words& words, const Value& value) {
    for (const auto& each : words)
        if (each.value == value) return each.word;
    return {};
}

template <typename Words, typename Target>
Field choice(std::string_view name, FieldReader& reader, const Words& words, Target& target) {
    return {name, false, [&reader, &words, &target](Node value) {
                const auto word = read_choice(reader, value, words_of(words));
                for (const auto& each : words)
                    if (word == each.word) target = each.value;
            }};
}

/// "12.5%" as a share; nullopt if it is none. What is above 100% is read all the same, for a check to refuse it.
std::optional<Fraction> parse_share(std::string_view text) {
    constexpr unsigned most_digits = 9;
    if (!text.ends_with('%')) return std::nullopt;
    const auto percent = parse_decimal(text.substr(0, text.size() - 1));
    if (!percent || percent->scale > most_digits || *percent > Decimal(Votes{1000})) return std::nullopt;
    Fraction share{static_cast<std::uint64_t>(percent->digits), 100};
    for (unsigned digit = 0; digit < percent->scale; ++digit) share.denominator *= 10;
    return share;
}

std::string share_text(Fraction share) {
    std::string text = to_string(Ratio{Uint128{share.numerator} * 100, share.denominator}, 9);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text + '%';
}

void report_word(FieldReader& reader, Node node, std::string_view what, const std::vector<std::string_view>& words) {
    const std::string_view text = reader[node].text;
    reader.report(node, Code::field,
                  fmt::format("{} must be {}a share such as \"20%\", not {}{}", what,
                              words.empty() ? "" : fmt::format("{} or ", fmt::join(words, ", ")), quote(text),
                              did_you_mean(text, words)));
}

std::optional<Fraction> read_share(FieldReader& reader, Node node) {
    const auto share = reader[node].type == JsonType::string ? parse_share(reader[node].text) : std::nullopt;
    if (!share) report_word(reader, node, quote("threshold"), {});
    return share;
}

/// A value, or each of a list of them.
template <typename Read>
void read_one_or_more(FieldReader& reader, Node node, Read read) {
    if (reader[node].type == JsonType::array) {
        read_array(reader, node, read);
    } else {
        read(node);
    }
}

template <typename List, typename Value>
void add_to(FieldReader& reader, Node node, List& list, const Value& value) {
    if (!list.add(value))
        reader.report(node, Code::field, fmt::format("more than {} values are not read here", list.values.size()));
}

void read_fallback(FieldReader& reader, Node node, DelegateRules& rules) {
    const std::string_view text = reader[node].type == JsonType::string ? reader[node].text : std::string_view();
    for (const auto& each : fallbacks)
        if (each.word == text) return add_to(reader, node, rules.if_none, each.value);
    if (const auto share = parse_share(text))
        return add_to(reader, node, rules.if_none, Fallback{Fallback::Kind::share, none, none, *share});
    report_word(reader, node, quote("if_none"), words_of(fallbacks));
}

void read_taker(FieldReader& reader, Node node, DelegateRules& rules) {
    std::string_view text = reader[node].type == JsonType::string ? reader[node].text : std::string_view();
    TakesAll condition;
    condition.statewide = text.starts_with(statewide);
    if (condition.statewide) text.remove_prefix(statewide.size());
    const auto known = std::ranges::find(takers, text, &Word<TakesAll::Kind>::word);
    if (known != takers.end()) {
        condition.kind = known->value;
    } else if (const auto share = parse_share(text)) {
        condition.kind = TakesAll::Kind::share;
        condition.share = *share;
    } else {
        auto words = words_of(takers);
        words.insert(words.end(), {"statewide leader", "statewide majority", "statewide alone"});
        return report_word(reader, node, quote("takes_all"), words);
    }
    add_to(reader, node, rules.takes_all, condition);
}

Field places(std::string_view name, FieldReader& reader, FewValues<std::uint64_t, 12>& list) {
    return {name, false, [&reader, &list](Node value) {
                read_array(reader, value, [&](Node item) {
                    constexpr unsigned most = 1'000'000;
                    if (const auto count = read_small_count(reader, item, most)) add_to(reader, item, list, *count);
                });
            }};
}

void read_words(FieldReader& reader, Node node, std::string_view what, DelegateRules& rules, StatedRules* whole) {
    constexpr unsigned most_delegates = 1'000'000;
    constexpr unsigned most_digits = 9;
    const auto count = [](FieldReader& r, Node n) { return read_small_count(r, n, most_delegates); };
    const auto digits = [](FieldReader& r, Node n) { return read_small_count(r, n, most_digits); };
    std::optional<MethodWord> method;
    const Field districts{"districts", false, [&](Node value) {
                              if (whole == nullptr)
                                  return reader.report(value, Code::field, "districts have no districts of their own");
                              read_words(reader, value, "rules for districts", whole->object->districts.emplace(),
                                         nullptr);
                          }};
    std::string title;
    std::string note;
    read_object(
        reader, node, what,
        {into("title", title, reader, read_text),
         into("note", note, reader, read_prose),
         into("threshold", rules.threshold, reader, read_share),
         {"if_none", false,
          [&](Node value) { read_one_or_more(reader, value, [&](Node item) { read_fallback(reader, item, rules); }); }},
         into("qualify_at_most", rules.qualify_at_most, reader, count),
         {"takes_all", false,
          [&](Node value) { read_one_or_more(reader, value, [&](Node item) { read_taker(reader, item, rules); }); }},
         into("at_least", rules.at_least, reader, count),
         choice("method", reader, methods, method),
         choice("quota", reader, quotas, rules.quota),
         choice("round", reader, roundings, rules.rounding),
         choice("shares_of", reader, bases, rules.shares_of),
         places("places", reader, rules.places),
         places("if_none_places", reader, rules.if_none_places),
         choice("left_over", reader, leftovers, rules.left_over),
         choice("too_many", reader, surpluses, rules.too_many),
         into("percent_digits", rules.percent_digits, reader, digits),
         districts});
    if (method) {
        rules.method = method->method;
        rules.signposts = method->signposts;
    } else if (!rules.places.empty()) {
        rules.method = Method::places;
    }
    if (whole == nullptr) return;
    whole->title = std::move(title);
    whole->note = std::move(note);
}

/// Adds a word unless it says what holds anyway.
template <typename Words, typename Value>
void add_word(Json& object, const char* name, const Words& words, const Value& value, const Value& usual) {
    if (!(value == usual)) object[name] = word_for(words, value);
}

void add_words(Json& object, const DelegateRules& rules) {
    const DelegateRules usual;
    if (rules.threshold.numerator > 0) object["threshold"] = share_text(rules.threshold);
    for (const Fallback& fallback : rules.if_none)
        object["if_none"].push_back(fallback.kind == Fallback::Kind::share
                                        ? share_text(fallback.share)
                                        : std::string(word_for(fallbacks, fallback)));
    if (rules.qualify_at_most > 0) object["qualify_at_most"] = rules.qualify_at_most;
    for (const TakesAll& condition : rules.takes_all)
        object["takes_all"].push_back(fmt::format("{}{}", condition.statewide ? statewide : "",
                                                  condition.kind == TakesAll::Kind::share
                                                      ? share_text(condition.share)
                                                      : std::string(word_for(takers, condition.kind))));
    for (const char* const list : {"if_none", "takes_all"}) {
        if (!object.contains(list) || object[list].size() != 1) continue;
        const Json only = object[list].front();
        object[list] = only;
    }
    if (rules.at_least > 0) object["at_least"] = rules.at_least;
    if (rules.method != Method::places)
        object["method"] = word_for(
            methods, MethodWord{rules.method, rules.method == Method::divisor ? rules.signposts : Signposts::dhondt});
    add_word(object, "quota", quotas, rules.quota, usual.quota);
    add_word(object, "round", roundings, rules.rounding, usual.rounding);
    add_word(object, "shares_of", bases, rules.shares_of, usual.shares_of);
    for (const std::uint64_t place : rules.places) object["places"].push_back(place);
    for (const std::uint64_t place : rules.if_none_places) object["if_none_places"].push_back(place);
    add_word(object, "left_over", leftovers, rules.left_over, usual.left_over);
    add_word(object, "too_many", surpluses, rules.too_many, usual.too_many);
    if (rules.percent_digits) object["percent_digits"] = *rules.percent_digits;
}

}  // namespace

std::optional<StatedRules> read_rules(FieldReader& reader, Node node) {
    if (reader[node].type == JsonType::string) {
        auto id = read_id(reader, node);
        return id ? std::optional(StatedRules{*std::move(id), std::nullopt, {}, {}}) : std::nullopt;
    }
    if (reader[node].type != JsonType::object) {
        reader.report(node, Code::field,
                      fmt::format("\"rules\" must be the id of a rule set or an object that spells rules out, not {}",
                                  describe(reader[node].type)));
        return std::nullopt;
    }
    StatedRules stated;
    stated.id = own_rules;
    stated.object.emplace();
    read_words(reader, node, "an object of rules", stated.object->rules, &stated);
    return stated;
}

Json rules_json(const PoolRules& rules) {
    Json object = Json::object();
    add_words(object, rules.rules);
    if (rules.districts) {
        Json& districts = object["districts"] = Json::object();
        add_words(districts, *rules.districts);
    }
    return object;
}

Json rules_json(const StatedRules& stated) {
    if (!stated.object) return stated.id;
    Json object = Json::object();
    add_text(object, "title", stated.title);
    add_text(object, "note", stated.note);
    object.update(rules_json(*stated.object));
    return object;
}

ParsedRules parse_rules(const Source& source) {
    ParsedRules parsed;
    ParsedJson json = parse_json(source.text);
    if (json.complete) {
        FieldReader reader{json.tree, json.findings};
        parsed.rules = read_rules(reader, 0);
        if (parsed.rules && parsed.rules->object) parsed.rules->id = source.name;
    }
    parsed.findings = locate(source.name, source.text, std::move(json.findings));
    return parsed;
}

}  // namespace caucus_tally
