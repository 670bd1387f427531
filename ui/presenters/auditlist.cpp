#include "ui/presenters/auditlist.h"

#include <algorithm>

#include "support/whendone.h"

namespace billing::ui {

AuditList::AuditList(const PaneContext& context, QObject* parent)
    : QObject(parent), context_(context), model_(models::auditTable(), context.words) {
  throttle_.setSingleShot(true);
  throttle_.setInterval(300);
  connect(&throttle_, &QTimer::timeout, this, &AuditList::reload);
  connect(&context.updater, &models::ModelUpdater::changed, this, [this](const std::vector<store::Change>& changes) {
    const bool joined = std::any_of(changes.begin(), changes.end(),
                                    [](const auto& change) { return change.entity == store::Entity::AuditEntry; });
    if (joined && asked_ && !throttle_.isActive()) throttle_.start();
  });
}

void AuditList::ask(const store::AuditQuestion& question) {
  question_ = question;
  asked_ = true;
  load(0);
}

void AuditList::reload() {
  if (asked_) load(0);
}

void AuditList::showOlder() {
  if (asked_ && hasOlder_ && !loading_) load(rows().constLast().id);
}

void AuditList::clear() {
  cancel_.cancel();
  asked_ = loading_ = hasOlder_ = false;
  model_.setRows({});
  Q_EMIT changed();
}

const store::AuditRow* AuditList::entry(qint64 number) const {
  const auto found = std::find_if(rows().begin(), rows().end(), [&](const auto& row) { return row.id == number; });
  return found == rows().end() ? nullptr : &*found;
}

void AuditList::load(qint64 before) {
  cancel_.cancel();
  cancel_ = CancelToken();
  loading_ = true;
  store::AuditQuestion question = question_;
  question.before = before;
  // As many as were shown, so that nobody who has scrolled down loses the place.
  if (before == 0) question.limit = std::max<int>(question.limit, static_cast<int>(rows().size()));
  const auto asking = context_.services.admin->audit(question, cancel_);
  whenDone(asking, this, [this, before, limit = question.limit, token = cancel_](const auto& found) {
    if (token.cancelled()) return;
    loading_ = false;
    if (!found) {
      if (found.error().kind != ErrorKind::Cancelled) Q_EMIT failed(found.error());
      return;
    }
    hasOlder_ = found->size() == limit;
    model_.setRows(before == 0 ? *found : rows() + *found);
    Q_EMIT changed();
  });
}

}  // namespace billing::ui
