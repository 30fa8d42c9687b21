// SPDX-License-Identifier: MIT
#include "precincts/groups.hpp"

#include <algorithm>
#include <limits>

namespace caucus_tally {

void Groups::widen(std::size_t counts) {
    if (counts <= width) return;
    std::vector<Votes> wider_sums(first.size() * counts);
    std::vector<std::uint8_t> wider_stated(first.size() * counts);
    for (std::size_t group = 0; group < first.size(); ++group) {
        std::copy_n(sums.data() + group * width, width, wider_sums.data() + group * counts);
        std::copy_n(stated.data() + group * width, width, wider_stated.data() + group * counts);
    }
    std::set<std::size_t> moved;
    for (const std::size_t at : overflowed) moved.insert(at / width * counts + at % width);
    sums = std::move(wider_sums);
    stated = std::move(wider_stated);
    overflowed = std::move(moved);
    stated_rows.resize(counts);
    width = counts;
}

std::uint32_t Groups::find_or_add(std::span<const std::uint32_t> tuple, std::uint64_t position) {
    const std::uint32_t group = tuples.find_or_add(tuple);
    if (group == first.size()) {
        first.push_back(position);
        sums.resize(sums.size() + width);
        stated.resize(stated.size() + width);
    }
    return group;
}

void Groups::overflow(std::size_t at) {
    sums[at] = std::numeric_limits<Votes>::max();
    overflowed.insert(at);
}

void merge_groups(Groups& whole, const Groups& part) {
    whole.widen(part.width);
    for (std::size_t count = 0; count < part.width; ++count) whole.stated_rows[count] += part.stated_rows[count];
    std::vector<std::vector<std::uint32_t>> renumbered(part.names.size());
    for (std::size_t by = 0; by < part.names.size(); ++by)
        for (std::uint32_t id = 0; id < part.names[by].size(); ++id)
            renumbered[by].push_back(whole.names[by].find_or_add(part.names[by].name(id)));

    std::vector<std::uint32_t> tuple(part.names.size());
    for (std::uint32_t group = 0; group < part.first.size(); ++group) {
        const auto ids = part.tuples.tuple(group);
        for (std::size_t by = 0; by < tuple.size(); ++by) tuple[by] = renumbered[by][ids[by]];
        const std::uint32_t merged = whole.find_or_add(tuple, part.first[group]);
        whole.first[merged] = std::min(whole.first[merged], part.first[group]);
        for (std::size_t count = 0; count < part.width; ++count) {
            const std::size_t from = group * part.width + count;
            const std::size_t to = merged * whole.width + count;
            whole.add(to, part.sums[from]);
            whole.stated[to] |= part.stated[from];
            if (part.overflowed.contains(from)) whole.overflowed.insert(to);
        }
    }
}

}  // namespace caucus_tally
