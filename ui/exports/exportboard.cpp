#include "ui/exports/exportboard.h"

#include <QFileInfo>
#include <QPointer>
#include <algorithm>

#include "support/whendone.h"

namespace billing::ui {
namespace {

constexpr qint64 kTellEveryMs = 100;
constexpr std::size_t kMostKept = 10;

}  // namespace

ExportBoard::ExportBoard(reports::ReportsDesk& desk, QObject* parent) : QObject(parent), desk_(desk) {
  setObjectName(QStringLiteral("exportBoard"));
}

ExportBoard::~ExportBoard() {
  for (const auto& kept : jobs_) kept->token.cancel();
}

ExportBoard::Kept& ExportBoard::add(const QString& path) {
  auto kept = std::make_unique<Kept>();
  kept->job.number = ++last_;
  kept->job.path = path;
  kept->job.name = QFileInfo(path).fileName();
  kept->clock.start();
  jobs_.insert(jobs_.begin(), std::move(kept));
  while (jobs_.size() > kMostKept && jobs_.back()->job.ended) jobs_.pop_back();
  return *jobs_.front();
}

ExportBoard::Kept* ExportBoard::find(int number) {
  const auto found = std::ranges::find_if(jobs_, [number](const auto& kept) { return kept->job.number == number; });
  return found == jobs_.end() ? nullptr : found->get();
}

// Called on the writer's thread, some hundred times a second: the window hears of it ten times. The board may be gone
// by then: the relay outlives the work, and the board is asked for on this thread only.
reports::ExportProgress ExportBoard::progressOf(int number) {
  auto told = std::make_shared<QElapsedTimer>();
  const std::shared_ptr<QObject> relay(new QObject, [](QObject* object) { object->deleteLater(); });
  return [relay, board = QPointer<ExportBoard>(this), number, told](qint64 rows, qint64 expected) {
    if (told->isValid() && told->elapsed() < kTellEveryMs) return;
    told->start();
    QMetaObject::invokeMethod(
        relay.get(),
        [board, number, rows, expected] {
          Kept* kept = board ? board->find(number) : nullptr;
          if (kept == nullptr || kept->job.ended) return;
          kept->job.rows = rows;
          kept->job.expected = expected;
          Q_EMIT board->changed();
        },
        Qt::QueuedConnection);
  };
}

int ExportBoard::start(ExportOrder order) {
  Kept& kept = add(order.path);
  const int number = kept.job.number;
  kept.job.expected = order.feed->expected();
  const auto writing =
      desk_.write(order.path, order.head, order.columns, order.feed, order.options, progressOf(number), kept.token);
  Q_EMIT changed();
  whenDone(writing, this, [this, number](const Result<reports::ExportReceipt>& receipt) {
    end(number, receipt ? Result<QVector<reports::ExportReceipt>>(QVector{*receipt}) : failure(receipt.error()));
  });
  return number;
}

int ExportBoard::startMonthEnd(const reports::MonthEndWish& wish) {
  Kept& kept = add(wish.folder);
  const int number = kept.job.number;
  const auto writing = desk_.monthEnd(wish, progressOf(number), kept.token);
  Q_EMIT changed();
  whenDone(writing, this,
           [this, number](const Result<QVector<reports::ExportReceipt>>& receipts) { end(number, receipts); });
  return number;
}

void ExportBoard::end(int number, Result<QVector<reports::ExportReceipt>> outcome) {
  Kept* kept = find(number);
  if (kept == nullptr) return;
  kept->job.ended = true;
  kept->job.startedAgoMs = kept->clock.elapsed();
  if (outcome)
    kept->job.receipts = std::move(*outcome);
  else
    kept->job.error = outcome.error();
  const Job job = kept->job;
  Q_EMIT changed();
  Q_EMIT ended(job);
}

void ExportBoard::cancel(int number) {
  Kept* kept = find(number);
  if (kept == nullptr || kept->job.ended) return;
  kept->job.cancelling = true;
  kept->token.cancel();
  Q_EMIT changed();
}

QVector<ExportBoard::Job> ExportBoard::jobs() const {
  QVector<Job> all;
  for (const auto& kept : jobs_) {
    Job job = kept->job;
    if (!job.ended) job.startedAgoMs = kept->clock.elapsed();
    all << job;
  }
  return all;
}

int ExportBoard::running() const {
  return static_cast<int>(std::ranges::count_if(jobs_, [](const auto& kept) { return !kept->job.ended; }));
}

}  // namespace billing::ui
