// SPDX-License-Identifier: MIT
#include "contest/candidates_reader.hpp"

#include "base/spelling.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace caucus_tally {
namespace {

using Node = std::uint32_t;

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
                 into("delegates", candidate.stated.delegates, reader, read_decimal)});
    return candidate;
}

/// Finds ids and names that are given to two candidates: either one says who is meant, so each must be one's own.
class CandidateWords {
public:
    explicit CandidateWords(FieldReader& reader) : reader_(reader) {}

    void add(Node item, const Candidate& candidate) {
        if (!is_taken(item, ids_, candidate.id, "id", "id")) is_taken(item, names_, candidate.id, "name", "id");
        if (!is_taken(item, names_, candidate.name, "name", "name")) is_taken(item, ids_, candidate.name, "id", "name");
        ids_.emplace(candidate.id, count_);
        names_.emplace(candidate.name, count_);
        ++count_;
    }

private:
    using Words = std::unordered_map<std::string, std::size_t>;

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
