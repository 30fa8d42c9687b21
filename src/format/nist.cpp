// SPDX-License-Identifier: MIT
#include "format/nist.hpp"

#include "base/words.hpp"
#include "contest/nist_words.hpp"
#include "json/json_values.hpp"

#include <algorithm>
#include <array>
#include <caucus_tally/version.hpp>
#include <fmt/format.h>
#include <set>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

Json object_of(std::string_view type) {
    return Json{{"@type", fmt::format("ElectionResults.{}", type)}};
}

Json text_json(const std::string& text) {
    Json part = object_of("LanguageString");
    part["Content"] = text;
    part["Language"] = "en";
    Json object = object_of("InternationalizedText");
    object["Text"] = Json::array({std::move(part)});
    return object;
}

/// Our own id of a thing, or what else the report has no word for, so that reading it gives that again.
Json identifier_json(std::string_view type, std::string_view value) {
    Json object = object_of("ExternalIdentifier");
    object["Type"] = "other";
    object["OtherType"] = type;
    object["Value"] = value;
    return object;
}

/// A unit's type in NIST's words, as far as it has one for the level.
void add_type(Json& unit, const std::string& level) {
    constexpr std::array types{"ballot-batch"sv,   "borough"sv,  "city"sv,        "combined-precinct"sv,
                               "country"sv,        "county"sv,   "judicial"sv,    "municipality"sv,
                               "polling-place"sv,  "precinct"sv, "school"sv,      "special"sv,
                               "split-precinct"sv, "state"sv,    "state-house"sv, "state-senate"sv,
                               "township"sv,       "utility"sv,  "village"sv,     "vote-center"sv,
                               "ward"sv,           "water"sv};
    if (level == "congressional-district") {
        unit["Type"] = "congressional";
    } else if (std::ranges::find(types, std::string_view(level)) != types.end()) {
        unit["Type"] = level;
    } else {
        unit["Type"] = "other";
        unit["OtherType"] = level;
    }
}

/// One contest of the report. Everything in it has ids of its own, which begin with its number.
class ElectionWriter {
public:
    ElectionWriter(const Contest& contest, std::size_t number, Json& report)
        : contest_(contest), number_(number), report_(report) {}

    Json write() {
        if (contest_.date.empty())
            throw ViewError(
                fmt::format("{} has no date, which every election in a report of NIST SP 1500-100 needs", contest_.id));
        write_units();
        if (!contest_.party.empty()) {
            Json party = object_of("Party");
            party["@id"] = id("party", 0);
            party["Name"] = text_json(contest_.party);
            report_["Party"].push_back(std::move(party));
        }
        Json election = object_of("Election");
        election["ElectionScopeId"] = id("scope", 0);
        election["Name"] = text_json(contest_.title);
        election["StartDate"] = contest_.date;
        election["EndDate"] = contest_.date;
        election["Type"] = contest_.kind == "primary" ? "primary" : "other";
        if (!contest_.kind.empty() && contest_.kind != "primary") election["OtherType"] = contest_.kind;
        for (std::size_t i = 0; i < contest_.candidates.size(); ++i) election["Candidate"].push_back(candidate_json(i));
        election["Contest"] = Json::array({contest_json()});
        return election;
    }

private:
    std::string id(std::string_view what, std::size_t index) const {
        return fmt::format("{}-{}-{}", what, number_ + 1, index + 1);
    }

    void write_units() {
        Json scope = object_of("ReportingUnit");
        scope["@id"] = id("scope", 0);
        scope["Type"] = "other";
        scope["OtherType"] = "jurisdiction";
        if (!contest_.jurisdiction.empty()) scope["Name"] = text_json(contest_.jurisdiction);
        std::vector<Json> composing(contest_.units.size());
        for (std::size_t i = 0; i < contest_.units.size(); ++i) {
            const auto parent = contest_.units[i].parent;
            (parent ? composing[*parent] : scope["ComposingGpUnitIds"]).push_back(id("unit", i));
        }
        report_["GpUnit"].push_back(std::move(scope));
        for (std::size_t i = 0; i < contest_.units.size(); ++i) {
            const Unit& unit = contest_.units[i];
            Json object = object_of("ReportingUnit");
            object["@id"] = id("unit", i);
            add_type(object, contest_.levels[unit.level]);
            object["Name"] = text_json(unit.name);
            object["ExternalIdentifier"] = Json::array({identifier_json(nist_identifier, unit.id)});
            if (unit.registered) object["VotersRegistered"] = *unit.registered;
            if (unit.ballots || unit.attendance)
                object["VotersParticipated"] = unit.ballots ? *unit.ballots : *unit.attendance;
            if (!composing[i].empty()) object["ComposingGpUnitIds"] = std::move(composing[i]);
            report_["GpUnit"].push_back(std::move(object));
        }
    }

    Json candidate_json(std::size_t index) const {
        const Candidate& candidate = contest_.candidates[index];
        Json object = object_of("Candidate");
        object["@id"] = id("candidate", index);
        object["BallotName"] = text_json(candidate.name);
        object["ExternalIdentifier"] = Json::array({identifier_json(nist_identifier, candidate.id)});
        if (candidate.kind != CandidateKind::person)
            object["ExternalIdentifier"].push_back(identifier_json(nist_kind, to_string(candidate.kind)));
        if (candidate.withdrawn) object["PreElectionStatus"] = "withdrawn";
        return object;
    }

    /// A count, and for a round its number.
    static Json count_json(const std::string& unit, std::string_view type, Json count, std::size_t round = 0) {
        Json object = object_of("VoteCounts");
        object["GpUnitId"] = unit;
        if (type == nist_sde) {
            object["Type"] = "other";
            object["OtherType"] = nist_sde;
        } else {
            object["Type"] = type;
        }
        if (round > 0) object["Round"] = round;
        object["Count"] = std::move(count);
        return object;
    }

    /// NIST's counts are JSON numbers, which readers take for binary ones. Throws ViewError if digits would be lost.
    static Json number_json(const Decimal& number) {
        Json json = Json::parse(to_string(number));
        if (parse_decimal(json.dump()) != number && !json.is_number_integer())
            throw ViewError(fmt::format(
                "{} has more digits than a JSON number keeps, and NIST SP 1500-100 has no other", to_string(number)));
        return json;
    }

    Json contest_json() const {
        Json object = object_of("CandidateContest");
        object["@id"] = id("contest", 0);
        object["ElectionDistrictId"] = id("scope", 0);
        object["ExternalIdentifier"] = Json::array({identifier_json(nist_identifier, contest_.id)});
        object["Name"] = contest_.office.empty() ? contest_.title : contest_.office;
        object["VotesAllowed"] = 1;
        if (!contest_.party.empty()) object["PrimaryPartyIds"] = Json::array({id("party", 0)});
        std::vector<Json> selections;
        for (std::size_t i = 0; i < contest_.candidates.size(); ++i) {
            const Candidate& candidate = contest_.candidates[i];
            Json& selection = selections.emplace_back(object_of("CandidateSelection"));
            selection["@id"] = id("selection", i);
            selection["CandidateIds"] = Json::array({id("candidate", i)});
            if (candidate.kind == CandidateKind::write_in) selection["IsWriteIn"] = true;
            add_counts(selection["VoteCounts"], id("scope", 0), candidate.stated.votes, 0, candidate.stated.delegates,
                       candidate.stated.sde);
        }
        for (std::size_t i = 0; i < contest_.units.size(); ++i)
            for (const UnitResult& result : contest_.units[i].results) {
                Json& counts = selections[result.candidate]["VoteCounts"];
                for (std::size_t round = 0; round < result.votes.size(); ++round)
                    add_counts(counts, id("unit", i), result.votes[round], contest_.rounds.empty() ? 0 : round + 1, {},
                               {});
                add_counts(counts, id("unit", i), {}, 0, result.delegates, result.sde);
            }
        for (Json& selection : selections) {
            if (selection["VoteCounts"].is_null()) selection.erase("VoteCounts");
            object["ContestSelection"].push_back(std::move(selection));
        }
        return object;
    }

    static void add_counts(Json& counts, const std::string& unit, const std::optional<Votes>& votes, std::size_t round,
                           const std::optional<Decimal>& delegates, const std::optional<Decimal>& sde) {
        if (votes) counts.push_back(count_json(unit, "total", *votes, round));
        if (delegates) counts.push_back(count_json(unit, "seats", number_json(*delegates)));
        if (sde) counts.push_back(count_json(unit, nist_sde, number_json(*sde)));
    }

    const Contest& contest_;
    std::size_t number_;
    Json& report_;
};

}  // namespace

std::string nist_report(std::span<const ShownContest> contests) {
    Json report = object_of("ElectionReport");
    const bool has_units =
        std::ranges::any_of(contests, [](const ShownContest& each) { return !each.contest.units.empty(); });
    report["Format"] = has_units ? "precinct-level" : "summary-contest";
    std::set<std::string> statuses;
    std::string date;
    for (const ShownContest& each : contests) {
        statuses.insert(each.contest.status);
        date = std::max(date, each.contest.date);
    }
    // The same input gives the same bytes: there is no clock in it.
    report["GeneratedDate"] = date + "T00:00:00Z";
    report["Issuer"] = "caucus-tally";
    report["IssuerAbbreviation"] = "caucus-tally";
    report["SequenceStart"] = 1;
    report["SequenceEnd"] = 1;
    // Of several, and of one that is not stated, nothing more is claimed than that there are results.
    const bool known = statuses.size() == 1 && !statuses.begin()->empty();
    report["Status"] = known ? *statuses.begin() : "unofficial-partial";
    report["VendorApplicationId"] = fmt::format("caucus-tally {}", version);
    Json elections = Json::array();
    for (std::size_t i = 0; i < contests.size(); ++i)
        elections.push_back(ElectionWriter(contests[i].contest, i, report).write());
    report["Election"] = std::move(elections);
    return dump(report);
}

}  // namespace caucus_tally
