// SPDX-License-Identifier: MIT
#include "precincts/segment_cache.hpp"

#include "csv/wide.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace caucus_tally {
namespace {

constexpr std::size_t first_slots = 256;
constexpr std::size_t chunk_bytes = std::size_t{128} << 10;
constexpr std::size_t first_bytes = std::size_t{256} << 10;
constexpr std::size_t bytes_for_a_key = 256;

constexpr std::size_t entry_bytes(std::size_t text) {
    constexpr std::size_t alignment = alignof(SegmentEntry);
    return sizeof(SegmentEntry) + (text + alignment - 1) / alignment * alignment;
}

}  // namespace

SegmentCache::SegmentCache(std::size_t usual_bytes)
    : usual_bytes_(usual_bytes), allowed_bytes_(std::min(usual_bytes, first_bytes)), slots_(first_slots) {}

SegmentEntry* SegmentCache::find(std::string_view bytes, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask; slots_[at].entry != nullptr; at = (at + 1) & mask) {
        SegmentEntry* const entry = slots_[at].entry;
        if (slots_[at].hash == hash && entry->size == bytes.size() &&
            wide::same(entry->text(), bytes.data(), bytes.size())) {
            ++wanted_back_;
            return entry;
        }
    }
    return nullptr;
}

SegmentCache::Slot& SegmentCache::free_slot(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].entry != nullptr) at = (at + 1) & mask;
    return slots_[at];
}

SegmentEntry& SegmentCache::add(std::string_view bytes, std::uint64_t hash) {
    if (entries_ * 2 >= slots_.size()) {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.entry != nullptr) free_slot(slot.hash) = slot;
    }
    const std::size_t size = entry_bytes(bytes.size());
    if (chunks_.empty() || used_in_chunk_ + size > chunk_bytes) {
        // Comparing and hashing look at whole blocks, so the last entry needs room after it.
        chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(chunk_bytes + wide::block));
        used_in_chunk_ = 0;
    }
    auto* const entry = new (chunks_.back().get() + used_in_chunk_) SegmentEntry;
    used_in_chunk_ += size;
    entry->next = entry;
    entry->size = static_cast<std::uint32_t>(bytes.size());
    std::memcpy(entry->text(), bytes.data(), bytes.size());

    free_slot(hash) = {entry, hash};
    ++entries_;
    return *entry;
}

bool SegmentCache::make_room(std::size_t distinct_keys) {
    if (chunks_.size() * chunk_bytes < allowed_bytes_) return false;
    const bool comes_back = wanted_back_ * 8 >= entries_;
    wanted_back_ = 0;
    const std::size_t most = std::max(usual_bytes_, distinct_keys * bytes_for_a_key);
    if (comes_back && allowed_bytes_ < most) {
        allowed_bytes_ = std::min(allowed_bytes_ * 2, most);
        return false;
    }
    std::ranges::fill(slots_, Slot());
    chunks_.resize(std::min<std::size_t>(chunks_.size(), 1));
    used_in_chunk_ = 0;
    entries_ = 0;
    return true;
}

}  // namespace caucus_tally
