#include "webhooks/compose/inventedids.h"

#include <QRandomGenerator>

namespace billing::webhooks {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): one step of a well-mixed sequence.
std::uint64_t nextMixed(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

// FNV-1a: the role moves the sequence to its own place.
std::uint64_t startOfRole(std::uint64_t seed, std::string_view role) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : role) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return seed ^ hash;
}

}  // namespace

InventedIds::InventedIds(std::uint64_t seed) : seed_(seed != 0 ? seed : QRandomGenerator::system()->generate64()) {}

std::string InventedIds::id(std::string_view prefix, std::string_view role, int length) const {
  static constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::uint64_t state = startOfRole(seed_, role);
  std::string text(prefix);
  for (int i = 0; i < length; ++i) text += letters[nextMixed(state) % letters.size()];
  return text;
}

std::size_t InventedIds::pick(std::string_view role, std::size_t count) const {
  std::uint64_t state = startOfRole(seed_, role);
  return static_cast<std::size_t>(nextMixed(state) % count);
}

}  // namespace billing::webhooks
