// The window's actions for what finance says of rows.
#include <QMenu>

#include "ui/mainwindow.h"
#include "ui/panes/listpane.h"
#include "ui/presenters/statuslook.h"
#include "ui/review/reviewhand.h"
#include "ui/review/reviewmenu.h"
#include "ui/windowactions.h"

namespace billing::ui {

namespace {

struct FlagEntry {
  const char* flag;
  Qt::Key key;
};
constexpr FlagEntry kFlagEntries[] = {
    {"follow_up", Qt::Key_F}, {"question", Qt::Key_Q}, {"dispute", Qt::Key_D}, {"ok", Qt::Key_K}};

}  // namespace

void WindowActions::addReview(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Review"));
  const auto review = [this](const QString& what) {
    return [this, what] {
      if (auto* pane = qobject_cast<ListPane*>(window_.currentPane()))
        return reviewSelected(window_.context(), *pane, what);
      Q_EMIT window_.context().navigator.noticed(tr("Choose rows in Subscriptions, Customers or Invoices first"));
    };
  };
  const auto held = Qt::CTRL | Qt::ALT | Qt::SHIFT;
  QList<QAction*> all;
  for (const FlagEntry& entry : kFlagEntries) {
    const QString flag = QLatin1String(entry.flag);
    all << add(menu, QStringLiteral("actionFlag_") + flag, tr("Flag “%1”").arg(statusLook(flag).word),
               QKeySequence(held | entry.key), review(QStringLiteral("flag_") + flag));
  }
  all << add(menu, QStringLiteral("actionFlag_none"), tr("Take the &flag away"), QKeySequence(held | Qt::Key_N),
             review(QStringLiteral("flag_none")));
  menu->addSeparator();
  all << add(menu, QStringLiteral("actionReviewed"), tr("&Mark as reviewed"), QKeySequence(Qt::CTRL | Qt::Key_M),
             review(QStringLiteral("mark")));
  all << add(menu, QStringLiteral("actionNotReviewed"), tr("&Take the mark away"),
             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), review(QStringLiteral("unmark")));
  all << add(menu, QStringLiteral("actionNote"), tr("Add a &note…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
             review(QStringLiteral("note")));
  menu->addSeparator();
  QAction* undo = add(menu, QStringLiteral("actionUndoReview"), tr("&Undo"), QKeySequence::Undo, [this] {
    if (auto* hand = ReviewHand::of(window_.context())) hand->undo();
  });
  watchReview(all, undo);
}

// Who may, and what can be taken back.
void WindowActions::watchReview(const QList<QAction*>& actions, QAction* undo) {
  ReviewHand* hand = ReviewHand::of(window_.context());
  for (QAction* action : actions) setPossible(action, hand != nullptr, tr("Nothing is reviewed in this window"));
  setPossible(undo, false, tr("There is nothing to take back"));
  if (hand == nullptr) return;
  const auto allow = [actions, hand] {
    for (QAction* action : actions) setGuarded(action, hand->whyNot());
  };
  allow();
  if (auto* admin = window_.context().services.admin) connect(admin, &operations::AdminDesk::stateChanged, this, allow);
  connect(hand, &ReviewHand::undoChanged, this, [hand, undo] {
    const QString words = hand->undoText();
    setPossible(undo, !words.isEmpty(), tr("There is nothing to take back"));
    undo->setText(words.isEmpty() ? tr("&Undo") : words);
  });
}

}  // namespace billing::ui
