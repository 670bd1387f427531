// The changes that are on their way, above the status line: what each does, how long it can still be undone, and what
// came of it.
#pragma once

#include <QFrame>
#include <QTimer>
#include <QVBoxLayout>

#include "store/adminrows.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class CallLine;
class OutboxBoard;

class OutboxStrip : public QFrame {
  Q_OBJECT
 public:
  OutboxStrip(const PaneContext& context, OutboxBoard& board, QWidget* parent = nullptr);

 Q_SIGNALS:
  void outboxWanted();
  /// A call that makes good the one that is done.
  void compensationWanted(const billing::store::OutboxRow& call);
  void detailsWanted(const billing::store::OutboxRow& call);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void tick();
  void putAsideWhenRead(const store::OutboxRow& call);
  const PaneContext& context_;
  OutboxBoard& board_;
  QVBoxLayout* column_;
  QVector<CallLine*> lines_;
  QWidget* more_;
  QTimer second_;
};

}  // namespace billing::ui
