// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <caucus_tally/allocate.hpp>
#include <fmt/format.h>
#include <numeric>

namespace caucus_tally {
namespace {

// A DNC text speaks of percentages "to three decimals".
constexpr DelegateRules dnc(Fallback fallback) {
    DelegateRules rules;
    rules.threshold = {15, 100};
    rules.if_none = {fallback};
    rules.percent_digits = 3;
    return rules;
}

constexpr DelegateRules largest_remainder(Quota quota) {
    DelegateRules rules;
    rules.quota = quota;
    return rules;
}

constexpr DelegateRules divisor(Signposts signposts) {
    DelegateRules rules;
    rules.method = Method::divisor;
    rules.signposts = signposts;
    return rules;
}

constexpr TakesAll leader{TakesAll::Kind::leader, false, {}};
constexpr TakesAll majority{TakesAll::Kind::majority, false, {}};
constexpr TakesAll alone{TakesAll::Kind::alone, false, {}};
constexpr TakesAll statewide_majority{TakesAll::Kind::majority, true, {}};
constexpr TakesAll statewide_85{TakesAll::Kind::share, true, {85, 100}};

constexpr TakesAll at_least(Fraction share) {
    return {TakesAll::Kind::share, false, share};
}

constexpr DelegateRules winner(TakesAll condition = leader) {
    DelegateRules rules;
    rules.takes_all = {condition};
    if (condition.kind != TakesAll::Kind::leader) rules.takes_all.add(leader);
    return rules;
}

constexpr DelegateRules shared(Fraction threshold) {
    DelegateRules rules;
    rules.threshold = threshold;
    return rules;
}

constexpr DelegateRules shared(Fraction threshold, TakesAll condition) {
    DelegateRules rules = shared(threshold);
    rules.takes_all = {condition};
    return rules;
}

constexpr DelegateRules one_each(DelegateRules rules) {
    rules.at_least = 1;
    return rules;
}

constexpr DelegateRules two_and_one(Fraction threshold, TakesAll condition) {
    DelegateRules rules = shared(threshold, condition);
    rules.method = Method::places;
    rules.places = {2, 1};
    rules.left_over = LeftOver::leader;
    return rules;
}

constexpr DelegateRules else_one_each(DelegateRules rules) {
    rules.if_none_places = {1, 1, 1};
    return rules;
}

constexpr DelegateRules rounded_of_all(Fraction threshold) {
    DelegateRules rules = shared(threshold);
    rules.method = Method::round;
    rules.shares_of = SharesOf::all;
    return rules;
}

constexpr DelegateRules new_hampshire = [] {
    DelegateRules rules = rounded_of_all({10, 100});
    rules.left_over = LeftOver::leader;
    return rules;
}();

constexpr DelegateRules texas_district = [] {
    DelegateRules rules = two_and_one({20, 100}, majority);
    rules.takes_all.add(alone);
    rules.if_none = {Fallback{}};
    return rules;
}();

constexpr std::string_view textbook = "M. Balinski and H. P. Young, Fair Representation (2nd ed., 2001)";
constexpr std::string_view republican = "common to several state parties' rules for 2016";
constexpr std::string_view votes_2016 = "a table of the Republican state parties' delegate rules for 2016";

// What the table of 2016 does not say.
constexpr std::string_view no_candidate_note =
    "What holds if nobody reaches the threshold is not known: nothing is allocated then.";
constexpr std::string_view proportional_note =
    "The source says \"proportional\": largest remainders of the qualified votes are taken for it. How fractions are "
    "rounded, and what holds if nobody reaches the threshold, it does not say; nothing is allocated then.";
constexpr std::string_view both_note =
    "The source says \"proportional\": largest remainders of the qualified votes are taken for it. How fractions are "
    "rounded, and what holds if nobody reaches the threshold statewide, it does not say; nothing is allocated then. In "
    "a district with one qualified candidate the place that nobody takes goes to the leader.";
constexpr std::string_view texas_note =
    "Statewide, if only one candidate reaches 20%, the delegates are split between that candidate and the runner-up: "
    "these words cannot say it, and give the candidate all. Largest remainders are taken for \"proportional\".";
constexpr std::string_view arkansas_note =
    "Everybody who reaches 15% statewide wins one delegate first. Largest remainders of the qualified votes are taken "
    "for \"proportional\".";
constexpr std::string_view louisiana_note =
    "Delegates of candidates below 20% are unbound: shares are of all votes, each is rounded half up, and the rest is "
    "bound to nobody.";
constexpr std::string_view kansas_note =
    "Three further delegates go to the statewide leader: give their pool the rules gop-winner-take-all. Largest "
    "remainders of the qualified votes are taken for \"proportional\".";

constexpr std::array all{
    RuleSet{"dnc-2004",
            "Democratic pledged delegates: 15%, else the front-runner minus 10 points",
            "1992-2016",
            "DNC Delegate Selection Rules for 2004, Rule 13 (fair reflection); the text before 2020 was read at second "
            "hand, not in the original",
            "",
            {dnc({Fallback::Kind::of_leader, {1, 1}, {10, 100}, {}}), {}}},
    RuleSet{"dnc-2020",
            "Democratic pledged delegates: 15%, else half the front-runner's share",
            "2020-",
            "DNC Delegate Selection Rules for 2020, Rule 14 (fair reflection)",
            "",
            {dnc({Fallback::Kind::of_leader, {1, 2}, {0, 1}, {}}), {}}},
    RuleSet{"hare", "Largest remainder, Hare quota (Hamilton)", "", textbook, "", {largest_remainder(Quota::hare), {}}},
    RuleSet{"droop",
            "Largest remainder, Droop quota",
            "",
            "H. R. Droop, On Methods of Electing Representatives (1881)",
            "",
            {largest_remainder(Quota::droop), {}}},
    RuleSet{"dhondt", "D'Hondt divisors (Jefferson)", "", textbook, "", {divisor(Signposts::dhondt), {}}},
    RuleSet{
        "sainte-lague", "Sainte-Laguë divisors (Webster)", "", textbook, "", {divisor(Signposts::sainte_lague), {}}},
    RuleSet{"huntington-hill", "Huntington-Hill divisors", "", textbook, "", {divisor(Signposts::huntington_hill), {}}},
    RuleSet{"adams", "Adams divisors", "", textbook, "", {divisor(Signposts::adams), {}}},
    RuleSet{"dean", "Dean divisors", "", textbook, "", {divisor(Signposts::dean), {}}},
    RuleSet{"winner-take-all",
            "Every pool to the front-runner of the whole contest",
            "",
            "general usage",
            "",
            {winner({TakesAll::Kind::leader, true, {}}), {}}},
    RuleSet{"winner-take-most",
            "Every pool to the front-runner of its own unit, district by district",
            "",
            "general usage",
            "",
            {winner(), {}}},
    RuleSet{"gop-winner-take-all",
            "Republican: the leader takes all, in each district its own leader",
            "",
            republican,
            "",
            {winner(), {}}},
    RuleSet{
        "gop-proportional", "Republican: proportional, without a threshold", "", republican, "", {shared({0, 1}), {}}},
    RuleSet{"gop-majority-15",
            "Republican: proportional among all with 15%; a majority takes all",
            "",
            republican,
            no_candidate_note,
            {shared({15, 100}, majority), {}}},
    RuleSet{"gop-majority-20",
            "Republican: proportional among all with 20%; a majority takes all",
            "",
            republican,
            no_candidate_note,
            {shared({20, 100}, majority), {}}},
    RuleSet{"gop-2-and-1",
            "Republican: 2 delegates for the first and 1 for the second; a majority takes all",
            "",
            republican,
            "",
            {two_and_one({0, 1}, majority), {}}},
    RuleSet{"gop-2-and-1-else-1-each",
            "Republican: 2 and 1 among all with 20%, or 1 each for the first three; a majority takes all",
            "",
            republican,
            "",
            {else_one_each(two_and_one({20, 100}, majority)), {}}},
    RuleSet{"gop-2016-ia", "Iowa 2016: proportional", "2016", votes_2016, proportional_note, {shared({0, 1}), {}}},
    RuleSet{"gop-2016-nh",
            "New Hampshire 2016: 10%, rounded, the rest to the leader",
            "2016",
            votes_2016,
            "",
            {new_hampshire, {}}},
    RuleSet{"gop-2016-sc",
            "South Carolina 2016: the leader takes all, by district likewise",
            "2016",
            votes_2016,
            "",
            {winner(), {}}},
    RuleSet{"gop-2016-nv",
            "Nevada 2016: proportional, 3.33%",
            "2016",
            votes_2016,
            proportional_note,
            {shared({333, 10000}), {}}},
    RuleSet{"gop-2016-al",
            "Alabama 2016: proportional, 20%, a majority takes all, by district likewise",
            "2016",
            votes_2016,
            proportional_note,
            {shared({20, 100}, majority), {}}},
    RuleSet{"gop-2016-ak",
            "Alaska 2016: proportional, 13%",
            "2016",
            votes_2016,
            proportional_note,
            {shared({13, 100}), {}}},
    RuleSet{
        "gop-2016-ar",
        "Arkansas 2016: proportional, 15%, one each, a majority takes all; by district 2 and 1, a majority takes all",
        "2016",
        votes_2016,
        arkansas_note,
        {one_each(shared({15, 100}, majority)), two_and_one({0, 1}, majority)}},
    RuleSet{"gop-2016-ga",
            "Georgia 2016: proportional, 20%, a majority takes all; by district 2 and 1, a majority takes all",
            "2016",
            votes_2016,
            both_note,
            {shared({20, 100}, majority), two_and_one({0, 1}, majority)}},
    RuleSet{"gop-2016-ma",
            "Massachusetts 2016: proportional, 5%",
            "2016",
            votes_2016,
            no_candidate_note,
            {shared({5, 100}), {}}},
    RuleSet{"gop-2016-mn",
            "Minnesota 2016: proportional, 10%, 85% takes all; by district proportional, 10%, 85% statewide takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({10, 100}, at_least({85, 100})), shared({10, 100}, statewide_85)}},
    RuleSet{"gop-2016-ok",
            "Oklahoma 2016: proportional, 15%, a majority takes all; by district 2 and 1, 15%, a majority takes all, 1 "
            "each if nobody qualifies",
            "2016",
            votes_2016,
            both_note,
            {shared({15, 100}, majority), else_one_each(two_and_one({15, 100}, majority))}},
    RuleSet{
        "gop-2016-tn",
        "Tennessee 2016: proportional, 20%, 66.67% takes all; by district 2 and 1, 20%, 66.67% takes all, 1 each if "
        "nobody qualifies",
        "2016",
        votes_2016,
        both_note,
        {shared({20, 100}, at_least({6667, 10000})), else_one_each(two_and_one({20, 100}, at_least({6667, 10000})))}},
    RuleSet{"gop-2016-tx",
            "Texas 2016: proportional, 20%, a majority takes all; by district 2 and 1, 20%, a majority takes all, "
            "without a threshold if nobody qualifies",
            "2016",
            votes_2016,
            texas_note,
            {shared({20, 100}, majority), texas_district}},
    RuleSet{"gop-2016-vt",
            "Vermont 2016: proportional, 20%, a majority takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({20, 100}, majority), {}}},
    RuleSet{"gop-2016-va", "Virginia 2016: proportional", "2016", votes_2016, proportional_note, {shared({0, 1}), {}}},
    RuleSet{"gop-2016-ks",
            "Kansas 2016: proportional, 10%, by district likewise",
            "2016",
            votes_2016,
            kansas_note,
            {shared({10, 100}), {}}},
    RuleSet{"gop-2016-ky",
            "Kentucky 2016: proportional, 5%",
            "2016",
            votes_2016,
            proportional_note,
            {shared({5, 100}), {}}},
    RuleSet{"gop-2016-la",
            "Louisiana 2016: 20%, rounded, the rest unbound, by district likewise",
            "2016",
            votes_2016,
            louisiana_note,
            {rounded_of_all({20, 100}), {}}},
    RuleSet{"gop-2016-me",
            "Maine 2016: proportional, 10%, a majority takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({10, 100}, majority), {}}},
    RuleSet{"gop-2016-pr",
            "Puerto Rico 2016: proportional, 20%, a majority takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({20, 100}, majority), {}}},
    RuleSet{"gop-2016-hi",
            "Hawaii 2016: proportional, by district likewise",
            "2016",
            votes_2016,
            proportional_note,
            {shared({0, 1}), {}}},
    RuleSet{"gop-2016-id",
            "Idaho 2016: proportional, 20%, a majority takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({20, 100}, majority), {}}},
    RuleSet{"gop-2016-mi",
            "Michigan 2016: proportional, 15%, a majority takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({15, 100}, majority), {}}},
    RuleSet{"gop-2016-ms",
            "Mississippi 2016: proportional, 15%; by district 2 and 1, a majority takes all",
            "2016",
            votes_2016,
            both_note,
            {shared({15, 100}), two_and_one({0, 1}, majority)}},
    RuleSet{"gop-2016-vi", "The Virgin Islands 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-dc",
            "The District of Columbia 2016: proportional, 15%, a majority takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({15, 100}, majority), {}}},
    RuleSet{"gop-2016-fl", "Florida 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-mo",
            "Missouri 2016: the leader takes all; by district to a majority statewide, else to the leader of each",
            "2016",
            votes_2016,
            "",
            {winner(), winner(statewide_majority)}},
    RuleSet{"gop-2016-nc",
            "North Carolina 2016: proportional",
            "2016",
            votes_2016,
            proportional_note,
            {shared({0, 1}), {}}},
    RuleSet{"gop-2016-mp",
            "The Northern Mariana Islands 2016: the leader takes all",
            "2016",
            votes_2016,
            "",
            {winner(), {}}},
    RuleSet{"gop-2016-oh", "Ohio 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-az", "Arizona 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-ut",
            "Utah 2016: proportional, 15%, a majority takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({15, 100}, majority), {}}},
    RuleSet{"gop-2016-wi",
            "Wisconsin 2016: the leader takes all, by district likewise",
            "2016",
            votes_2016,
            "",
            {winner(), {}}},
    RuleSet{"gop-2016-ny",
            "New York 2016: proportional, 20%, a majority takes all; by district 2 and 1, 20%, a majority takes all",
            "2016",
            votes_2016,
            both_note,
            {shared({20, 100}, majority), two_and_one({20, 100}, majority)}},
    RuleSet{"gop-2016-ct",
            "Connecticut 2016: proportional, 20%, a majority takes all; by district the leader takes all",
            "2016",
            votes_2016,
            proportional_note,
            {shared({20, 100}, majority), winner()}},
    RuleSet{"gop-2016-de", "Delaware 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-md",
            "Maryland 2016: the leader takes all, by district likewise",
            "2016",
            votes_2016,
            "",
            {winner(), {}}},
    RuleSet{"gop-2016-ri",
            "Rhode Island 2016: proportional, 10%, by district likewise",
            "2016",
            votes_2016,
            proportional_note,
            {shared({10, 100}), {}}},
    RuleSet{"gop-2016-in",
            "Indiana 2016: the leader takes all, by district likewise",
            "2016",
            votes_2016,
            "",
            {winner(), {}}},
    RuleSet{"gop-2016-ne", "Nebraska 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-or",
            "Oregon 2016: proportional, 3.57%",
            "2016",
            votes_2016,
            proportional_note,
            {shared({357, 10000}), {}}},
    RuleSet{"gop-2016-wa",
            "Washington 2016: proportional, 20%; by district 2 and 1, 20%, a majority takes all, 1 each if nobody "
            "qualifies",
            "2016",
            votes_2016,
            both_note,
            {shared({20, 100}), else_one_each(two_and_one({20, 100}, majority))}},
    RuleSet{"gop-2016-ca",
            "California 2016: the leader takes all, by district likewise",
            "2016",
            votes_2016,
            "",
            {winner(), {}}},
    RuleSet{"gop-2016-mt", "Montana 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-nj", "New Jersey 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
    RuleSet{"gop-2016-nm",
            "New Mexico 2016: proportional, 15%",
            "2016",
            votes_2016,
            proportional_note,
            {shared({15, 100}), {}}},
    RuleSet{"gop-2016-sd", "South Dakota 2016: the leader takes all", "2016", votes_2016, "", {winner(), {}}},
};

bool is_share(Fraction share) {
    return share.denominator > 0 && share.numerator <= share.denominator;
}

std::string not_a_share(Fraction share) {
    if (share.denominator == 0) return "a share has no denominator";
    return fmt::format("a share of {}% of the votes cannot be",
                       to_string(*rounded(Ratio{Uint128{share.numerator} * 100, share.denominator}, 9)));
}

std::uint64_t sum_of(std::span<const std::uint64_t> places) {
    return std::accumulate(places.begin(), places.end(), std::uint64_t{0});
}

std::optional<RulesFault> find_share_fault(const DelegateRules& rules) {
    if (!is_share(rules.threshold)) return RulesFault{"threshold", not_a_share(rules.threshold)};
    for (const Fallback& fallback : rules.if_none)
        if (fallback.kind == Fallback::Kind::share && !is_share(fallback.share))
            return RulesFault{"if_none", not_a_share(fallback.share)};
    for (const TakesAll& condition : rules.takes_all)
        if (condition.kind == TakesAll::Kind::share && !is_share(condition.share))
            return RulesFault{"takes_all", not_a_share(condition.share)};
    return std::nullopt;
}

/// Whether places are given in order of finish: the first place is not worth less than the next.
bool falls(std::span<const std::uint64_t> places) {
    return std::ranges::is_sorted(places, std::greater<>{});
}

}  // namespace

std::optional<RulesFault> find_fault(const DelegateRules& rules) {
    if (auto fault = find_share_fault(rules)) return fault;
    const bool none_can_be = rules.threshold.numerator > 0;
    const bool rounds = rules.method == Method::round;
    const bool by_places = rules.method == Method::places;
    if (!rules.if_none.empty() && !none_can_be)
        return RulesFault{"if_none", "without a threshold there is always somebody who reaches it"};
    if (!rules.if_none_places.empty() && !none_can_be)
        return RulesFault{"if_none_places", "without a threshold there is always somebody who reaches it"};
    if (!rules.if_none.empty() && !rules.if_none_places.empty())
        return RulesFault{"if_none_places",
                          "either other thresholds or places hold where nobody reaches the threshold, not both"};
    if (by_places && sum_of(rules.places) == 0) return RulesFault{"places", "the places hold no delegates"};
    if (!by_places && !rules.places.empty()) return RulesFault{"places", "places are a method of their own"};
    if (!falls(rules.places)) return RulesFault{"places", "a later place cannot be worth more than an earlier one"};
    if (!falls(rules.if_none_places))
        return RulesFault{"if_none_places", "a later place cannot be worth more than an earlier one"};
    if (rules.at_least > 0 && (by_places || !rules.if_none_places.empty()))
        return RulesFault{"at_least", "delegates by place and delegates for each who qualifies do not go together"};
    if (rules.at_least > max_delegates) return RulesFault{"at_least", "no pool has so many delegates"};
    if (rules.method == Method::divisor && rules.shares_of == SharesOf::all)
        return RulesFault{"shares_of", "a divisor method takes no shares"};
    if (by_places && rules.shares_of == SharesOf::all) return RulesFault{"shares_of", "places take no shares"};
    if (!rounds && rules.rounding != ShareRounding::half_up)
        return RulesFault{"round", "only the method \"round\" rounds"};
    if (!rounds && rules.too_many != TooMany::from_the_last)
        return RulesFault{"too_many", "only the method \"round\" can give too many"};
    if (!rounds && rules.left_over == LeftOver::largest_remainder)
        return RulesFault{"left_over", "only the method \"round\" leaves remainders over"};
    if (!rounds && !by_places && rules.if_none_places.empty() && rules.left_over == LeftOver::leader)
        return RulesFault{"left_over", "this method leaves nothing over"};
    if (rules.percent_digits &&
        (rules.method != Method::largest_remainder || rules.quota != Quota::hare || rules.shares_of == SharesOf::all ||
         rules.at_least > 0 || rules.qualify_at_most > 0 || !rules.takes_all.empty() || !rules.if_none_places.empty()))
        return RulesFault{"percent_digits", "rounded percentages are a reading of largest remainders alone"};
    return std::nullopt;
}

bool go_statewide(const DelegateRules& rules) {
    return rules.at_least == 0 && !rules.takes_all.empty() && rules.takes_all[0].statewide &&
           rules.takes_all[0].kind == TakesAll::Kind::leader;
}

bool may_leave_unbound(const DelegateRules& rules) {
    if (rules.left_over != LeftOver::unbound) return false;
    return rules.method == Method::round || rules.method == Method::places || !rules.if_none_places.empty();
}

std::span<const RuleSet> rule_sets() {
    return all;
}

const RuleSet* find_rules(std::string_view id) {
    const auto found = std::ranges::find(all, id, &RuleSet::id);
    return found == all.end() ? nullptr : &*found;
}

const PoolRules* find_rules(const StatedRules& stated) {
    if (stated.object) return &*stated.object;
    const RuleSet* const set = find_rules(stated.id);
    return set == nullptr ? nullptr : &set->pools;
}

}  // namespace caucus_tally
