// SPDX-License-Identifier: MIT
#include "precincts/row_set.hpp"

#include "precincts/hash.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

constexpr std::size_t first_slots = 1024;

constexpr std::uint64_t key_of(std::uint32_t unit, std::uint32_t choice) {
    return std::uint64_t{unit} << 32 | choice;
}

}  // namespace

/// Where the key is, or the free slot where it belongs.
std::size_t RowSet::place(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash_word(key) & mask;
    while (slots_[at].key != key && slots_[at].key != empty) at = (at + 1) & mask;
    return at;
}

void RowSet::grow() {
    std::vector<Slot> old(std::max(first_slots, slots_.size() * 2));
    old.swap(slots_);
    for (const Slot& slot : old)
        if (slot.key != empty) slots_[place(slot.key)] = slot;
}

const FirstRow* RowSet::find_or_add(std::uint32_t unit, std::uint32_t choice, FirstRow row) {
    if (size_ + 1 > slots_.size() / 4 * 3) grow();
    const std::uint64_t key = key_of(unit, choice);
    Slot& slot = slots_[place(key)];
    if (slot.key == key) return &slot.row;
    slot = {key, row};
    ++size_;
    return nullptr;
}

bool RowSet::contains(std::uint32_t unit, std::uint32_t choice) const {
    const std::uint64_t key = key_of(unit, choice);
    return !slots_.empty() && slots_[place(key)].key == key;
}

}  // namespace caucus_tally
