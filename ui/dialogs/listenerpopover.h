// What the lamp knows: port and URLs, last delivery, failures with their common reason; start, stop, another port, copy
// URL.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "ui/panes/panecontext.h"
#include "ui/widgets/factscard.h"

namespace billing::ui {

class ListenerPopover : public QFrame {
  Q_OBJECT
 public:
  ListenerPopover(const PaneContext& context, QWidget* parent);
  void openAt(QWidget* anchor);

 Q_SIGNALS:
  void rejectedWanted();  ///< show the deliveries that were refused

 private:
  void refresh();
  void startOrStop();
  void start(quint16 port);
  [[nodiscard]] QString url(int route) const;
  const PaneContext& context_;
  QLabel* headline_;
  FactsCard* facts_;
  QLabel* problem_;
  QSpinBox* port_;
  QPushButton* startStop_;
  QPushButton* next_;
  QPushButton* failures_;
};

}  // namespace billing::ui
