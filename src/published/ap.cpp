// SPDX-License-Identifier: MIT
// The AP Elections API, versions 2 and 3: races by reporting units. Units of a race overlap, since counties, districts
// and delegates at large all belong to the state's votes; each kind has a level or a pool of its own and nothing is
// added up.
#include "base/words.hpp"
#include "published/formats.hpp"
#include "published/tree_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <set>
#include <unordered_map>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;
using Node = std::uint32_t;

/// The choices of a race, in the order in which its units name them.
struct Choices {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::size_t> index;
    std::vector<std::string> ids;
};

/// A race's choice in one reporting unit.
struct UnitChoice {
    std::string name;
    Node votes = 0;
    Node delegates = 0;
};

class ApReader : TreeReader {
public:
    using TreeReader::TreeReader;

    Reading read() {
        Reading reading;
        const Node races = tree_.nodes[0].type == JsonType::array ? 0 : find(0, "races");
        date_ = text(0, "electionDate");
        for (Node race = races + 1; race < at(races).next; race = at(race).next)
            if (at(race).type == JsonType::object && find(race, "reportingUnits") != 0)
                reading.contests.push_back(read_race(race));
        if (reading.contests.empty()) {
            DraftContest& none = reading.contests.emplace_back();
            report(none.findings, Code::nothing_checked, {},
                   "a feed of the AP Elections API without races that have reporting units");
        }
        if (tests_ > 0)
            reading.left_out.push_back(fmt::format("test data: {} marked as a test",
                                                   tests_ == 1 ? "a race is" : fmt::format("{} races are", tests_)));
        if (reporting_) reading.left_out.emplace_back("precincts reporting");
        if (!unread_levels_.empty())
            reading.left_out.push_back("units of " + enumerate({unread_levels_.begin(), unread_levels_.end()}));
        return reading;
    }

private:
    bool says_true(Node object, std::string_view key) const {
        const Node node = find(object, key);
        return node != 0 && at(node).type == JsonType::boolean && at(node).text == "true";
    }

    static std::string party_of(const std::string& word) {
        const std::string_view party = party_in(word);
        return party.empty() ? word : std::string(party);
    }

    std::vector<UnitChoice> choices_of(Node unit) const {
        std::vector<UnitChoice> choices;
        const Node list = find(unit, "candidates");
        for (Node item = list + 1; list != 0 && item < at(list).next; item = at(item).next) {
            Node named = item;
            if (find(item, "last") == 0) {  // version 3 may name the candidates once for the race
                const auto found = in_race_.find(text(item, "candidateID"));
                if (found != in_race_.end()) named = found->second;
            }
            std::string name = tidy(text(named, "first") + ' ' + text(named, "last"));
            if (const std::string suffix = text(named, "suffix"); !suffix.empty()) name += ' ' + suffix;
            choices.push_back({std::move(name), find(item, "voteCount"), find(item, "delegateCount")});
        }
        return choices;
    }

    void add_number(Draft& draft, std::string_view key, Node node) const {
        if (node == 0 || at(node).type == JsonType::null) return;
        const bool is_number = at(node).type == JsonType::number;
        draft.add_number(key, is_number ? at(node).text : draft.keep(std::string(at(node).text)), at(node).place);
    }

    DraftContest read_race(Node race) {
        DraftContest result;
        in_race_.clear();
        const Node named = find(race, "candidates");
        for (Node item = named + 1; named != 0 && item < at(named).next; item = at(item).next)
            in_race_.emplace(text(item, "candidateID"), item);
        const Node units = find(race, "reportingUnits");
        Node state = 0;
        std::vector<Node> pools;
        std::map<std::string_view, std::vector<Node>> levels;
        for (Node unit = units + 1; unit < at(units).next; unit = at(unit).next) {
            const std::string level = lower_case(text(unit, "level"));
            const std::string type = lower_case(text(unit, "districtType"));
            reporting_ = reporting_ || find(unit, "precinctsReporting") != 0;
            if (level == "state" || (level == "national" && state == 0)) {
                if (state == 0) state = unit;
            } else if (type == "atlarge" || type == "pleo") {
                pools.push_back(unit);
            } else if (type == "cd" || level == "district") {
                levels["congressional-district"].push_back(unit);
            } else if (level == "fipscode" || level == "county") {
                levels["county"].push_back(unit);
            } else if (level == "subunit" || level == "township") {
                levels["town"].push_back(unit);
            } else {
                unread_levels_.insert(level.empty() ? "no level" : quote(level));
            }
        }
        Choices choices;
        for (Node unit = units + 1; unit < at(units).next && choices.names.size() <= most_choices; unit = at(unit).next)
            for (UnitChoice& choice : choices_of(unit))
                if (choices.index.emplace(choice.name, choices.names.size()).second)
                    choices.names.push_back(std::move(choice.name));
        if (state == 0 && levels.empty()) {
            report(result.findings, Code::nothing_checked, at(race).place,
                   "a race without results of a state or of its parts");
            return result;
        }
        if (choices.names.empty() || choices.names.size() > most_choices) {
            report(result.findings, Code::nothing_checked, at(race).place,
                   choices.names.empty() ? "a race without candidates" : "a race with more candidates than any has");
            return result;
        }
        choices.ids = candidate_ids(choices.names);
        scaled_districts_ = are_scaled(state, levels["congressional-district"]);
        if (scaled_districts_) {
            const Node first = choices_of(levels["congressional-district"].front()).front().votes;
            report(result.findings, Code::sum, at(first == 0 ? race : first).place,
                   "the votes by congressional district are 100 times the state's: state delegate equivalents in "
                   "hundredths, which are not read as votes");
        }
        Draft draft;
        write_facts(draft, race, state == 0 ? units + 1 : state);
        write_candidates(draft, race, state, choices);
        write_units(draft, race, levels, choices);
        write_pools(draft, race, pools, levels["congressional-district"], choices);
        result.tree = draft.finish();
        return result;
    }

    /// Whether the districts state a hundred times what the state does, of every choice: but for rounding, and for two
    /// in a hundred, since both were published as they came in.
    bool are_scaled(Node state, const std::vector<Node>& districts) const {
        if (state == 0 || districts.empty()) return false;
        const auto count_of = [&](Node node) {
            std::uint32_t count = 0;  // of 32 bits, so that a hundred times as much is one, too
            if (node != 0) std::from_chars(at(node).text.data(), at(node).text.data() + at(node).text.size(), count);
            return std::uint64_t{count};
        };
        std::unordered_map<std::string, std::uint64_t> sums;
        for (const Node unit : districts)
            for (const UnitChoice& choice : choices_of(unit)) sums[choice.name] += count_of(choice.votes);
        std::uint64_t most = 0;
        for (const UnitChoice& choice : choices_of(state)) {
            const std::uint64_t whole = 100 * count_of(choice.votes);
            const std::uint64_t sum = sums[choice.name];
            if ((sum > whole ? sum - whole : whole - sum) > 50 + whole / 50) return false;
            most = std::max(most, whole);
        }
        return most >= 1000;  // ten votes: of fewer, rounding leaves nothing to tell by
    }

    void write_facts(Draft& draft, Node race, Node state) {
        const Span place = at(race).place;
        const std::string postal = text(state, "statePostal");
        std::string name = text(state, "stateName");
        if (name.empty()) name = std::string(state_of(postal));
        if (name.empty() && postal == "US") name = "United States";
        const std::string party = party_of(text(race, "party"));
        const std::string type = text(race, "raceType");
        const std::string lower_type = lower_case(type);
        const bool caucus = lower_type.find("caucus") != std::string::npos;
        const bool primary = lower_type.find("primary") != std::string::npos;
        std::string office = text(race, "officeName");
        const bool president = text(race, "officeID") == "P" || lower_case(office) == "president";
        const std::string seat = text(race, "seatName");
        const std::string year = date_.substr(0, 4);
        const bool test = says_true(race, "test");
        tests_ += test ? 1 : 0;
        std::string what = president && (caucus || primary) ? "presidential" : office;
        std::string id = fmt::format("{}-{}", year, postal);
        if (!president) id += '-' + office + '-' + (seat.empty() ? text(race, "seatNum") : seat);
        id += '-' + (party == "Republican" ? "rep" : party == "Democratic" ? "dem" : party);
        id = slug(id);
        draft.add_text("id", draft.keep(ids_.take({id, slug(id + '-' + text(race, "raceID"))})), place);
        std::string title = tidy(fmt::format("{} {} {} {} {} {}", year, name, party, what, seat,
                                             caucus    ? "caucuses"
                                             : primary ? "primary"
                                                       : lower_type));
        draft.add_text("title", draft.keep(test ? title + " (test)" : title), place);
        draft.add_text("jurisdiction", draft.keep(name), place);
        draft.add_text("office", draft.keep(president ? "presidential" : office), place);
        draft.add_text("kind", caucus ? "caucus"sv : primary ? "primary"sv : ""sv, place);
        draft.add_text("party", draft.keep(party), place);
        if (const auto day = read_day(date_))
            draft.add_text("date", draft.keep(*day), at(find(0, "electionDate")).place);
        draft.open_array("sources", {});
        draft.add_text(
            "", draft.keep(fmt::format("AP Elections API, race {} ({})", text(race, "raceID"), base_name(source_))),
            place);
        draft.close();
    }

    void write_candidates(Draft& draft, Node race, Node state, const Choices& choices) const {
        const std::vector<UnitChoice> stated = state == 0 ? std::vector<UnitChoice>() : choices_of(state);
        draft.open_array("candidates", at(race).place);
        for (std::size_t i = 0; i < choices.names.size(); ++i) {
            const auto own = std::ranges::find(stated, choices.names[i], &UnitChoice::name);
            const Span place = own != stated.end() && own->votes != 0 ? at(own->votes).place : at(race).place;
            draft.open_object("", place);
            draft.add_text("id", draft.keep(choices.ids[i]), place);
            draft.add_text("name", draft.keep(choices.names[i]), place);
            draft.add_text("kind", candidate_kind_of(choices.names[i]), place);
            if (own != stated.end()) {
                add_number(draft, "votes", own->votes);
                add_number(draft, "delegates", own->delegates);
            }
            draft.close();
        }
        draft.close();
    }

    void write_units(Draft& draft, Node race, const std::map<std::string_view, std::vector<Node>>& levels,
                     const Choices& choices) const {
        if (levels.empty()) return;
        draft.open_array("levels", at(race).place);
        for (const auto& [level, units] : levels)
            if (!units.empty()) draft.add_text("", level, at(race).place);
        draft.close();
        Ids unit_ids;
        draft.open_array("units", at(race).place);
        for (const auto& [level, units] : levels)
            for (const Node unit : units) {
                std::string name = text(unit, "reportingunitName");
                if (name.empty()) name = text(unit, "fipsCode");
                if (name.empty()) name = fmt::format("unit {}", text(unit, "reportingunitID"));
                draft.open_object("", at(unit).place);
                draft.add_text(
                    "id", draft.keep(unit_ids.take({name, fmt::format("{} ({})", name, text(unit, "fipsCode")), name})),
                    at(unit).place);
                draft.add_text("name", draft.keep(name), at(unit).place);
                draft.add_text("level", level, at(unit).place);
                const std::vector<UnitChoice> stated = choices_of(unit);
                if (!scaled_districts_ || level != "congressional-district")
                    write_by_choice(draft, "votes", at(unit).place, stated, &UnitChoice::votes, choices);
                write_by_choice(draft, "awarded", at(unit).place, stated, &UnitChoice::delegates, choices);
                draft.close();
            }
        draft.close();
    }

    void write_by_choice(Draft& draft, std::string_view key, Span place, const std::vector<UnitChoice>& stated,
                         Node UnitChoice::*figure, const Choices& choices) const {
        if (std::ranges::all_of(stated, [&](const UnitChoice& choice) { return choice.*figure == 0; })) return;
        draft.open_object(key, place);
        for (const UnitChoice& choice : stated)
            add_number(draft, draft.keep(choices.ids[choices.index.at(choice.name)]), choice.*figure);
        draft.close();
    }

    /// Delegates that a reporting unit has given to candidates: a pool of the feed states no other size.
    std::uint64_t given(Node unit) const {
        std::uint64_t sum = 0;
        for (const UnitChoice& choice : choices_of(unit)) {
            std::uint32_t number = 0;
            if (choice.delegates != 0)
                std::from_chars(at(choice.delegates).text.data(),
                                at(choice.delegates).text.data() + at(choice.delegates).text.size(), number);
            sum += number;
        }
        return sum;
    }

    void write_pools(Draft& draft, Node race, const std::vector<Node>& statewide, const std::vector<Node>& districts,
                     const Choices& choices) const {
        if (party_of(text(race, "party")) != "Democratic" || date_.size() < 4) return;
        std::uint64_t all = 0;
        for (const Node unit : districts) all += given(unit);
        std::vector<Node> filled;
        for (const Node unit : statewide)
            if (given(unit) > 0) filled.push_back(unit);
        if (all == 0 && filled.empty()) return;  // nothing has been given out yet
        draft.open_object("allocation", at(race).place);
        draft.add_text("rules", date_.substr(0, 4) < "2020" ? "dnc-2004"sv : "dnc-2020"sv, at(race).place);
        draft.open_array("pools", at(race).place);
        Ids pool_names;
        for (const Node unit : filled) {
            const Span place = at(unit).place;
            draft.open_object("", place);
            const std::string type = lower_case(text(unit, "districtType"));
            draft.add_text("name", draft.keep(pool_names.take({type == "pleo" ? "PLEO" : "At-large"})), place);
            draft.add_number("delegates", draft.keep(std::to_string(given(unit))), place);
            write_by_choice(draft, "awarded", place, choices_of(unit), &UnitChoice::delegates, choices);
            draft.close();
        }
        if (all > 0) {
            draft.open_object("", at(districts.front()).place);
            draft.add_text("name", "District", {});
            draft.add_number("delegates", draft.keep(std::to_string(all)), at(districts.front()).place);
            draft.add_text("by", "congressional-district", {});
            draft.close();
        }
        draft.close();
        draft.close();
    }

    static constexpr std::size_t most_choices = 10'000;

    std::string date_;
    Ids ids_;
    std::unordered_map<std::string, Node> in_race_;  ///< candidates that the race names itself
    std::size_t tests_ = 0;
    bool reporting_ = false;
    bool scaled_districts_ = false;  ///< of the race that is read
    std::set<std::string> unread_levels_;
};

}  // namespace

bool holds_ap(const JsonTree& tree) {
    if (tree.nodes[0].type != JsonType::object) return false;
    const Node races = find_member(tree, 0, "races");
    if (races == 0 || tree.nodes[races].type != JsonType::array) return false;
    return tree.nodes[races].next == races + 1 || find_member(tree, races + 1, "raceID") != 0 ||
           find_member(tree, races + 1, "reportingUnits") != 0;
}

Reading read_ap(const Source& source, const JsonTree& tree) {
    return ApReader(source, tree).read();
}

}  // namespace caucus_tally
