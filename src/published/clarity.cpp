// SPDX-License-Identifier: MIT
// Clarity's detail.xml: contests, their choices, and of each choice the votes of every type (election day, absentee) by
// precinct or county. The votes of a unit are those of its vote types together; what the file says of a whole is kept
// beside them, since real files contradict themselves.
#include "base/sum_finding.hpp"
#include "base/words.hpp"
#include "published/formats.hpp"
#include "published/tree_reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <unordered_map>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;
using Node = std::uint32_t;

/// A figure of the file: one that it states, or the sum of those that it states of vote types.
struct Figure {
    std::string_view text;
    Span place;
    std::string sum = {};  ///< of several; empty: the text
};

/// A choice whose vote types do not add up to its total.
struct Contradiction {
    PlacedFinding found;
    std::size_t choice = 0;
    bool types_have_units = false;
};

struct ClarityUnit {
    std::string_view name;
    Span place;
    std::vector<std::pair<std::size_t, Figure>> votes;  ///< by choice, in their order
};

class ClarityReader : TreeReader {
public:
    using TreeReader::TreeReader;

    Reading read() {
        region_ = text(0, "Region");
        election_ = text(0, "ElectionName");
        read_turnout();
        Reading reading;
        for (Node node = 1; node < at(0).next; node = at(node).next)
            if (at(node).key == "Contest") {
                DraftContest contest = read_contest(node);
                if (contest.tree) reading.contests.push_back(std::move(contest));
            }
        if (reading.contests.empty()) {
            DraftContest& none = reading.contests.emplace_back();
            report(none.findings, Code::nothing_checked, {}, "results of Clarity without a contest that has choices");
        }
        const auto leave_out = [&](std::size_t count, std::string_view what) {
            if (count > 0) reading.left_out.push_back(count_noun(count, what));
        };
        leave_out(without_choices_, "contest without choices");
        reading.left_out.insert(reading.left_out.end(), no_choices_.begin(), no_choices_.end());
        if (reporting_) reading.left_out.emplace_back("precincts reporting");
        leave_out(several_votes_, "turnout of a contest with several votes a voter");
        return reading;
    }

private:
    template <typename Take>
    void for_each(Node object, std::string_view key, Take take) const {
        if (at(object).type != JsonType::object) return;
        for (Node node = object + 1; node < at(object).next; node = at(node).next)
            if (at(node).key == key && at(node).type == JsonType::object) take(node);
    }

    void read_turnout() {
        turnout_ = find(0, "VoterTurnout");
        if (turnout_ == 0) return;
        for (const auto& [list, item] : {std::pair("Counties"sv, "County"sv), std::pair("Precincts"sv, "Precinct"sv)})
            if (const Node units = find(turnout_, list); units != 0)
                for_each(units, item, [&](Node unit) { turnout_of_.emplace(raw(unit, "name"), unit); });
    }

    DraftContest read_contest(Node contest) {
        DraftContest result;
        std::vector<std::string> names;
        std::vector<Node> choices;
        for_each(contest, "Choice", [&](Node choice) {
            std::string name = text(choice, "text");
            names.push_back(name.empty() ? fmt::format("Choice {}", choices.size() + 1) : std::move(name));
            choices.push_back(choice);
        });
        if (choices.empty()) {
            ++without_choices_;
            return result;
        }
        tell_apart(names);
        units_.clear();
        unit_of_.clear();
        last_type_.clear();
        contradictions_.clear();
        by_county_ = false;
        for (std::size_t i = 0; i < choices.size(); ++i) read_choice(choices[i], i, names[i], result.findings);
        report_vote_types(result.findings);
        for_each(contest, "VoteType", [&](Node type) {
            check_vote_type(type, text(type, "name"), result.findings);
            no_choices_.insert(lower_case(text(type, "name")));
        });
        reporting_ = reporting_ || find(contest, "precinctsReporting") != 0;

        const std::vector<std::string> ids = candidate_ids(names);
        Draft draft;
        write_facts(draft, contest);
        draft.open_array("candidates", at(contest).place);
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Node label = find(choices[i], "text");
            const Span place = label == 0 ? at(choices[i]).place : at(label).place;
            draft.open_object("", place);
            draft.add_text("id", draft.keep(ids[i]), place);
            draft.add_text("name", draft.keep(names[i]), place);
            draft.add_text("kind", candidate_kind_of(names[i]), place);
            if (const Node votes = find(choices[i], "totalVotes"); votes != 0)
                draft.add_number("votes", draft.keep(std::string(at(votes).text)), at(votes).place);
            draft.close();
        }
        draft.close();
        write_units(draft, contest, ids);
        result.tree = draft.finish();
        return result;
    }

    /// Whether an element is the figure of a unit.
    bool is_unit(Node node) const {
        return at(node).type == JsonType::object && (at(node).key == "Precinct" || at(node).key == "County");
    }

    void read_choice(Node choice, std::size_t index, const std::string& name, std::vector<PlacedFinding>& findings) {
        Parts types;
        bool types_have_units = true;
        for_each(choice, "VoteType", [&](Node type) {
            types.add(count_of(raw(type, "votes")));
            check_vote_type(type, fmt::format("{} of {}", text(type, "name"), name), findings);
            bool has_units = false;
            for (Node unit = type + 1; unit < at(type).next; unit = at(unit).next)
                if (is_unit(unit)) {
                    read_unit(unit, type, index, name, findings);
                    has_units = true;
                }
            types_have_units = types_have_units && has_units;
        });
        const auto total = count_of(raw(choice, "totalVotes"));
        if (!total || types.count == 0 || !types.known || types.sum == *total) return;
        Finding finding = sum_finding(types.sum, *total, fmt::format("the vote types of {}", name), "totalVotes");
        finding.code = Code::vote_types;
        finding.severity = check_of(Code::vote_types).severity;
        contradictions_.push_back(
            {{std::move(finding), at(find(choice, "totalVotes")).place}, index, types_have_units});
    }

    /// The choices whose vote types contradict their totals, unless their units will say so.
    void report_vote_types(std::vector<PlacedFinding>& findings) {
        std::vector<std::size_t> units(contradictions_.empty() ? 0 : contradictions_.back().choice + 1);
        for (const ClarityUnit& unit : units_)
            for (const auto& [choice, figure] : unit.votes)
                if (choice < units.size()) ++units[choice];
        for (Contradiction& each : contradictions_)
            if (!each.types_have_units || units[each.choice] < units_.size()) findings.push_back(std::move(each.found));
    }

    struct Parts {
        Votes sum = 0;
        std::size_t count = 0;
        bool known = true;

        void add(std::optional<Votes> part) {
            const auto more = part ? checked_add(sum, *part) : std::nullopt;
            known = known && more.has_value();
            sum = more.value_or(sum);
            ++count;
        }
    };

    /// What a vote type states against its units.
    void check_vote_type(Node type, const std::string& what, std::vector<PlacedFinding>& findings) const {
        Parts parts;
        for (Node unit = type + 1; unit < at(type).next; unit = at(unit).next)
            if (is_unit(unit)) parts.add(count_of(raw(unit, "votes")));
        const auto stated = count_of(raw(type, "votes"));
        if (!stated || parts.count == 0 || !parts.known || parts.sum == *stated ||
            findings.size() > max_findings_of_a_file)
            return;
        findings.push_back({sum_finding(parts.sum, *stated, fmt::format("the units of {}", what), "its vote type"),
                            at(find(type, "votes")).place});
    }

    void read_unit(Node node, Node type, std::size_t choice, const std::string& name,
                   std::vector<PlacedFinding>& findings) {
        const std::string_view unit_name = raw(node, "name");
        const Node label = find(node, "name");
        const Node votes = find(node, "votes");
        if (votes == 0) return;
        by_county_ = by_county_ || at(node).key == "County";
        const auto [known, is_new] = unit_of_.try_emplace(unit_name, units_.size());
        if (is_new) units_.push_back({unit_name, label == 0 ? at(node).place : at(label).place, {}});
        auto& figures = units_[known->second].votes;
        const Figure figure{at(votes).text, at(votes).place};
        if (figures.empty() || figures.back().first != choice) {
            figures.push_back({choice, figure});
            last_type_[known->second] = type;
            return;
        }
        if (last_type_[known->second] == type) {
            report(findings, Code::duplicate_row, figure.place,
                   fmt::format("the {} votes for {} in {} are there twice; the first count", quote(text(type, "name")),
                               name, quote(tidy(unit_name))));
            return;
        }
        last_type_[known->second] = type;
        Figure& sum = figures.back().second;
        const auto before = count_of(sum.sum.empty() ? sum.text : sum.sum);
        const auto part = count_of(figure.text);
        if (!before) return;  // it is found where it is read
        if (!part) {
            sum = figure;
        } else if (const auto together = checked_add(*before, *part)) {
            sum.sum = std::to_string(*together);
        } else {
            report(findings, Code::not_a_count, figure.place,
                   fmt::format("the votes for {} in {} add up to more than 2^64 - 1", name, quote(tidy(unit_name))));
        }
    }

    void write_facts(Draft& draft, Node contest) {
        const Node label = find(contest, "text");
        const Span place = label == 0 ? at(contest).place : at(label).place;
        const std::string office = text(contest, "text");
        const std::string key = text(contest, "key");
        std::string id = slug(office);
        if (id.empty()) id = slug("contest-" + key);
        draft.add_text("id", draft.keep(ids_.take({id, slug(id + '-' + key)})), place);
        std::string title = election_.empty() ? office : election_ + ": " + office;
        if (title.empty()) title = tidy("Contest " + key);
        draft.add_text("title", draft.keep(std::move(title)), place);
        const Node region = find(0, "Region");
        draft.add_text("jurisdiction", draft.keep(region_), region == 0 ? place : at(region).place);
        draft.add_text("office", draft.keep(office), place);
        const Node election = find(0, "ElectionName");
        draft.add_text("kind", facts_of_title(election_).kind, election == 0 ? place : at(election).place);
        draft.add_text("party", party_in(office), place);
        if (const Node date = find(0, "ElectionDate"); date != 0)
            if (const auto day = read_day(at(date).text)) draft.add_text("date", draft.keep(*day), at(date).place);
        draft.open_array("sources", {});
        draft.add_text(
            "", draft.keep(tidy(fmt::format("Clarity detail.xml, contest {} ({})", key, base_name(source_)))), place);
        draft.close();
    }

    void write_units(Draft& draft, Node contest, const std::vector<std::string>& ids) {
        if (units_.empty()) return;
        const std::string_view level = by_county_ ? "county"sv : "precinct"sv;
        const std::string_view outer = by_county_ ? "state"sv : "county"sv;
        std::size_t listed = 0;
        for (const ClarityUnit& unit : units_) listed += turnout_of_.contains(unit.name) ? 1 : 0;
        // A contest of a part of the region is not the turnout of the whole.
        const auto voters = count_of(raw(contest, "voteFor")).value_or(1);
        several_votes_ += voters > 1 && turnout_ != 0 ? 1 : 0;
        const bool has_whole = turnout_ != 0 && listed == turnout_of_.size() && voters == 1 && !region_.empty();
        draft.open_array("levels", at(contest).place);
        if (has_whole) draft.add_text("", outer, at(turnout_).place);
        draft.add_text("", level, at(contest).place);
        draft.close();
        draft.open_array("units", at(contest).place);
        Ids unit_ids;
        std::string whole;
        if (has_whole) {
            whole = unit_ids.take({region_});
            draft.open_object("", at(turnout_).place);
            draft.add_text("id", draft.keep(whole), at(turnout_).place);
            draft.add_text("level", outer, at(turnout_).place);
            write_turnout(draft, turnout_);
            draft.close();
        }
        for (const ClarityUnit& unit : units_) {
            std::string name = tidy(unit.name);
            if (name.empty()) name = "unit without a name";
            draft.open_object("", unit.place);
            draft.add_text("id", draft.keep(unit_ids.take({name, fmt::format("{} ({})", name, level), name})),
                           unit.place);
            draft.add_text("name", draft.keep(name), unit.place);
            draft.add_text("level", level, unit.place);
            draft.add_text("parent", draft.keep(whole), unit.place);
            const auto turnout = turnout_of_.find(unit.name);
            if (turnout != turnout_of_.end() && voters == 1) write_turnout(draft, turnout->second);
            draft.open_object("votes", unit.place);
            for (const auto& [choice, figure] : unit.votes)
                draft.add_number(draft.keep(ids[choice]),
                                 draft.keep(figure.sum.empty() ? std::string(figure.text) : figure.sum), figure.place);
            draft.close();
            draft.close();
        }
        draft.close();
    }

    void write_turnout(Draft& draft, Node unit) const {
        for (const auto& [key, name] :
             {std::pair("ballots"sv, "ballotsCast"sv), std::pair("registered"sv, "totalVoters"sv)})
            if (const Node figure = find(unit, name); figure != 0 && !at(figure).text.empty())
                draft.add_number(key, draft.keep(std::string(at(figure).text)), at(figure).place);
    }

    std::string region_;
    std::string election_;
    Node turnout_ = 0;
    std::unordered_map<std::string_view, Node> turnout_of_;
    Ids ids_;

    // Of the contest that is read.
    std::vector<ClarityUnit> units_;
    std::unordered_map<std::string_view, std::size_t> unit_of_;
    std::unordered_map<std::size_t, Node> last_type_;  ///< the vote type whose votes a unit has got last
    bool by_county_ = false;
    std::vector<Contradiction> contradictions_;

    std::size_t without_choices_ = 0;
    std::size_t several_votes_ = 0;
    std::set<std::string> no_choices_;  ///< vote types that are no choice's: under- and overvotes
    bool reporting_ = false;
};

}  // namespace

Reading read_clarity(const Source& source, const JsonTree& tree) {
    return ClarityReader(source, tree).read();
}

}  // namespace caucus_tally
