// SPDX-License-Identifier: MIT
// Election reports of NIST SP 1500-100, version 2, in JSON or XML: both are trees of the same names. Every unit states
// its own totals, so units become a tree by what each is composed of, and nothing is added up that is stated.
#include "base/words.hpp"
#include "contest/nist_words.hpp"
#include "published/formats.hpp"
#include "published/tree_reader.hpp"
#include "published/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <unordered_map>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;
using Node = std::uint32_t;

/// A geopolitical unit of the report.
struct GpUnit {
    Node node = 0;
    std::string level;
    std::size_t parent = SIZE_MAX;  ///< a unit that is composed of it and others
};

/// What selections state of one unit: a figure a candidate, a round and a kind.
enum class Counted : std::uint8_t { votes, delegates, sde };
struct Count {
    std::size_t candidate = 0;
    Counted what = Counted::votes;
    std::size_t round = 0;  ///< from 1; 0: of no round
    Node node = 0;
    std::string sum = {};  ///< of several vote types, if there is no total
};

class NistReader : TreeReader {
public:
    using TreeReader::TreeReader;

    Reading read() {
        index();
        Reading reading;
        each(0, "Election", [&](Node election) {
            std::size_t contests = 0;
            each(election, "Contest", [&](Node) { ++contests; });
            each(election, "Contest", [&](Node contest) {
                DraftContest read = read_contest(election, contest, contests == 1);
                if (read.tree || !read.findings.empty()) reading.contests.push_back(std::move(read));
            });
        });
        if (reading.contests.empty()) {
            DraftContest& none = reading.contests.emplace_back();
            report(none.findings, Code::nothing_checked, {}, "an election report without a contest that has choices");
        }
        for (const std::string& what : left_out_) reading.left_out.push_back(what);
        return reading;
    }

private:
    /// Hands over each member of this name, and of an array each item.
    template <typename Take>
    void each(Node object, std::string_view key, Take take) const {
        if (at(object).type != JsonType::object) return;
        for (Node node = object + 1; node < at(object).next; node = at(node).next) {
            if (at(node).key != key) continue;
            if (at(node).type != JsonType::array) {
                take(node);
                continue;
            }
            for (Node item = node + 1; item < at(node).next; item = at(item).next) take(item);
        }
    }
    /// A text, or the first of a text in several languages.
    std::string text(Node node) const {
        for (int depth = 0; node != 0 && depth < 4; ++depth) {
            const JsonNode& value = at(node);
            if (value.type == JsonType::string || value.type == JsonType::number || value.type == JsonType::boolean)
                return tidy(value.text);
            Node inner = 0;
            for (const std::string_view key : {"Text"sv, xml_text})
                if (inner == 0) each(node, key, [&](Node item) { inner = inner == 0 ? item : inner; });
            node = inner;
        }
        return {};
    }
    std::string text(Node object, std::string_view key) const { return text(find(object, key)); }
    std::string id_of(Node object) const {
        const std::string id = text(object, "@id");
        return id.empty() ? text(object, "ObjectId") : id;
    }
    /// Ids that a member names: an array in JSON, words in XML.
    std::vector<std::string> ids(Node object, std::string_view key) const {
        std::vector<std::string> result;
        each(object, key, [&](Node node) {
            const std::string words = text(node);
            for (std::size_t begin = 0; begin < words.size();) {
                const std::size_t end = std::min(words.find(' ', begin), words.size());
                result.push_back(words.substr(begin, end - begin));
                begin = end + 1;
            }
        });
        return result;
    }
    /// The id that this program has given to a thing of which it wrote the report.
    std::string own_id(Node object, std::string_view type = nist_identifier) const {
        std::string id;
        each(object, "ExternalIdentifier", [&](Node node) {
            if (text(node, "OtherType") == type) id = text(node, "Value");
        });
        return id;
    }

    void index() {
        each(0, "Party", [&](Node node) { parties_.emplace(id_of(node), node); });
        each(0, "Election", [&](Node election) {
            each(election, "Candidate", [&](Node node) { candidates_.emplace(id_of(node), node); });
        });
        each(0, "GpUnit", [&](Node node) {
            if (!unit_of_.emplace(id_of(node), units_.size()).second) return;
            std::string level = text(node, "Type");
            if (level == "congressional") level = "congressional-district";
            if (level == "other" && !text(node, "OtherType").empty()) level = text(node, "OtherType");
            if (level.empty() || level == "other") level = "unit";
            units_.push_back({node, tidy(level)});
        });
        for (std::size_t i = 0; i < units_.size(); ++i)
            for (const std::string& id : ids(units_[i].node, "ComposingGpUnitIds")) {
                const auto inner = unit_of_.find(id);
                if (inner == unit_of_.end() || inner->second == i) continue;
                // Of several units that hold it, the one that is itself inside another is the nearer.
                GpUnit& unit = units_[inner->second];
                if (unit.parent == SIZE_MAX || is_inside(i, unit.parent)) unit.parent = i;
            }
        // No unit may lie in itself.
        for (std::size_t i = 0; i < units_.size(); ++i)
            if (is_inside(i, i)) units_[i].parent = SIZE_MAX;
    }

    bool is_inside(std::size_t unit, std::size_t outer) const {
        std::size_t depth = 0;
        for (std::size_t at = units_[unit].parent; at != SIZE_MAX && depth < most_depth;
             at = units_[at].parent, ++depth)
            if (at == outer) return true;
        return depth == most_depth;
    }

    // ---- one contest ------------------------------------------------------------------------------------------------

    struct Choice {
        std::string name;
        std::string id;
        std::string kind;  ///< as this program has written it
        Span place;
        bool is_write_in = false;
        bool has_withdrawn = false;
    };

    DraftContest read_contest(Node election, Node contest, bool only_one) {
        DraftContest result;
        choices_.clear();
        counts_.clear();
        rounds_ = 0;
        std::set<std::string> parties;
        each(contest, "ContestSelection", [&](Node selection) { read_selection(selection, parties, result.findings); });
        if (choices_.empty()) {
            left_out_.insert("contests without choices");
            return result;
        }
        for (const auto& [key, what] :
             {std::pair("OtherCounts"sv, "overvotes and undervotes"sv),
              std::pair("CountStatus"sv, "status of counts"sv), std::pair("SubUnitsReported"sv, "units reporting"sv)})
            if (find(contest, key) != 0) left_out_.insert(std::string(what));
        std::vector<std::string> names;
        for (const Choice& choice : choices_) names.push_back(choice.name);
        tell_apart(names);
        choice_ids_ = candidate_ids(names);
        std::set<std::string> taken;
        bool all_own = true;
        for (const Choice& choice : choices_) all_own = all_own && taken.insert(choice.id).second && !choice.id.empty();
        if (all_own)
            for (std::size_t i = 0; i < choices_.size(); ++i) choice_ids_[i] = choices_[i].id;

        Draft draft;
        write_facts(draft, election, contest, parties, only_one);
        std::size_t whole = SIZE_MAX;
        std::string scope = text(contest, "ElectionDistrictId");
        if (scope.empty()) scope = text(contest, "ElectoralDistrictId");
        if (scope.empty()) scope = text(election, "ElectionScopeId");
        if (const auto found = unit_of_.find(scope); found != unit_of_.end()) whole = found->second;
        write_candidates(draft, contest, names, whole);
        write_units(draft, contest, whole);
        result.tree = draft.finish();
        return result;
    }

    void read_selection(Node selection, std::set<std::string>& parties, std::vector<PlacedFinding>& findings) {
        Choice& choice = choices_.emplace_back();
        choice.place = at(selection).place;
        const Node write_in = find(selection, "IsWriteIn");
        choice.is_write_in = text(write_in) == "true";
        for (const std::string& id : ids(selection, "CandidateIds")) {
            const auto found = candidates_.find(id);
            if (found == candidates_.end()) {
                report(findings, Code::unknown_candidate, choice.place,
                       fmt::format("the candidate {} is not among those of the election", quote(id)));
                continue;
            }
            const Node name = find(found->second, "BallotName");
            if (choice.name.empty()) {
                choice.place = name == 0 ? at(found->second).place : at(name).place;
                choice.id = own_id(found->second);
                choice.kind = own_id(found->second, nist_kind);
            }
            choice.name += (choice.name.empty() ? "" : " / ") + text(name);
            choice.has_withdrawn = choice.has_withdrawn || text(found->second, "PreElectionStatus") == "withdrawn" ||
                                   text(found->second, "PostElectionStatus") == "withdrawn";
            parties.insert(text(found->second, "PartyId"));
        }
        for (const std::string& id : ids(selection, "PartyIds"))
            if (const auto found = parties_.find(id); choice.name.empty() && found != parties_.end())
                choice.name = text(found->second, "Name");
        if (choice.name.empty()) choice.name = text(selection, "Selection");
        if (choice.name.empty())
            choice.name = choice.is_write_in ? "Write-ins" : fmt::format("Choice {}", choices_.size());
        read_counts(selection, choices_.size() - 1, findings);
    }

    void read_counts(Node selection, std::size_t candidate, std::vector<PlacedFinding>& findings) {
        std::map<std::tuple<std::string, Counted, std::size_t>, std::pair<std::size_t, bool>> known;
        each(selection, "VoteCounts", [&](Node node) {
            const Node number = find(node, "Count");
            if (number == 0) return;
            const std::string type = text(node, "Type");
            const std::string other = text(node, "OtherType");
            Counted what = type == "seats" ? Counted::delegates : Counted::votes;
            if (type == "other" && other == nist_sde) what = Counted::sde;
            std::size_t round = 0;
            const std::string word = text(node, "Round");
            std::from_chars(word.data(), word.data() + word.size(), round);
            if (round > most_rounds) {
                report(findings, Code::field, at(find(node, "Round")).place, "a round beyond any that is counted");
                return;
            }
            rounds_ = std::max(rounds_, round);
            const bool is_total = type == "total" || type.empty() || what != Counted::votes;
            const std::string unit = text(node, "GpUnitId");
            auto& counts = counts_[unit];
            const auto [place, is_new] = known.try_emplace({unit, what, round}, counts.size(), is_total);
            if (is_new) {
                counts.push_back({candidate, what, round, number});
                return;
            }
            Count& count = counts[place->second.first];
            if (is_total && place->second.second) {
                report(findings, Code::duplicate_row, at(number).place,
                       fmt::format("{} of {} in {} are there twice; the first count",
                                   what == Counted::votes ? "votes" : "delegates", quote(choices_[candidate].name),
                                   quote(unit)));
            } else if (is_total) {
                left_out_.insert("votes by type");
                count = {candidate, what, round, number};
                place->second.second = true;
            } else if (place->second.second) {
                left_out_.insert("votes by type");
            } else {
                add(count, number, findings);
            }
        });
    }

    void add(Count& count, Node number, std::vector<PlacedFinding>& findings) const {
        const auto before = count_of(count.sum.empty() ? at(count.node).text : std::string_view(count.sum));
        const auto part = count_of(at(number).text);
        if (!before) return;  // it is found where it is read
        const auto sum = part ? checked_add(*before, *part) : std::nullopt;
        if (sum)
            count.sum = std::to_string(*sum);
        else
            report(findings, Code::not_a_count, at(number).place, "no count that can be added to the other vote types");
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    void write_facts(Draft& draft, Node election, Node contest, const std::set<std::string>& parties, bool only_one) {
        const Node label = find(contest, "Name");
        const Span place = label == 0 ? at(contest).place : at(label).place;
        const std::string office = text(label);
        const std::string name = text(election, "Name");
        const std::string type = text(election, "Type");
        const std::string other_type = text(election, "OtherType");
        const bool primary = type.find("primary") != std::string::npos;
        std::string party;
        std::vector<std::string> named = ids(contest, "PrimaryPartyIds");
        if (named.empty() && parties.size() == 1 && primary) named.assign(parties.begin(), parties.end());
        for (const std::string& id : named)
            if (const auto found = parties_.find(id); found != parties_.end() && party.empty())
                party = text(found->second, "Name");
        std::string title = only_one && !name.empty() ? name : office;
        if (!only_one && !party.empty()) title += fmt::format(" ({})", party);
        if (!only_one && !name.empty()) title = fmt::format("{}: {}", name, title);
        if (title.empty()) title = "Contest";
        std::string id = own_id(contest);
        if (id.empty()) id = slug(id_of(contest));
        if (id.empty()) id = slug(title);
        draft.add_text("id", draft.keep(ids_.take({id.empty() ? "contest" : id})), place);
        draft.add_text("title", draft.keep(title), place);
        if (const auto scope = unit_of_.find(text(election, "ElectionScopeId")); scope != unit_of_.end())
            draft.add_text("jurisdiction", draft.keep(text(units_[scope->second].node, "Name")),
                           at(units_[scope->second].node).place);
        if (office != title) draft.add_text("office", draft.keep(office), place);
        const bool named_kind = other_type == "caucus" || other_type == "convention" || other_type == "primary";
        draft.add_text("kind", draft.keep(named_kind ? other_type : primary ? "primary" : ""), at(election).place);
        draft.add_text("party", draft.keep(party), place);
        if (const Node date = find(election, "StartDate"); date != 0)
            if (const auto day = read_day(text(date))) draft.add_text("date", draft.keep(*day), at(date).place);
        if (const Node status = find(0, "Status"); status != 0)
            draft.add_text("status", draft.keep(text(status)), at(status).place);
        draft.open_array("sources", {});
        std::string issuer = text(0, "Issuer");
        draft.add_text("",
                       draft.keep(tidy(fmt::format("NIST SP 1500-100 report{}{} ({})", issuer.empty() ? "" : " of ",
                                                   issuer, base_name(source_)))),
                       place);
        draft.close();
    }

    void write_number(Draft& draft, std::string_view key, const Count& count) const {
        draft.add_number(key, draft.keep(count.sum.empty() ? std::string(at(count.node).text) : count.sum),
                         at(count.node).place);
    }

    void write_candidates(Draft& draft, Node contest, const std::vector<std::string>& names, std::size_t whole) const {
        std::vector<std::vector<const Count*>> stated(choices_.size());
        for (const std::string& unit : {whole == SIZE_MAX ? std::string() : id_of(units_[whole].node), std::string()})
            if (const auto found = counts_.find(unit); found != counts_.end() && (unit.empty() || whole != SIZE_MAX))
                for (const Count& count : found->second) stated[count.candidate].push_back(&count);
        draft.open_array("candidates", at(contest).place);
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            const Choice& choice = choices_[i];
            draft.open_object("", choice.place);
            draft.add_text("id", draft.keep(choice_ids_[i]), choice.place);
            draft.add_text("name", draft.keep(names[i]), choice.place);
            std::string_view kind = choice.kind;
            if (kind.empty()) kind = candidate_kind_of(choice.name);
            if (kind.empty() && choice.is_write_in) kind = "write-in";
            if (kind != "person") draft.add_text("kind", draft.keep(std::string(kind)), choice.place);
            if (choice.has_withdrawn) draft.add_boolean("withdrawn", true, choice.place);
            const auto write = [&](std::string_view key, Counted what) {
                const Count* last = nullptr;  // of rounds the last is the result, unless there is a count of none
                for (const Count* const count : stated[i])
                    if (count->what == what &&
                        (last == nullptr || count->round == 0 || (last->round != 0 && count->round > last->round)))
                        last = count;
                if (last != nullptr && (last->round == 0 || last->round == rounds_)) write_number(draft, key, *last);
            };
            write("votes", Counted::votes);
            write("delegates", Counted::delegates);
            write("sde", Counted::sde);
            draft.close();
        }
        draft.close();
    }

    /// The units that state something of the contest, and those around them, each after its outer one.
    std::vector<std::size_t> units_of_contest(std::size_t whole) const {
        std::vector<std::size_t> order;
        std::set<std::size_t> known;
        std::vector<std::size_t> named;
        for (const auto& [id, counts] : counts_)
            if (const auto found = unit_of_.find(id); found != unit_of_.end()) named.push_back(found->second);
        std::ranges::sort(named);
        for (const std::size_t unit : named) {
            std::vector<std::size_t> way;  // to it from outside
            for (std::size_t at = unit; at != SIZE_MAX && at != whole && way.size() < most_depth;
                 at = units_[at].parent)
                way.push_back(at);
            for (auto at = way.rbegin(); at != way.rend(); ++at)
                if (known.insert(*at).second) order.push_back(*at);
        }
        // The order of the report if outer units stand before their inner ones there.
        const bool is_ordered = std::ranges::all_of(known, [&](std::size_t unit) {
            return units_[unit].parent == SIZE_MAX || !known.contains(units_[unit].parent) ||
                   units_[unit].parent < unit;
        });
        return is_ordered ? std::vector<std::size_t>(known.begin(), known.end()) : order;
    }

    /// Levels from the outermost inward: by how deep their units lie and, if nothing says so, by what they are.
    std::vector<std::string> levels_of(const std::vector<std::size_t>& units, std::size_t whole) const {
        constexpr std::array order{"country"sv,
                                   "state"sv,
                                   "congressional-district"sv,
                                   "state-senate"sv,
                                   "state-house"sv,
                                   "county"sv,
                                   "city"sv,
                                   "town"sv,
                                   "township"sv,
                                   "municipality"sv,
                                   "ward"sv,
                                   "precinct"sv,
                                   "combined-precinct"sv,
                                   "split-precinct"sv,
                                   "vote-center"sv};
        std::vector<std::string> levels;
        std::map<std::string, std::pair<std::size_t, std::ptrdiff_t>> places;
        for (const std::size_t unit : units) {
            std::size_t depth = 0;
            for (std::size_t at = units_[unit].parent; at != SIZE_MAX && at != whole && depth < most_depth;
                 at = units_[at].parent)
                ++depth;
            const std::string& level = units_[unit].level;
            const auto [place, is_new] =
                places.try_emplace(level, depth, std::ranges::find(order, std::string_view(level)) - order.begin());
            if (is_new) levels.push_back(level);
            place->second.first = std::max(place->second.first, depth);
        }
        std::ranges::stable_sort(levels, {}, [&](const std::string& level) { return places.at(level); });
        return levels;
    }

    void write_units(Draft& draft, Node contest, std::size_t whole) {
        const std::vector<std::size_t> units = units_of_contest(whole);
        if (rounds_ > 0) {
            draft.open_array("rounds", at(contest).place);
            for (std::size_t round = 1; round <= rounds_; ++round) {
                draft.open_object("", at(contest).place);
                draft.add_text("id", draft.keep(round_id(round)), at(contest).place);
                draft.close();
            }
            draft.close();
        }
        if (units.empty()) return;
        const std::vector<std::string> levels = levels_of(units, whole);
        draft.open_array("levels", at(contest).place);
        for (const std::string& level : levels) draft.add_text("", draft.keep(level), at(contest).place);
        draft.close();
        const auto rank = [&](std::size_t unit) {
            return std::ranges::find(levels, units_[unit].level) - levels.begin();
        };
        draft.open_array("units", at(contest).place);
        Ids unit_ids;
        std::map<std::size_t, std::string> id_of_unit;
        const bool caucus = text(parent_of(contest), "OtherType") == "caucus";
        for (const std::size_t index : units) {
            const GpUnit& unit = units_[index];
            const Node label = find(unit.node, "Name");
            const Span place = label == 0 ? at(unit.node).place : at(label).place;
            std::string name = text(label);
            if (name.empty()) name = id_of(unit.node);
            std::string id = own_id(unit.node);
            if (id.empty()) id = name;
            id_of_unit[index] = unit_ids.take({id, fmt::format("{} ({})", id, unit.level), id});
            draft.open_object("", place);
            draft.add_text("id", draft.keep(id_of_unit[index]), place);
            draft.add_text("name", draft.keep(name), place);
            draft.add_text("level", draft.keep(unit.level), place);
            if (const auto parent = id_of_unit.find(unit.parent);
                parent != id_of_unit.end() && rank(unit.parent) < rank(index))
                draft.add_text("parent", draft.keep(parent->second), place);
            const auto number = [&](std::string_view key, std::string_view member) {
                if (const Node figure = find(unit.node, member); figure != 0)
                    draft.add_number(key, draft.keep(std::string(at(figure).text)), at(figure).place);
            };
            number(caucus ? "attendance" : "ballots", "VotersParticipated");
            number("registered", "VotersRegistered");
            const auto counts = counts_.find(id_of(unit.node));
            if (counts != counts_.end()) write_counts(draft, counts->second, place);
            draft.close();
        }
        draft.close();
    }

    void write_counts(Draft& draft, const std::vector<Count>& counts, Span place) const {
        const auto by_candidate = [&](std::string_view key, Counted what, std::size_t round) {
            const auto wanted = [&](const Count& count) {
                return count.what == what && (what != Counted::votes || rounds_ == 0 || count.round == round);
            };
            if (std::ranges::none_of(counts, wanted)) return;
            draft.open_object(key, place);
            for (const Count& count : counts)
                if (wanted(count)) write_number(draft, draft.keep(choice_ids_[count.candidate]), count);
            draft.close();
        };
        if (rounds_ > 0) {
            draft.open_object("votes", place);
            for (std::size_t round = 1; round <= rounds_; ++round)
                by_candidate(draft.keep(round_id(round)), Counted::votes, round);
            draft.close();
        } else {
            by_candidate("votes", Counted::votes, 0);
        }
        by_candidate("awarded", Counted::delegates, 0);
        by_candidate("awarded_sde", Counted::sde, 0);
    }

    /// Of two rounds the names are known; a report has none.
    std::string round_id(std::size_t round) const {
        return rounds_ == 2 ? (round == 1 ? "first" : "final") : fmt::format("round-{}", round);
    }

    Node parent_of(Node contest) const {
        const Node parent = at(contest).parent;
        return at(parent).type == JsonType::array ? at(parent).parent : parent;
    }

    static constexpr std::size_t most_depth = 60;
    static constexpr std::size_t most_rounds = 60;

    std::unordered_map<std::string, Node> parties_;
    std::unordered_map<std::string, Node> candidates_;
    std::vector<GpUnit> units_;
    std::unordered_map<std::string, std::size_t> unit_of_;
    Ids ids_;
    std::set<std::string> left_out_;

    // Of the contest that is read.
    std::vector<Choice> choices_;
    std::vector<std::string> choice_ids_;
    std::map<std::string, std::vector<Count>> counts_;  ///< by the id of their unit
    std::size_t rounds_ = 0;
};

}  // namespace

bool holds_nist(const JsonTree& tree) {
    const Node type = find_member(tree, 0, "@type");
    return tree.nodes[0].type == JsonType::object && type != 0 &&
           tree.nodes[type].text == "ElectionResults.ElectionReport";
}

Reading read_nist(const Source& source, const JsonTree& tree) {
    return NistReader(source, tree).read();
}

}  // namespace caucus_tally
