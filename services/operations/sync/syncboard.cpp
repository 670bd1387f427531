#include "operations/sync/syncboard.h"

#include <QElapsedTimer>
#include <QLocale>

#include "store/repositories/syncrunrepository.h"
#include "support/whendone.h"

namespace billing::operations {
namespace {

constexpr qint64 kBetweenNewsMs = 100;

QString qtext(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// English grouping, like the program's other sums in the log.
QString grouped(std::int64_t count) {
  return QLocale(QLocale::English, QLocale::UnitedStates).toString(qlonglong{count});
}

struct LastRuns {
  std::optional<store::StoredSyncRun> last, done;
};

SyncReport countsOf(const store::StoredSyncRun& run) {
  SyncReport report;
  report.seen = run.counts.seen;
  report.created = run.counts.created;
  report.updated = run.counts.updated;
  report.missedEvents = run.counts.missedEvents;
  report.unreadable = run.counts.unreadable;
  report.refused = run.counts.refused;
  report.notSeen = run.counts.notSeen;
  return report;
}

}  // namespace

QString syncResultText(const SyncReport& report) {
  QString text = QStringLiteral("%1 read, %2 new, %3 changed")
                     .arg(grouped(report.seen), grouped(report.created), grouped(report.updated));
  const auto add = [&text](std::int64_t count, const char* what) {
    if (count > 0) text += QStringLiteral(", %1 %2").arg(grouped(count), QLatin1String(what));
  };
  add(report.missedEvents, "events had been missed");
  add(report.unreadable, "could not be read");
  add(report.refused, "of products that nobody knows");
  add(report.notSeen, "not seen any more");
  return text;
}

SyncBoard::SyncBoard(Parts parts, QObject* parent) : QObject(parent), parts_(std::move(parts)) {
  pool_.setMaxThreadCount(1);
  readLast();
}

SyncBoard::~SyncBoard() {
  cancel_.cancel();
  closing_.cancel();
  pool_.waitForDone();
}

void SyncBoard::readLast() {
  const auto runs = parts_.database.read<LastRuns>(
      [provider = parts_.provider, dialect = parts_.database.dialect()](QSqlDatabase& connection) -> Result<LastRuns> {
        store::WriteContext context(connection, dialect);
        auto last = store::SyncRunRepository::newestInState(context, provider, {});
        if (!last) return failure(last.error());
        auto done = store::SyncRunRepository::newestInState(context, provider, "done");
        if (!done) return failure(done.error());
        return LastRuns{std::move(*last), std::move(*done)};
      },
      closing_);
  whenDone(runs, this, [this](const Result<LastRuns>& found) {
    if (!found || state_.running) return;
    if (found->done) {
      state_.lastDone = found->done->endedAt.value_or(found->done->startedAt).ms;
      state_.lastResult = syncResultText(countsOf(*found->done));
    }
    if (found->last && found->last->state == "failed") state_.lastError = qtext(found->last->error);
    Q_EMIT changed();
  });
}

void SyncBoard::start(SyncKind kind, std::optional<Hand> hand) {
  if (state_.running) return;
  cancel_ = CancelToken();
  state_.running = true;
  state_.kind = qtext(toString(kind));
  state_.resource.clear();
  state_.seen = state_.total = 0;
  pool_.start([this, kind, hand = std::move(hand), cancel = cancel_] { run(kind, hand, cancel); });
  Q_EMIT changed();
}

// On the worker's thread; this object waits for it before it dies.
void SyncBoard::run(SyncKind kind, const std::optional<Hand>& hand, const CancelToken& cancel) {
  Result<SyncReport> report = failure(ErrorKind::Internal, "not_run", "The sync was not run");
  if (const auto provider = parts_.connect()) {
    QElapsedTimer sinceNews;
    const SyncServices services{parts_.database, **provider, parts_.clock, parts_.rules, parts_.eventsStored, hand};
    report = runSync(
        services, kind,
        [&](const SyncProgress& progress) {
          if (sinceNews.isValid() && sinceNews.elapsed() < kBetweenNewsMs) return;
          sinceNews.start();
          QMetaObject::invokeMethod(this, [this, progress] { progressed(progress); }, Qt::QueuedConnection);
        },
        cancel);
  } else {
    report = failure(provider.error());
  }
  QMetaObject::invokeMethod(this, [this, report] { ended(report); }, Qt::QueuedConnection);
}

void SyncBoard::progressed(const SyncProgress& progress) {
  if (!state_.running) return;
  state_.resource = qtext(progress.resource);
  state_.seen = progress.seen;
  state_.total = progress.total;
  Q_EMIT changed();
}

void SyncBoard::ended(const Result<SyncReport>& report) {
  state_.running = false;
  state_.lastError.clear();
  if (!report) {
    state_.lastError = QString::fromStdString(describe(report.error()));
  } else if (report->state == "done") {
    state_.kind = qtext(toString(report->kind));
    state_.lastDone = report->endedAt.ms;
    state_.lastResult = syncResultText(*report);
    if (!report->note.empty()) state_.lastResult += QStringLiteral(". ") + QString::fromStdString(report->note);
  } else if (report->error) {
    state_.lastError = QString::fromStdString(describe(*report->error));
  }
  Q_EMIT changed();
}

}  // namespace billing::operations
