// What is sold: the workspace's own catalogue by plan and interval with its problems, or, where it has none, what
// events tell of; below, every price that the provider told of.
#pragma once

#include <QTimer>

#include "ui/panes/listpane.h"

namespace billing::ui {

class CatalogueView;
class NoteStrip;
class PlanMatrix;

class PlanPane : public ListPane {
  Q_OBJECT
 public:
  explicit PlanPane(const PaneContext& context, QWidget* parent = nullptr);
  ~PlanPane() override { cancel_.cancel(); }
  [[nodiscard]] bool isSettled() const override { return !matrixLoading_ && ListPane::isSettled(); }
  void copySelection() override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build();
  void buildCatalogue(QVBoxLayout& column);
  void loadMatrix();
  void showMatrix(const QVector<store::PlanRow>& plans);
  void showCatalogue(const QVector<store::PlanRow>& plans);
  void fitCatalogue();
  void showSubscribers(const QString& plan);
  void showSubscribersOf(const QString& plan, const QString& productId);
  [[nodiscard]] bool hasCatalogue() const { return catalogue_ != nullptr; }
  PlanMatrix* matrix_ = nullptr;
  CatalogueView* catalogue_ = nullptr;
  NoteStrip* problems_ = nullptr;
  CancelToken cancel_;
  bool matrixLoading_ = false;
  QTimer throttle_;  ///< subscriptions change often, their sums are read twice a second at most
};

}  // namespace billing::ui
