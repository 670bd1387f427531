// Carries committed changes from the store's feed to the lists that show them.
//
// The first change after a quiet moment goes through at once; under load all changes of 60 ms travel together.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QVector>
#include <memory>

#include "models/windowedmodel.h"
#include "store/changefeed.h"

namespace billing::models {

/// One for a window. Lives on the GUI thread; the feed outlives it.
class ModelUpdater : public QObject {
  Q_OBJECT
 public:
  explicit ModelUpdater(store::ChangeFeed& feed, QObject* parent = nullptr);
  ~ModelUpdater() override;

  /// `model` shows rows of `own`; a change of one of `related` (what its rows are computed from) makes it read the
  /// visible rows again. The model may die at any time.
  void add(WindowedModel* model, store::Entity own, QVector<store::Entity> related = {});

 Q_SIGNALS:
  /// Once for each bundle, after the models were told: for badges, open details and charts.
  void changed(const std::vector<billing::store::Change>& changes);

 private:
  struct Target;
  Q_INVOKABLE void wake();
  void deliver();
  static void tell(const Target& target, const std::vector<store::Change>& changes);

  /// Where the writer's thread knocks; closed before this object goes.
  struct Door;
  std::vector<Target> targets_;
  QTimer pause_;
  std::shared_ptr<Door> door_;
  std::shared_ptr<store::ChangeSubscription> subscription_;
};

}  // namespace billing::models
