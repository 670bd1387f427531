#include "store/mrrrecompute.h"

#include <sqlite3.h>

#include <array>
#include <string_view>
#include <vector>

#include "metrics/customerbook.h"
#include "store/repositories/mrrcustomer.h"
#include "store/sqlitehandle.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

constexpr std::size_t kKinds = kMovementKinds.size();
constexpr int kFirstYear = 1970, kMonths = 230 * 12;
constexpr unsigned kLookEvery = 0xFFFF;

// The index that holds all of it in this order is mrr_changes_customer.
const QString& changesInOrder() {
  static const QString sql = QStringLiteral(
      "SELECT provider, customer_external_id, at, subscription_external_id, currency, parts FROM mrr_changes ORDER BY "
      "provider, customer_external_id, at");
  return sql;
}

struct ChangeRead {
  std::string_view provider, customer;
  std::int64_t at = 0;
  std::string_view subscription, currency;
  std::int64_t parts = 0;
};

// SeenNames that were seen, each with its place: few at a time, and mostly the one before.
class SeenNames {
 public:
  void clear() { used_ = 0; }
  std::uint32_t numberOf(std::string_view name) {
    if (last_ < used_ && names_[last_] == name) return last_;
    for (last_ = 0; last_ < used_; ++last_)
      if (names_[last_] == name) return last_;
    if (used_ == names_.size()) names_.emplace_back();
    names_[used_] = name;
    return last_ = used_++;
  }
  [[nodiscard]] const std::string& name(std::uint32_t number) const { return names_[number]; }

 private:
  std::vector<std::string> names_;
  std::uint32_t used_ = 0, last_ = 0;
};

class SumPass {
 public:
  SumPass(const MrrDefinition& definition, const ZoneMonths& months) : book_(definition), months_(months) {}

  void row(const ChangeRead& read) {
    if (read.customer != customer_ || read.provider != provider_) next(read);
    book_.step(read.at, subscriptions_.numberOf(read.subscription), currencies_.numberOf(read.currency), read.parts,
               [this](const BookedMovement& moved) { add(moved); });
  }
  Result<MrrSums> result() {
    endCustomer();
    if (!good_)
      return failure(ErrorKind::InvalidInput, "out_of_range", "The revenue cannot be summed",
                     "a sum leaves the range of 64 bits");
    MrrSums sums;
    for (std::uint32_t currency = 0; currency < sums_.size(); ++currency)
      for (std::size_t i = 0; i < sums_[currency].size(); ++i)
        if (const MrrSum& sum = sums_[currency][i]; sum.movements != 0) {
          const int month = static_cast<int>(i / kKinds);
          sums[{currencies_.name(currency), (kFirstYear + month / 12) * 100 + month % 12 + 1,
                static_cast<MovementKind>(i % kKinds)}] = sum;
        }
    return sums;
  }

 private:
  void next(const ChangeRead& read) {
    endCustomer();
    provider_ = read.provider;
    customer_ = read.customer;
  }
  void endCustomer() {
    book_.finish([this](const BookedMovement& moved) { add(moved); });
    book_.clear();
    subscriptions_.clear();
  }
  void add(const BookedMovement& moved) {
    if (moved.at < from_ || moved.at >= until_) findMonth(moved.at);
    while (sums_.size() <= moved.currency) sums_.emplace_back(kMonths * kKinds);
    MrrSum& sum = sums_[moved.currency][month_ * kKinds + static_cast<std::size_t>(moved.kind)];
    good_ = good_ && !__builtin_add_overflow(sum.delta, moved.delta, &sum.delta);
    sum.movements += moved.first ? 1 : 0;
  }
  // Changes of one customer are mostly of different months, so this is asked for nearly every one.
  void findMonth(std::int64_t at) {
    const int month = months_.monthOf({at});
    month_ = static_cast<std::size_t>((month / 100 - kFirstYear) * 12 + month % 100 - 1);
    from_ = months_.startOf(month).ms;
    until_ = months_.endOf(month).ms;
  }

  CustomerBook book_;
  const ZoneMonths& months_;
  std::string provider_, customer_;
  SeenNames subscriptions_, currencies_;
  std::vector<std::vector<MrrSum>> sums_;  ///< by currency; by month and kind
  std::int64_t from_ = 0, until_ = 0;
  std::size_t month_ = 0;
  bool good_ = true;
};

Result<void> wasCancelled() {
  return failure(ErrorKind::Cancelled, "cancelled", "The question was withdrawn");
}

std::string_view textAt(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// Past Qt's rows of variants: millions of rows are read here.
Result<void> passSqlite(sqlite3* handle, SumPass& pass, const CancelToken& cancel) {
  sqlite3_stmt* made = nullptr;
  const QByteArray sql = changesInOrder().toUtf8();
  const int prepared = sqlite3_prepare_v2(handle, sql.constData(), -1, &made, nullptr);
  const std::unique_ptr<sqlite3_stmt, EndStatement> statement(made);
  int step = prepared;
  for (unsigned n = 1; prepared == SQLITE_OK && (step = sqlite3_step(made)) == SQLITE_ROW; ++n) {
    pass.row({textAt(made, 0), textAt(made, 1), sqlite3_column_int64(made, 2), textAt(made, 3), textAt(made, 4),
              sqlite3_column_int64(made, 5)});
    if ((n & kLookEvery) == 0 && cancel.cancelled()) return wasCancelled();
  }
  if (step == SQLITE_DONE) return {};
  if (step == SQLITE_INTERRUPT) return wasCancelled();
  return failure(ErrorKind::Unavailable, "database_error", "The database stopped answering", sqlite3_errmsg(handle));
}

Result<void> passServer(QSqlDatabase& database, SumPass& pass, const CancelToken& cancel) {
  auto rows = select(database, changesInOrder());
  if (!rows) return failure(rows.error());
  std::array<std::string, 4> texts;
  for (unsigned n = 1; rows->next(); ++n) {
    for (const auto& [at, column] : {std::pair{0U, 0}, {1U, 1}, {2U, 3}, {3U, 4}})
      texts.at(at) = rows->value(column).toString().toStdString();
    pass.row({texts[0], texts[1], rows->value(2).toLongLong(), texts[2], texts[3], rows->value(5).toLongLong()});
    if ((n & kLookEvery) == 0 && cancel.cancelled()) return wasCancelled();
  }
  return ended(database, *rows);
}

}  // namespace

Result<MrrSums> recomputeMrrSums(QSqlDatabase& database, const MrrRules& rules, const CancelToken& cancel) {
  const auto months = mrr::monthsIn(rules.zone);
  if (!months) return failure(months.error());
  SumPass pass(rules.definition, **months);
  sqlite3* handle = sqliteHandle(database);
  const auto passed = handle != nullptr ? passSqlite(handle, pass, cancel) : passServer(database, pass, cancel);
  if (!passed) return failure(passed.error());
  return pass.result();
}

Result<MrrSums> storedMrrSums(QSqlDatabase& database) {
  MrrSums sums;
  auto read = forEachRow(
      database, QStringLiteral("SELECT currency, month, kind, delta, movements FROM mrr_months"), {},
      [&](QSqlQuery& row) {
        const std::string word = row.value(2).toString().toStdString();
        for (std::size_t i = 0; i < kKinds; ++i)
          if (kMovementKinds.at(i) == word)
            sums[{row.value(0).toString().toStdString(), row.value(1).toInt(), static_cast<MovementKind>(i)}] = {
                row.value(3).toLongLong(), row.value(4).toLongLong()};
      });
  if (!read) return failure(read.error());
  return sums;
}

}  // namespace billing::store
