// Says in every pane that a safety switch is on, why, and until when; and switches it off.
#pragma once

#include <QFrame>
#include <QVBoxLayout>
#include <QVector>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class SwitchBanner : public QFrame {
  Q_OBJECT
 public:
  explicit SwitchBanner(const PaneContext& context, QWidget* parent = nullptr);
  /// One line for each; hidden without any.
  void show(const QVector<store::SwitchRow>& switchedOn);

 Q_SIGNALS:
  void offWanted(const QString& name);
  void detailsWanted();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QWidget* makeLine(const store::SwitchRow& row);
  const PaneContext& context_;
  QVBoxLayout* column_;
  QVector<QWidget*> lines_;
};

}  // namespace billing::ui
