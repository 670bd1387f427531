#include "store/sharing.h"

#include <QStringList>
#include <algorithm>

#include "store/sqlquery.h"

namespace billing::store {
namespace {

constexpr std::size_t wordsAtOnce = 200;
// A program that looks every few seconds is never so far behind.
constexpr std::int64_t turnsKept = 10'000;
constexpr std::int64_t turnsBetweenSweeps = 1'000;

Result<void> insertWords(QSqlDatabase& database, std::int64_t turn, const Change* first, std::size_t count) {
  const QStringList rows(static_cast<qsizetype>(count), QStringLiteral("(?, ?, ?, ?)"));
  QVariantList values;
  for (const Change* change = first; change != first + count; ++change)
    values << qlonglong(turn) << static_cast<int>(change->entity) << qlonglong(change->row)
           << static_cast<int>(change->kind);
  return execute(database,
                 QStringLiteral("INSERT INTO shared_changes (turn, entity, row_id, kind) VALUES ") +
                     rows.join(QStringLiteral(", ")),
                 values, "The change could not be told to the other consoles");
}

}  // namespace

Result<std::int64_t> takeTurn(QSqlDatabase& database) {
  auto taken = execute(database, QStringLiteral("UPDATE writer_turn SET turn = turn + 1 WHERE one = 1"), {},
                       "The database does not accept changes");
  if (!taken) return failure(taken.error());
  return lastTurn(database);
}

Result<void> leaveWord(QSqlDatabase& database, std::int64_t turn, const std::vector<Change>& changes) {
  for (std::size_t at = 0; at < changes.size(); at += wordsAtOnce) {
    const std::size_t count = std::min(wordsAtOnce, changes.size() - at);
    if (auto left = insertWords(database, turn, changes.data() + at, count); !left) return left;
  }
  if (turn % turnsBetweenSweeps != 0) return {};
  return execute(database, QStringLiteral("DELETE FROM shared_changes WHERE turn < ?"), {qlonglong(turn - turnsKept)});
}

Result<std::int64_t> lastTurn(QSqlDatabase& database) {
  std::int64_t turn = 0;
  auto read = forEachRow(database, QStringLiteral("SELECT turn FROM writer_turn WHERE one = 1"), {},
                         [&](QSqlQuery& row) { turn = row.value(0).toLongLong(); });
  if (!read) return failure(read.error());
  return turn;
}

Result<std::vector<Change>> wordOfOthers(QSqlDatabase& database, std::int64_t from, std::int64_t until) {
  std::vector<Change> changes;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT entity, row_id, kind FROM shared_changes WHERE turn > ? AND turn < ? ORDER BY id"),
      {qlonglong(from), qlonglong(until)}, [&](QSqlQuery& row) {
        changes.push_back({static_cast<Entity>(row.value(0).toInt()), row.value(1).toLongLong(),
                           static_cast<ChangeKind>(row.value(2).toInt())});
      });
  if (!read) return failure(read.error());
  return changes;
}

}  // namespace billing::store
