// Ctrl+K: every action of the window, the disabled ones with the reason, and customers, subscriptions and events by
// text or id.
#pragma once

#include <QFrame>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QStandardItemModel>
#include <QTimer>

#include "ui/panes/panecontext.h"

namespace billing::ui {

/// The dynamic property of a QAction that tells why it is disabled.
inline constexpr const char* kReasonProperty = "disabledReason";

class CommandPalette : public QFrame {
  Q_OBJECT
 public:
  CommandPalette(const PaneContext& context, QList<QAction*> actions, QWidget* window);
  ~CommandPalette() override;
  void openIn(QWidget* window);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void listActions(const QString& text);
  void search(const QString& text);
  void addHit(const QString& icon, const QString& title, const QString& caption, PaneId pane, qint64 row);
  void run(const QModelIndex& index);
  void selectFirstEnabled();

  const PaneContext& context_;
  QList<QAction*> actions_;
  QLineEdit* input_;
  QListView* view_;
  QStandardItemModel model_;
  QTimer pause_;
  CancelToken cancel_;
};

}  // namespace billing::ui
