// SPDX-License-Identifier: MIT
#include "precincts/id_tables.hpp"

#include <algorithm>
#include <stdexcept>

namespace caucus_tally {
namespace {

constexpr std::size_t first_slots = 64;

bool is_too_full(std::size_t used, std::size_t slots) {
    return used * 2 >= slots;
}

/// Ids are 32 bits wide; four thousand million distinct names or groups would not fit into memory either.
std::uint32_t next_id(std::size_t size) {
    if (size >= no_id) throw std::length_error("more distinct names or groups than 32 bits can number");
    return static_cast<std::uint32_t>(size);
}

}  // namespace

std::uint32_t NameTable::find_or_add(std::string_view name) {
    if (is_too_full(size(), slots_.size())) grow();
    padded_.assign(name).append(hash_detail::span, '\0');
    const std::uint64_t hash = hash_padded(padded_.data(), name.size(), seed_);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = tag & mask;; at = (at + 1) & mask) {
        Slot& slot = slots_[at];
        if (slot.id == no_id) {
            slot = {tag, next_id(size())};
            bytes_.append(name);
            starts_.push_back(bytes_.size());
            return slot.id;
        }
        if (slot.hash == tag && this->name(slot.id) == name) return slot.id;
    }
}

void NameTable::grow() {
    std::vector<Slot> old(std::max(first_slots, slots_.size() * 2));
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.id == no_id) continue;
        std::size_t at = slot.hash & mask;
        while (slots_[at].id != no_id) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

std::uint64_t TupleTable::hash(std::span<const std::uint32_t> tuple) const {
    std::uint64_t hash = 0;
    for (const std::uint32_t id : tuple) hash = hash_word(hash ^ id, seed_);
    return hash;
}

std::uint32_t TupleTable::find_or_add(std::span<const std::uint32_t> tuple) {
    if (is_too_full(size(), slots_.size())) grow();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash(tuple) & mask;; at = (at + 1) & mask) {
        const std::uint32_t id = slots_[at];
        if (id == no_id) {
            slots_[at] = next_id(size());
            ids_.insert(ids_.end(), tuple.begin(), tuple.end());
            return slots_[at];
        }
        if (std::ranges::equal(this->tuple(id), tuple)) return id;
    }
}

std::uint32_t TupleTable::find(std::span<const std::uint32_t> tuple) const {
    if (slots_.empty()) return no_id;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash(tuple) & mask;; at = (at + 1) & mask)
        if (slots_[at] == no_id || std::ranges::equal(this->tuple(slots_[at]), tuple)) return slots_[at];
}

void TupleTable::grow() {
    slots_.assign(std::max(first_slots, slots_.size() * 2), no_id);
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t id = 0; id < size(); ++id) {
        std::size_t at = hash(tuple(id)) & mask;
        while (slots_[at] != no_id) at = (at + 1) & mask;
        slots_[at] = id;
    }
}

void PairTable::add(std::uint64_t key, std::uint32_t id) {
    if (is_too_full(size_, slots_.size())) {
        std::vector<Slot> old(std::max(first_slots, slots_.size() * 2));
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.id != no_id) place(slot.key, slot.id);
    }
    place(key, id);
    ++size_;
}

void PairTable::place(std::uint64_t key, std::uint32_t id) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash_word(key, seed_) & mask;
    while (slots_[at].id != no_id) at = (at + 1) & mask;
    slots_[at] = {key, id};
}

}  // namespace caucus_tally
