#include "ui/presenters/switchboard.h"

#include <algorithm>

#include "support/whendone.h"
#include "ui/presenters/person.h"

namespace billing::ui {

namespace {

constexpr qint64 longestWaitMs = 3'600'000;  // clocks get set and machines sleep: look again within the hour

}  // namespace

SwitchBoard::SwitchBoard(const PaneContext& context, QObject* parent)
    : QObject(parent), context_(context), desk_(*context.services.safety) {
  next_.setSingleShot(true);
  connect(&next_, &QTimer::timeout, this, &SwitchBoard::reload);
  connect(&context.updater, &models::ModelUpdater::changed, this, [this](const std::vector<store::Change>& changes) {
    const bool concerns = std::any_of(changes.begin(), changes.end(),
                                      [](const auto& c) { return c.entity == store::Entity::SafetySwitch; });
    if (concerns) reload();
  });
}

void SwitchBoard::reload() {
  cancel_.cancel();
  cancel_ = CancelToken();
  loading_ = true;
  whenDone(desk_.switches(cancel_), this, [this, token = cancel_](const Result<QVector<store::SwitchRow>>& rows) {
    if (token.cancelled()) return;
    loading_ = false;
    if (rows) {
      rows_ = *rows;
      waitForNext();
      Q_EMIT changed();
    } else {
      Q_EMIT failed(rows.error());
    }
  });
}

void SwitchBoard::waitForNext() {
  const qint64 now = context_.nowMs();
  std::optional<qint64> soonest;
  for (const auto& row : switchedOn())
    for (const auto& at : {row.remindAt, row.endsAt})
      if (at && *at > now) soonest = std::min(soonest.value_or(*at), *at);
  next_.stop();
  if (soonest) next_.start(static_cast<int>(std::min(*soonest - now + 1, longestWaitMs)));
}

QVector<store::SwitchRow> SwitchBoard::switchedOn() const {
  QVector<store::SwitchRow> on;
  std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(on), [](const auto& row) { return row.on; });
  return on;
}

void SwitchBoard::switchOff(const QString& name) {
  change({name, false, {}, currentPerson(), {}, {}});
}

void SwitchBoard::change(const operations::SwitchChange& change) {
  whenDone(desk_.setSwitch(change), this, [this](const Result<void>& set) {
    if (!set) Q_EMIT failed(set.error());
    reload();
  });
}

}  // namespace billing::ui
