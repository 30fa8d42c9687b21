// SPDX-License-Identifier: MIT
#include "base/words.hpp"
#include "contest/contest_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;

// Each suggestion compares the word with every candidate.
constexpr std::size_t most_suggested_candidates = 1'000;

PortraitSize read_portrait(FieldReader& reader, Node node) {
    constexpr unsigned most = 100'000;
    const auto side = [](FieldReader& r, Node value) { return read_small_count(r, value, most); };
    PortraitSize size;
    read_object(reader, node, "a portrait",
                {into("width", size.width, reader, side), into("height", size.height, reader, side)});
    return size;
}

Candidate read_candidate(FieldReader& reader, Node node) {
    Candidate candidate;
    read_object(reader, node, "a candidate",
                {into("id", candidate.id, reader, read_id, true),
                 into("name", candidate.name, reader, read_text, true),
                 {"kind", false,
                  [&](Node value) {
                      const auto word = read_choice(reader, value, candidate_kind_words);
                      if (!word) return;
                      const auto* const found = std::ranges::find(candidate_kind_words, *word);
                      candidate.kind = static_cast<CandidateKind>(found - candidate_kind_words.begin());
                  }},
                 into("withdrawn", candidate.withdrawn, reader, read_bool),
                 into("home_state", candidate.home_state, reader, read_text),
                 into("color", candidate.color, reader, read_color),
                 {"portrait", false, [&](Node value) { candidate.portrait = read_portrait(reader, value); }},
                 into("votes", candidate.stated.votes, reader, read_count),
                 into("percent", candidate.stated.percent, reader, read_percent),
                 into("delegates", candidate.stated.delegates, reader, read_decimal),
                 into("sde", candidate.stated.sde, reader, read_decimal)});
    return candidate;
}

/// Finds ids and names that are given to two candidates: either one says who is meant, so each must be one's own.
class CandidateWords {
public:
    explicit CandidateWords(FieldReader& reader) : reader_(reader) {}

    void add(Node item, const Candidate& candidate) {
        const auto same_id = ids_.find(candidate.id);
        const auto same_name = names_.find(candidate.name);
        if (!is_taken(item, ids_, candidate.id, "id", "id")) is_taken(item, names_, candidate.id, "name", "id");
        // A candidate who is there twice is told once.
        const bool is_told = same_id != ids_.end() && same_name != names_.end() && same_id->second == same_name->second;
        if (!is_told && !is_taken(item, names_, candidate.name, "name", "name"))
            is_taken(item, ids_, candidate.name, "id", "name");
        ids_.emplace(candidate.id, count_);
        names_.emplace(candidate.name, count_);
        ++count_;
    }

private:
    using Words = std::map<std::string, std::size_t>;

    /// Reports the word where it is among those of earlier candidates: there as an id or name, here as either.
    bool is_taken(Node item, const Words& words, const std::string& word, std::string_view there,
                  std::string_view here) {
        const auto first = word.empty() ? words.end() : words.find(word);
        if (first == words.end()) return false;
        const std::string what = there == here ? fmt::format("two candidates have the {} {}", here, quote(word))
                                               : fmt::format("{} is the {} of one candidate and the {} of another",
                                                             quote(word), there, here);
        reader_.report(item, Code::duplicate_row,
                       fmt::format("{}: number {} and number {}", what, first->second + 1, count_ + 1));
        return true;
    }

    FieldReader& reader_;
    Words ids_;
    Words names_;
    std::size_t count_ = 0;
};

}  // namespace

CandidateIndex::CandidateIndex(const Contest& contest) {
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        for (const std::string& word : {std::cref(contest.candidates[i].id), std::cref(contest.candidates[i].name)})
            if (index_.emplace(word, i).second) words_.emplace_back(word);
    }
}

std::optional<std::size_t> CandidateIndex::find(std::string_view id_or_name) const {
    const auto found = index_.find(id_or_name);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
}

std::string CandidateIndex::suggest(std::string_view word) const {
    if (word.size() > longest_word) return {};
    const auto known = suggestions_.find(std::string(word));
    if (known != suggestions_.end()) return known->second;
    if (suggestions_.size() == most_suggested_candidates) return {};
    return suggestions_.emplace(word, did_you_mean(word, words_)).first->second;
}

namespace {

/// As many results as are looked through one by one.
constexpr std::size_t few_results = 32;

}  // namespace

std::optional<std::size_t> ResultPlaces::find(std::size_t unit, const std::vector<UnitResult>& results,
                                              std::size_t candidate) const {
    const auto end = results.begin() + static_cast<std::ptrdiff_t>(std::min(results.size(), few_results));
    const auto found =
        std::find_if(results.begin(), end, [&](const auto& each) { return each.candidate == candidate; });
    if (found != end) return static_cast<std::size_t>(found - results.begin());
    const auto place = places_.find({unit, candidate});
    return place == places_.end() ? std::nullopt : std::optional(place->second);
}

void ResultPlaces::add(std::size_t unit, const std::vector<UnitResult>& results) {
    if (results.size() > few_results) places_.emplace(std::pair(unit, results.back().candidate), results.size() - 1);
}

void read_by_candidate(FieldReader& reader, Node object, const CandidateIndex& candidates,
                       const std::function<void(Node value, std::size_t candidate)>& read) {
    if (reader[object].type != JsonType::object) {
        reader.report(object, Code::field, fmt::format("\"{}\" must be an object of candidates", reader[object].key));
        return;
    }
    std::map<std::size_t, Node> first;
    for (Node member = object + 1; member < reader[object].next; member = reader[member].next) {
        const std::string_view word = reader[member].key;
        const auto candidate = candidates.find(word);
        if (!candidate) {
            if (!reader.full())
                reader.report(
                    member, Code::unknown_candidate,
                    fmt::format("{} is no candidate of this contest{}", quote(word), candidates.suggest(word)));
            continue;
        }
        const auto [seen, fresh] = first.emplace(*candidate, member);
        if (fresh) {
            read(member, *candidate);
        } else if (reader[seen->second].key != word) {  // the same key twice is reported as CT006
            reader.report(
                member, Code::duplicate_row,
                fmt::format("{} and {} are the same candidate", quote(reader[seen->second].key), quote(word)));
        }
    }
}

void read_candidates(FieldReader& reader, Node array, Contest& contest) {
    CandidateWords words(reader);
    std::optional<Votes> sum = 0;
    read_array(reader, array, [&](Node item) {
        const Candidate& candidate = contest.candidates.emplace_back(read_candidate(reader, item));
        words.add(item, candidate);
        if (sum && candidate.stated.votes) sum = checked_add(*sum, *candidate.stated.votes);
    });
    if (!sum) reader.report(array, Code::not_a_count, "the candidates' votes add up to more than 2^64 - 1");
    if (contest.candidates.empty() && reader[array].type == JsonType::array)
        reader.report(array, Code::field, "\"candidates\" must name at least one candidate");
}

}  // namespace caucus_tally
