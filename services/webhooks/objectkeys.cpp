#include "webhooks/objectkeys.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>

#include "webhooks/jsontext.h"

namespace billing::webhooks {
namespace {

constexpr std::ptrdiff_t kPairwiseLimit = 12;

// Cheap and good enough to tell most keys apart without looking at their bytes; equality never rests on it alone.
std::uint64_t keyFingerprint(std::string_view text) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  const std::size_t part = std::min<std::size_t>(text.size(), 8);
  std::memcpy(&head, text.data(), part);
  std::memcpy(&tail, text.data() + text.size() - part, part);
  const std::uint64_t mixed = (head * 0x9e3779b97f4a7c15ULL) ^ std::rotl(tail * 0xc2b2ae3d27d4eb4fULL, 31);
  return mixed ^ (mixed >> 32) ^ (text.size() << 56);
}

}  // namespace

std::string_view ObjectKeys::add(std::string_view inside, bool escaped, std::size_t offset) {
  if (escaped) {
    bool wellFormed = true;
    inside = unescaped_.emplace_back(unescapeJson(inside, wellFormed));
  }
  keys_.push_back({inside.empty() ? 0 : keyFingerprint(inside), inside, offset});
  return inside;
}

std::optional<std::size_t> ObjectKeys::close() {
  const std::size_t start = starts_.back();
  starts_.pop_back();
  Key* const first = keys_.data() + start;
  Key* const last = keys_.data() + keys_.size();
  std::optional<std::size_t> repeated;
  if (last - first <= kPairwiseLimit) {
    repeated = amongFew(first, last);
  } else {
    std::size_t offset = 0;
    const Answer answer = byTable(first, last, offset);
    if (answer == Answer::Repeated) repeated = offset;
    if (answer == Answer::TooManyCollisions) repeated = bySorting(first, last);
  }
  keys_.resize(start);
  return repeated;
}

std::optional<std::size_t> ObjectKeys::amongFew(const Key* first, const Key* last) {
  for (const Key* later = first; later < last; ++later)
    for (const Key* earlier = first; earlier < later; ++earlier)
      if (earlier->sameAs(*later)) return later->offset;
  return std::nullopt;
}

ObjectKeys::Answer ObjectKeys::byTable(const Key* first, const Key* last, std::size_t& offset) {
  const auto count = static_cast<std::size_t>(last - first);
  const std::size_t mask = std::bit_ceil(count * 2) - 1;
  std::size_t stepsLeft = count * 4 + 64;
  table_.assign(mask + 1, 0);
  for (const Key* key = first; key < last; ++key) {
    std::size_t slot = (key->fingerprint ^ key->fingerprint >> 29) & mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask) {
      if (stepsLeft-- == 0) return Answer::TooManyCollisions;
      if (!first[table_[slot] - 1].sameAs(*key)) continue;
      offset = key->offset;
      return Answer::Repeated;
    }
    table_[slot] = static_cast<std::uint32_t>(key - first + 1);
  }
  return Answer::Unique;
}

std::optional<std::size_t> ObjectKeys::bySorting(Key* first, Key* last) {
  std::sort(first, last, [](const Key& a, const Key& b) {
    return std::tie(a.fingerprint, a.text, a.offset) < std::tie(b.fingerprint, b.text, b.offset);
  });
  const Key* const twin = std::adjacent_find(first, last, [](const Key& a, const Key& b) { return a.sameAs(b); });
  return twin == last ? std::nullopt : std::optional(twin[1].offset);
}

}  // namespace billing::webhooks
