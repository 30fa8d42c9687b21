// SPDX-License-Identifier: MIT
#include "allocate/tie.hpp"

#include "base/sha256.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace caucus_tally {

std::vector<std::size_t> draw_lots(std::string_view seed, std::string_view name,
                                   std::span<const std::string_view> ids) {
    std::vector<std::pair<std::array<std::uint32_t, 8>, std::string_view>> tickets;
    tickets.reserve(ids.size());
    for (const std::string_view id : ids) {
        std::string message(seed);
        message.append("\n").append(name).append("\n").append(id);
        tickets.emplace_back(sha256(message), id);
    }
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tickets[i]; });
    return order;
}

std::vector<std::size_t> settle(const TieBreak& tie_break, std::string_view name, std::span<const std::string_view> ids,
                                std::size_t winners) {
    std::vector<std::size_t> settled;
    switch (tie_break.rule) {
        case TieRule::open:
            break;
        case TieRule::candidate:
            for (const std::string& chosen : tie_break.winners) {
                const auto place = static_cast<std::size_t>(std::ranges::find(ids, chosen) - ids.begin());
                if (place < ids.size() && std::ranges::find(settled, place) == settled.end()) settled.push_back(place);
            }
            break;
        case TieRule::lot:
            settled = draw_lots(tie_break.seed, name, ids);
            break;
    }
    if (settled.size() > winners) settled.resize(winners);
    return settled;
}

}  // namespace caucus_tally
