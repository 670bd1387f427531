#include "metrics/movements.h"

#include <algorithm>
#include <map>
#include <optional>

#include "domain/civildate.h"
#include "metrics/movementkind.h"

namespace billing {
namespace {

using Changes = std::vector<MrrChange>;
using ByCustomer = std::map<std::string, Changes>;

ByCustomer inOrder(const Changes& changes) {
  ByCustomer customers;
  for (const MrrChange& change : changes) customers[change.customer].push_back(change);
  for (auto& [customer, own] : customers) std::ranges::stable_sort(own, {}, &MrrChange::at);
  return customers;
}

// What a customer pays, and whether it ever did, up to some moment.
struct PaidSoFar {
  std::int64_t minor = 0;
  bool ever = false;
  void become(std::int64_t next) {
    minor = next;
    ever = ever || next > 0;
  }
};

// Sums that notice when they leave int64.
class MonthBook {
 public:
  void start(std::int64_t minor) { add(month_.startMinor, minor); }
  void end(std::int64_t minor) { add(month_.endMinor, minor); }
  void move(const PaidSoFar& before, std::int64_t after) {
    std::int64_t more = 0;
    good_ = good_ && !__builtin_sub_overflow(after, before.minor, &more);
    if (more != 0) add(lineOf(before, after), more);
  }
  [[nodiscard]] std::optional<MonthMovements> result() const { return good_ ? std::optional(month_) : std::nullopt; }

 private:
  void add(std::int64_t& sum, std::int64_t minor) { good_ = good_ && !__builtin_add_overflow(sum, minor, &sum); }
  std::int64_t& lineOf(const PaidSoFar& before, std::int64_t after) {
    switch (movementKind(before.minor, after, before.ever)) {
      case MovementKind::New:
        return month_.newMinor;
      case MovementKind::Reactivation:
        return month_.reactivationMinor;
      case MovementKind::Churn:
        return month_.churnMinor;
      case MovementKind::Contraction:
        return month_.contractionMinor;
      case MovementKind::Expansion:
      case MovementKind::Currency:
        break;
    }
    return month_.expansionMinor;
  }

  MonthMovements month_;
  bool good_ = true;
};

void bookCustomer(const Changes& own, Period month, MovementsBy by, MonthBook& book) {
  PaidSoFar paid;
  auto change = own.begin();
  for (; change != own.end() && change->at < month.start; ++change) paid.become(change->mrrMinor);
  book.start(paid.minor);
  const PaidSoFar atStart = paid;
  for (; change != own.end() && change->at < month.end; ++change) {
    if (by == MovementsBy::Event) book.move(paid, change->mrrMinor);
    paid.become(change->mrrMinor);
  }
  if (by == MovementsBy::Net) book.move(atStart, paid.minor);
  book.end(paid.minor);
}

}  // namespace

Result<std::vector<MonthMovements>> movementsOf(const std::vector<MrrChange>& changes,
                                                const std::vector<YearMonth>& months, MovementsBy by) {
  const ByCustomer customers = inOrder(changes);
  std::vector<MonthMovements> movements;
  for (const YearMonth& month : months) {
    const Period period = monthOf(utcMidnight({month.year, month.month, 1}));
    MonthBook book;
    for (const auto& [customer, own] : customers) bookCustomer(own, period, by, book);
    const auto result = book.result();
    if (!result)
      return failure(ErrorKind::InvalidInput, "out_of_range", "The movements cannot be told",
                     "the amounts leave the range of 64 bits");
    movements.push_back(*result);
  }
  return movements;
}

}  // namespace billing
