// Walks the log from its first entry to its last and says where it is not what was written.
#include <limits>

#include "store/audit/auditbytes.h"
#include "store/audit/auditlog.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

constexpr std::size_t kAuditFindings = 100;
constexpr int kAuditPage = 500;

QString auditEntryNumber(qint64 number) {
  return QStringLiteral("entry ") + QString::number(number);
}

class AuditWalk {
 public:
  explicit AuditWalk(const std::optional<AuditHead>& known) : known_(known) {}

  void step(const AuditBytes& row) {
    const qint64 number = row.fields.front().toLongLong();
    const QByteArray computed = hashOfFields(row.fields);
    ++verdict_.entries;
    seen_ = number;
    const bool edited = computed != row.hash || !row.kindsAsMade;
    if (edited)
      find(number, "edited", QStringLiteral("The fields or the hash of %1 were changed").arg(auditEntryNumber(number)));
    if (number <= verdict_.head.entries) return beforeTheFirst(number, edited);
    const bool gap = number != verdict_.head.entries + 1;
    if (number > verdict_.head.entries + 1) missing(verdict_.head.entries + 1, number - 1);
    // A hash that alone was changed has been told of above: its successor still carries the true one.
    const bool follows = row.previousHash() == verdict_.head.hash.toLatin1() || row.previousHash() == computed_;
    if (!edited && !gap && !follows) broken(number);
    keptElsewhere(number, row.hash);
    computed_ = computed;
    verdict_.head = {number, QString::fromLatin1(row.hash)};
  }

  void end(const std::optional<AuditHead>& head) {
    const AuditHead& last = verdict_.head;
    if (!head)
      find(last.entries, "head_differs", QStringLiteral("The head of the log is missing"));
    else if (head->entries > last.entries)
      cutOff(last.entries + 1, head->entries, "the head of the log");
    else if (head->entries < last.entries)
      find(head->entries + 1, "head_differs",
           QStringLiteral("From %1 on, entries were added beside the program: the head of the log does not know them")
               .arg(auditEntryNumber(head->entries + 1)));
    else if (head->hash != last.hash && head->hash.toLatin1() != computed_)
      find(last.entries, "head_differs",
           QStringLiteral("The head of the log has another hash than %1, the newest")
               .arg(auditEntryNumber(last.entries)));
    if (known_ && known_->entries > last.entries && (!head || head->entries <= last.entries))
      cutOff(last.entries + 1, known_->entries, "the head that was kept elsewhere");
  }

  [[nodiscard]] AuditVerdict verdict() && { return std::move(verdict_); }
  [[nodiscard]] const AuditHead& last() const { return verdict_.head; }
  [[nodiscard]] qint64 seen() const { return seen_; }

 private:
  void find(qint64 entry, const char* code, const QString& what) {
    if (verdict_.findings.size() < kAuditFindings)
      verdict_.findings.push_back({entry, QLatin1String(code), what});
    else
      ++verdict_.moreFindings;
  }
  void missing(qint64 first, qint64 last) {
    const QString which = first == last ? QStringLiteral("Entry %1 is missing").arg(first)
                                        : QStringLiteral("Entries %1 to %2 are missing").arg(first).arg(last);
    find(first, "gap", which);
  }
  // Numbers begin with 1, and come in order.
  void beforeTheFirst(qint64 number, bool told) {
    if (!told) find(number, "chain_broken", QStringLiteral("Entry %1 is before the first").arg(number));
  }
  void broken(qint64 number) {
    find(number, "chain_broken",
         number == 1 ? QStringLiteral("Entry 1 names an entry before it: the log did not begin with it")
                     : QStringLiteral("Entry %1 does not follow from entry %2: one of them was replaced whole")
                           .arg(number)
                           .arg(number - 1));
  }
  void cutOff(qint64 first, qint64 last, const char* whoSays) {
    find(first, "truncated",
         (first == last ? QStringLiteral("Entry %1 was cut off from the end, says %2").arg(first)
                        : QStringLiteral("Entries %1 to %2 were cut off from the end, says %3").arg(first).arg(last))
             .arg(QLatin1String(whoSays)));
  }
  void keptElsewhere(qint64 number, const QByteArray& hash) {
    if (known_ && known_->entries == number && known_->hash.toLatin1() != hash)
      find(number, "head_differs",
           QStringLiteral("%1 has another hash than was kept elsewhere: it or one before it was rewritten")
               .arg(auditEntryNumber(number).replace(0, 1, u'E')));
  }

  const std::optional<AuditHead>& known_;
  AuditVerdict verdict_;
  qint64 seen_ = std::numeric_limits<qint64>::min();
  QByteArray computed_;
};

// How many were read.
Result<int> walkAuditPage(QSqlDatabase& database, const QString& columns, qint64 after, AuditWalk& walk) {
  int rows = 0;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT ") + columns +
                             QStringLiteral(" FROM audit_entries WHERE id > ? ORDER BY id LIMIT ") +
                             QString::number(kAuditPage),
                         {after}, [&](const QSqlQuery& query) {
                           walk.step(AuditBytes::read(query));
                           ++rows;
                         });
  if (!read) return failure(read.error());
  return rows;
}

// All pages after the entries that were seen.
Result<void> walkRest(QSqlDatabase& database, const QString& columns, AuditWalk& walk, const CancelToken& cancel) {
  for (int rows = kAuditPage; rows == kAuditPage;) {
    if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The check was stopped");
    auto page = walkAuditPage(database, columns, walk.seen(), walk);
    if (!page) return failure(page.error());
    rows = *page;
  }
  return {};
}

Result<std::optional<AuditHead>> writtenAuditHead(QSqlDatabase& database) {
  std::optional<AuditHead> head;
  auto read = forEachRow(
      database, QStringLiteral("SELECT entries, hash FROM audit_head WHERE one = 1"), {},
      [&](const QSqlQuery& query) { head = AuditHead{query.value(0).toLongLong(), query.value(1).toString()}; });
  if (!read) return failure(read.error());
  return head;
}

}  // namespace

Result<AuditVerdict> verifyAudit(QSqlDatabase& database, const std::optional<AuditHead>& known,
                                 const CancelToken& cancel) {
  const QString columns = auditByteColumns(database);
  AuditWalk walk(known);
  std::optional<AuditHead> head;
  // Others append meanwhile: the head is read after the entries, and when it is ahead of them there must be more.
  for (;;) {
    if (auto rest = walkRest(database, columns, walk, cancel); !rest) return failure(rest.error());
    if (head && head->entries > walk.last().entries) break;
    auto written = writtenAuditHead(database);
    if (!written) return failure(written.error());
    head = *written;
    if (!head || head->entries <= walk.last().entries) break;
  }
  walk.end(head);
  return std::move(walk).verdict();
}

}  // namespace billing::store
