// Every action of the window, once: menus, shortcuts and the command palette show the same ones.
#pragma once

#include <QAction>
#include <QHash>
#include <QMenuBar>
#include <QObject>
#include <functional>

#include "ui/navigator.h"
#include "ui/theme/theme.h"

namespace billing::ui {

class MainWindow;

class WindowActions : public QObject {
  Q_OBJECT
 public:
  WindowActions(MainWindow& window, Theme& theme, QMenuBar& bar);

  [[nodiscard]] QList<QAction*> all() const { return all_; }
  /// By object name, e.g. "actionFire".
  [[nodiscard]] QAction* find(const QString& name) const;
  /// The changes by hand, by their kind.
  [[nodiscard]] const QHash<int, QAction*>& orders() const { return orders_; }
  /// A disabled action says why, in its tooltip and in the palette.
  static void setPossible(QAction* action, bool possible, const QString& reason);
  /// Beside that: the role or the lock of live mode forbids it. Empty: neither.
  static void setGuarded(QAction* action, const QString& reason);

 private:
  void addFile(QMenuBar& bar);
  void addWorkspace(QMenuBar& bar);
  void addEdit(QMenuBar& bar);
  void addView(QMenuBar& bar);
  void addTheme(QMenu& menu);
  void addFinance(QMenu& menu);
  void addWebhooks(QMenuBar& bar);
  void addBilling(QMenuBar& bar);
  void addProvider(QMenuBar& bar);
  void addJobs(QMenuBar& bar);
  void addBulk(QMenuBar& bar);
  void addReports(QMenuBar& bar);
  void addReview(QMenuBar& bar);
  void watchReview(const QList<QAction*>& actions, QAction* undo);
  void addChecks(QMenuBar& bar);
  void addHelp(QMenuBar& bar);
  QAction* add(QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys,
               std::function<void()> run);

  MainWindow& window_;
  Theme& theme_;
  QList<QAction*> all_;
  QHash<int, QAction*> orders_;
};

}  // namespace billing::ui
