// One safety switch.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "ui/panes/panecontext.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/symbollabel.h"

namespace billing::ui {

class SwitchCard : public QFrame {
  Q_OBJECT
 public:
  SwitchCard(const PaneContext& context, const QString& name, QWidget* parent = nullptr);
  void show(const store::SwitchRow& row);
  [[nodiscard]] QString name() const { return name_; }
  [[nodiscard]] bool isOn() const { return on_; }
  /// Why it cannot be used in this workspace; empty: it can.
  void setImpossible(const QString& reason);

 Q_SIGNALS:
  void toggleWanted();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const PaneContext& context_;
  QString name_;
  bool on_ = false;
  SymbolLabel* sign_;
  QLabel* state_;
  FactsCard* facts_;
  QPushButton* button_;
};

}  // namespace billing::ui
