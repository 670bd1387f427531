#include "models/changemerger.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <utility>

#include "support/whendone.h"

namespace billing::models {
namespace {

constexpr std::chrono::milliseconds pauseAfterError{1000};

void sortNewestFirst(store::IdVector& ids) {
  std::sort(ids.begin(), ids.end(), std::greater<>());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

// The newest `most` of the waiting ids; the rest goes on waiting.
store::IdVector takeNewest(store::IdVector& waiting, int most) {
  sortNewestFirst(waiting);
  store::IdVector taken = waiting.first(std::min<qsizetype>(most, waiting.size()));
  waiting.remove(0, taken.size());
  return taken;
}

}  // namespace

bool matchesEverything(const store::ListQuery& query) {
  return query.text.trimmed().isEmpty() &&
         std::none_of(query.filters.begin(), query.filters.end(), [](const auto& filter) { return filter.enabled; });
}

struct ChangeMerger::Job {
  MergePortion portion;
  CancelToken token;
  int open = 0;  ///< answers still to come
};

ChangeMerger::ChangeMerger(RowSource& source, QObject* parent) : QObject(parent), source_(source) {
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &ChangeMerger::pump);
}

ChangeMerger::~ChangeMerger() {
  if (job_) job_->token.cancel();
}

void ChangeMerger::add(const store::IdVector& inserted, const store::IdVector& updated) {
  inserted_ += inserted;
  updated_ += updated;
  if (!soon_.isActive()) pump();
}

void ChangeMerger::setQuery(const store::ListQuery& query) {
  withdraw();
  query_ = query;
}

void ChangeMerger::setPaused(bool paused) {
  paused_ = paused;
  if (paused)
    withdraw();
  else if (!soon_.isActive())
    soon_.start(0);
}

void ChangeMerger::withdraw() {
  if (!job_) return;
  job_->token.cancel();
  inserted_ += job_->portion.inserted;
  updated_ += job_->portion.updated;
  job_.reset();
}

void ChangeMerger::pump() {
  if (paused_ || job_ || (inserted_.isEmpty() && updated_.isEmpty())) return;
  const auto job = std::make_shared<Job>();
  job_ = job;
  MergePortion& portion = job->portion;
  portion.inserted = takeNewest(inserted_, mostIds);
  store::IdVector updated = takeNewest(updated_, mostIds);
  std::set_difference(updated.cbegin(), updated.cend(), portion.inserted.cbegin(), portion.inserted.cend(),
                      std::back_inserter(portion.updated), std::greater<>());
  portion.matching = portion.inserted + portion.updated;
  const bool askWhich = !matchesEverything(query_);
  job->open = 1 + (askWhich ? 1 : 0) + (portion.inserted.isEmpty() ? 0 : 1);
  if (askWhich) askMatching(job);
  if (!portion.inserted.isEmpty()) askRows(job);
  step(job);
}

void ChangeMerger::askMatching(const std::shared_ptr<Job>& job) {
  whenDone(source_.matching(query_, job->portion.matching, job->token), this,
           [this, job](const Result<store::IdVector>& ids) {
             if (!ids) return fail(job, ids.error());
             job->portion.matching = *ids;
             step(job);
           });
}

void ChangeMerger::askRows(const std::shared_ptr<Job>& job) {
  const auto newest = job->portion.inserted.first(std::min<qsizetype>(mostRows, job->portion.inserted.size()));
  whenDone(source_.rows(newest, job->token), this, [this, job](const Result<RowBatch>& rows) {
    if (!rows) return fail(job, rows.error());
    job->portion.rows = *rows;
    step(job);
  });
}

void ChangeMerger::step(const std::shared_ptr<Job>& job) {
  if (job != job_ || --job->open > 0) return;
  job_.reset();
  failing_ = false;
  soon_.start(0);  // the next portion gives way to whatever else the window has to do
  Q_EMIT ready(job->portion);
}

void ChangeMerger::fail(const std::shared_ptr<Job>& job, const Error& error) {
  if (job != job_) return;
  withdraw();
  soon_.start(pauseAfterError);
  if (!std::exchange(failing_, true)) Q_EMIT failed(error);
}

}  // namespace billing::models
