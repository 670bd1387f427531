// The sandbox's clock in the window: what time it is there, and two buttons that move it on.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include "operations/providerdesk.h"

namespace billing::ui {

class SandboxBar : public QWidget {
  Q_OBJECT
 public:
  /// `desk` outlives it. Not to be seen where the workspace speaks to its provider.
  explicit SandboxBar(operations::ProviderDesk& desk, QWidget* parent = nullptr);
  /// Moves the clock, months first.
  void advance(int months, int days);

 Q_SIGNALS:
  void failed(const billing::Error& error);
  /// It is so late now.
  void moved(const QString& time);

 private:
  QPushButton* addButton(const QString& name, const QString& text, const QString& tip, int months, int days);
  void refresh();

  operations::ProviderDesk& desk_;
  QLabel* time_;
  QPushButton* day_;
  QPushButton* month_;
  QTimer tick_;
  bool moving_ = false;
};

}  // namespace billing::ui
