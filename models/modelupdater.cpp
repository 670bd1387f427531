#include "models/modelupdater.h"

#include <QMetaObject>
#include <mutex>

namespace billing::models {
namespace {

constexpr int bundleMs = 60;

}  // namespace

struct ModelUpdater::Target {
  QPointer<WindowedModel> model;
  store::Entity own;
  QVector<store::Entity> related;
};

struct ModelUpdater::Door {
  std::mutex mutex;
  ModelUpdater* behind;
};

ModelUpdater::ModelUpdater(store::ChangeFeed& feed, QObject* parent) : QObject(parent), door_(new Door{{}, this}) {
  pause_.setSingleShot(true);
  pause_.setTimerType(Qt::PreciseTimer);
  pause_.setInterval(bundleMs);
  connect(&pause_, &QTimer::timeout, this, &ModelUpdater::deliver);
  // The writer's thread only posts, and may be doing so at the moment when this object goes.
  subscription_ = feed.subscribe([door = door_] {
    const std::scoped_lock lock(door->mutex);
    if (door->behind) QMetaObject::invokeMethod(door->behind, "wake", Qt::QueuedConnection);
  });
}

ModelUpdater::~ModelUpdater() {
  const std::scoped_lock lock(door_->mutex);
  door_->behind = nullptr;
}

void ModelUpdater::add(WindowedModel* model, store::Entity own, QVector<store::Entity> related) {
  targets_.push_back({model, own, std::move(related)});
}

void ModelUpdater::wake() {
  if (pause_.isActive()) return;  // its end delivers
  deliver();
}

void ModelUpdater::deliver() {
  const std::vector<store::Change> changes = subscription_->take();
  if (changes.empty()) return;
  pause_.start();
  std::erase_if(targets_, [](const Target& target) { return !target.model; });
  for (const Target& target : targets_) tell(target, changes);
  Q_EMIT changed(changes);
}

void ModelUpdater::tell(const Target& target, const std::vector<store::Change>& changes) {
  store::IdVector inserted, updated;
  bool related = false;
  for (const store::Change& change : changes) {
    if (change.entity == target.own)
      (change.kind == store::ChangeKind::Inserted ? inserted : updated).push_back(static_cast<quint32>(change.row));
    else
      related = related || target.related.contains(change.entity);
  }
  if (!inserted.isEmpty() || !updated.isEmpty()) target.model->mergeChanges(inserted, updated);
  if (related) target.model->refreshRows();
}

}  // namespace billing::models
