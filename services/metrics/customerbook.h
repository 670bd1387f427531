// The movements of one customer after the other, from the steps of their subscriptions. Made for a pass over millions:
// it keeps its memory, and names are numbers.
//
// The rules. A customer's figure is the sum over their subscriptions of one currency; each currency is a book of its
// own (unlike currencies are never added). All changes of one instant are one change, so who leaves one plan for
// another in the same moment has expanded or contracted, not churned. Where at one instant one currency falls to 0 and
// another rises from 0, the customer has moved between currencies: both are `currency`. Else movementKind; who returns
// had a figure in that currency before, by the definition within the last 90 days.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "metrics/movementkind.h"
#include "metrics/mrrdefinition.h"
#include "metrics/mrrparts.h"

namespace billing {

struct BookedMovement {
  std::int64_t at = 0;  ///< epoch ms
  std::uint32_t currency = 0;
  MovementKind kind = MovementKind::New;
  std::int64_t delta = 0;  ///< parts
  std::uint32_t subscription = 0;
  bool first = true;  ///< of the parts of one movement: movements are counted by these
};

class CustomerBook {
 public:
  explicit CustomerBook(const MrrDefinition& definition)
      : only90Days_(definition.reactivation == MrrDefinition::Reactivation::Within90Days) {}

  /// The next customer; call finish before.
  void clear() {
    subscriptions_.clear();
    used_ = 0;  // their memory is kept
    touched_.clear();
  }
  /// In the order of time. `subscription` is any number of the caller's, as is `currency`.
  template <class Emit>
  void step(std::int64_t at, std::uint32_t subscription, std::uint32_t currency, std::int64_t parts, Emit&& emit) {
    if (at != now_ || touched_.empty()) {
      finish(emit);
      now_ = at;
    }
    Held& held = heldOf(subscription, currency);
    change(held.currency, subscription, -held.parts);
    held.currency = currency;
    held.parts = parts;
    change(currency, subscription, parts);
  }
  /// After the last step of the customer.
  template <class Emit>
  void finish(Emit&& emit) {
    if (touched_.empty()) return;
    const bool moved = movesBetweenCurrencies();
    for (const std::uint32_t index : touched_) settle(currencies_[index], moved, emit);
    touched_.clear();
  }

 private:
  struct Held {
    std::uint32_t subscription = 0, currency = 0;
    std::int64_t parts = 0;
  };
  struct Own {
    std::uint32_t subscription = 0;
    std::int64_t delta = 0;
  };
  struct OneCurrency {
    std::uint32_t code = 0;
    std::int64_t sum = 0, before = 0, endedAt = 0;
    bool ever = false, touched = false;
    std::vector<Own> own;  ///< of this instant
  };

  Held& heldOf(std::uint32_t subscription, std::uint32_t currency);
  void change(std::uint32_t currency, std::uint32_t subscription, std::int64_t delta);
  [[nodiscard]] bool movesBetweenCurrencies() const;
  [[nodiscard]] std::uint32_t indexOf(std::uint32_t currency);

  template <class Emit>
  void settle(OneCurrency& book, bool moved, Emit&& emit) {
    const std::int64_t before = book.before;
    const std::int64_t after = book.sum;
    const bool returns = book.ever && !(only90Days_ && now_ - book.endedAt > k90Days);
    const bool edge = before == 0 || after == 0;
    const MovementKind kind = before == after ? MovementKind::Expansion
                              : moved && edge ? MovementKind::Currency
                                              : movementKind(before, after, returns);
    bool first = true;
    for (const Own& own : book.own)
      if (own.delta != 0)
        emit(BookedMovement{now_, book.code, kind, own.delta, own.subscription, std::exchange(first, false)});
    if (after != 0 || before != 0) book.ever = true;
    if (after == 0 && before != 0) book.endedAt = now_;
    book.before = after;
    book.touched = false;
    book.own.clear();
  }

  static constexpr std::int64_t k90Days = 90LL * 86'400'000;
  bool only90Days_;
  std::int64_t now_ = 0;
  std::vector<Held> subscriptions_;
  std::vector<OneCurrency> currencies_;
  std::uint32_t used_ = 0;  ///< of them
  std::vector<std::uint32_t> touched_;
};

}  // namespace billing
