#include "store/repositories/syncrunrepository.h"

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

// "cursor" is a word of the language in MySQL.
const QStringList& runColumns() {
  static const QStringList columns{
      QStringLiteral("provider"),      QStringLiteral("kind"),       QStringLiteral("state"),
      QStringLiteral("started_at"),    QStringLiteral("ended_at"),   QStringLiteral("read_since"),
      QStringLiteral("events_since"),  QStringLiteral("stage"),      QStringLiteral("\"cursor\""),
      QStringLiteral("stage_since"),   QStringLiteral("pages"),      QStringLiteral("seen"),
      QStringLiteral("created"),       QStringLiteral("updated"),    QStringLiteral("unchanged"),
      QStringLiteral("missed_events"), QStringLiteral("unreadable"), QStringLiteral("unknown_words"),
      QStringLiteral("refused"),       QStringLiteral("not_seen"),   QStringLiteral("note"),
      QStringLiteral("error_code"),    QStringLiteral("error"),      QStringLiteral("request_id")};
  return columns;
}

QVariantList runValues(const StoredSyncRun& run) {
  const SyncCounts& n = run.counts;
  return {toVariant(run.provider), toVariant(run.kind),       toVariant(run.state),       qlonglong(run.startedAt.ms),
          toVariant(run.endedAt),  toVariant(run.readSince),  toVariant(run.eventsSince), toVariant(run.stage),
          toVariant(run.cursor),   toVariant(run.stageSince), qlonglong(n.pages),         qlonglong(n.seen),
          qlonglong(n.created),    qlonglong(n.updated),      qlonglong(n.unchanged),     qlonglong(n.missedEvents),
          qlonglong(n.unreadable), qlonglong(n.unknownWords), qlonglong(n.refused),       qlonglong(n.notSeen),
          toVariant(run.note),     toVariant(run.errorCode),  toVariant(run.error),       toVariant(run.requestId)};
}

SyncCounts readSyncCounts(RowReader& row) {
  SyncCounts n;
  for (std::int64_t* count : {&n.pages, &n.seen, &n.created, &n.updated, &n.unchanged, &n.missedEvents, &n.unreadable,
                              &n.unknownWords, &n.refused, &n.notSeen})
    *count = row.number();
  return n;
}

StoredSyncRun readSyncRun(const QSqlQuery& query) {
  RowReader row(query);
  StoredSyncRun run;
  run.row = row.number();
  run.provider = providerFrom(row.text()).value_or(Provider::Dodo);
  run.kind = row.text();
  run.state = row.text();
  run.startedAt = {row.number()};
  run.endedAt = row.instant();
  run.readSince = row.instant();
  run.eventsSince = row.instant();
  run.stage = row.text();
  run.cursor = row.text();
  run.stageSince = row.instant();
  run.counts = readSyncCounts(row);
  for (std::string* text : {&run.note, &run.errorCode, &run.error, &run.requestId}) *text = row.text();
  return run;
}

Result<std::optional<StoredSyncRun>> newestRun(WriteContext& context, const QString& condition,
                                               const QVariantList& values) {
  auto found =
      Statement::run(context,
                     QStringLiteral("SELECT id, %1 FROM sync_runs WHERE provider = ? AND %2 ORDER BY id DESC LIMIT 1")
                         .arg(runColumns().join(u','), condition),
                     values);
  if (!found) return failure(found.error());
  if (found->next()) return readSyncRun(found->query());
  return ended(context.database(), found->query()).map([] { return std::optional<StoredSyncRun>(); });
}

Result<std::optional<Instant>> newestStart(WriteContext& context, const QString& condition, Provider provider) {
  auto found = Statement::run(context,
                              QStringLiteral("SELECT started_at FROM sync_runs WHERE provider = ? AND state = 'done'") +
                                  condition + QStringLiteral(" ORDER BY id DESC LIMIT 1"),
                              {toVariant(provider)});
  if (!found) return failure(found.error());
  if (found->next()) return RowReader(found->query()).instant();
  return ended(context.database(), found->query()).map([] { return std::optional<Instant>(); });
}

}  // namespace

SyncCounts& SyncCounts::operator+=(const SyncCounts& more) {
  for (auto count : {&SyncCounts::pages, &SyncCounts::seen, &SyncCounts::created, &SyncCounts::updated,
                     &SyncCounts::unchanged, &SyncCounts::missedEvents, &SyncCounts::unreadable,
                     &SyncCounts::unknownWords, &SyncCounts::refused, &SyncCounts::notSeen})
    this->*count += more.*count;
  return *this;
}

Result<std::int64_t> SyncRunRepository::save(WriteContext& context, const StoredSyncRun& run) {
  static const QString insert =
      QStringLiteral("INSERT INTO sync_runs (%1) VALUES (%2)")
          .arg(runColumns().join(u','), QStringList(runColumns().size(), QStringLiteral("?")).join(u','));
  static const QString update =
      QStringLiteral("UPDATE sync_runs SET %1 = ? WHERE id = ?").arg(runColumns().join(QStringLiteral(" = ?, ")));
  QVariantList values = runValues(run);
  if (run.row != 0) values << qlonglong(run.row);
  auto saved = Statement::run(context, run.row == 0 ? insert : update, values);
  if (!saved) return failure(saved.error());
  return run.row != 0 ? run.row : std::int64_t{saved->query().lastInsertId().toLongLong()};
}

Result<std::optional<StoredSyncRun>> SyncRunRepository::newest(WriteContext& context, Provider provider,
                                                               const std::string& kind) {
  return newestRun(context, QStringLiteral("kind = ?"), {toVariant(provider), toVariant(kind)});
}

Result<std::optional<StoredSyncRun>> SyncRunRepository::newestInState(WriteContext& context, Provider provider,
                                                                      const std::string& state) {
  if (state.empty()) return newestRun(context, QStringLiteral("1 = 1"), {toVariant(provider)});
  return newestRun(context, QStringLiteral("state = ?"), {toVariant(provider), toVariant(state)});
}

Result<std::optional<Instant>> SyncRunRepository::lastObjectsRead(WriteContext& context, Provider provider) {
  return newestStart(context, QStringLiteral(" AND kind <> 'missed_events'"), provider);
}

Result<std::optional<Instant>> SyncRunRepository::lastDone(WriteContext& context, Provider provider) {
  return newestStart(context, QString(), provider);
}

}  // namespace billing::store
