// The safety switches: what each does, whether it is on, why, by whom, until when. None of them deletes anything.
#pragma once

#include <QVector>
#include <QWidget>

#include "ui/panes/panecontext.h"
#include "ui/presenters/switchboard.h"

class QVBoxLayout;

namespace billing::ui {

class SwitchCard;

class SwitchesView : public QWidget {
  Q_OBJECT
 public:
  explicit SwitchesView(const PaneContext& context, QWidget* parent = nullptr);
  void refresh() { board_.reload(); }
  [[nodiscard]] bool isSettled() const { return !board_.loading(); }
  /// Asks reason and end, then switches on; or switches off.
  void toggle(const QString& name);
  [[nodiscard]] int countOn() const { return static_cast<int>(board_.switchedOn().size()); }

 Q_SIGNALS:
  void changed();
  void failed(const billing::Error& error);

 private:
  void show();
  const PaneContext& context_;
  SwitchBoard board_;
  QVector<SwitchCard*> cards_;
};

}  // namespace billing::ui
