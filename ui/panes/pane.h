// One page of the window. Made when it is first shown; keeps its state while others are shown.
#pragma once

#include <QWidget>

#include "store/listrows.h"

namespace billing::ui {

struct OrderOffer;

class Pane : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;

  virtual void focusSearch() {}
  virtual void openFilterMenu() {}
  virtual void toggleDetail() {}
  virtual void copySelection() {}
  /// Opens the fire dialog with the values of the selected row; false when nothing fitting is selected.
  virtual bool fireSelection() { return false; }
  /// What can be done by hand with what is selected, and if not, why not. Empty: nothing that could be changed.
  [[nodiscard]] virtual QVector<OrderOffer> orderOffers() const;
  virtual void refresh() {}
  /// Takes the keys when the pane is chosen.
  [[nodiscard]] virtual QWidget* firstFocus() { return this; }
  /// Esc: drops what narrows the view, one step at a time.
  virtual void stepBack() {}
  virtual void showQuery(const store::ListQuery&) {}
  virtual void showRow(qint64) {}
  [[nodiscard]] virtual QString selectionText() const { return {}; }
  /// Nothing is on its way: for the tour and for tests, which wait for `settled` otherwise.
  [[nodiscard]] virtual bool isSettled() const { return true; }

 Q_SIGNALS:
  void selectionTextChanged(const QString& text);
  void settled();
};

}  // namespace billing::ui
