#include "ui/review/reviewmenu.h"

#include <QMenu>

#include "ui/panes/listpane.h"
#include "ui/presenters/statuslook.h"
#include "ui/review/reviewhand.h"
#include "ui/theme/icons.h"

namespace billing::ui {
namespace {

QString reviewWord(const char* text) {
  return ReviewHand::tr(text);
}

constexpr const char* kReviewFlags[] = {"follow_up", "question", "dispute", "ok"};

}  // namespace

void fillFlagMenu(QMenu& menu, const QString& present, const std::function<void(const QString& flag)>& chosen) {
  for (const char* word : kReviewFlags) {
    const QString flag = QLatin1String(word);
    const StatusLook look = statusLook(flag);
    QAction* action = menu.addAction(symbol(QStringLiteral("bookmark"), look.tone), look.word);
    action->setCheckable(true);
    action->setChecked(flag == present);
    QObject::connect(action, &QAction::triggered, &menu, [chosen, flag] { chosen(flag); });
  }
  menu.addSeparator();
  QAction* none = menu.addAction(reviewWord("No flag"));
  QObject::connect(none, &QAction::triggered, &menu, [chosen] { chosen({}); });
}

void reviewSelected(const PaneContext& context, ListPane& pane, const QString& what) {
  ReviewHand* hand = ReviewHand::of(context);
  if (hand == nullptr || reviewedEntity(pane.listName()).isEmpty() || pane.table().selectedIds().isEmpty())
    return Q_EMIT context.navigator.noticed(
        reviewWord("Choose rows in Subscriptions, Customers or Invoices to review them"));
  pickSelection(context, pane, [hand, what, &pane](const ReviewPicks& picks) {
    if (what == u"mark" || what == u"unmark") return hand->setReviewed(picks, what == u"mark");
    if (what == u"note") return hand->askNote(picks, pane.window());
    const QString flag = what.section(u'_', 1);
    hand->setFlag(picks, flag == u"none" ? QString() : flag);
  });
}

void fillReviewMenu(QMenu& menu, const PaneContext& context, ListPane& pane) {
  ReviewHand* hand = ReviewHand::of(context);
  if (hand == nullptr) return;
  const bool may = hand->whyNot().isEmpty();
  const auto add = [&](const char* icon, const char* text, const QKeySequence& keys, const char* what) {
    QAction* action = menu.addAction(symbol(QLatin1String(icon), Tone::Muted), reviewWord(text));
    action->setShortcut(keys);
    action->setEnabled(may);
    action->setToolTip(hand->whyNot());
    QObject::connect(action, &QAction::triggered, &pane,
                     [&context, &pane, name = QString::fromLatin1(what)] { reviewSelected(context, pane, name); });
  };
  QMenu* flags = menu.addMenu(symbol(QStringLiteral("bookmark"), Tone::Muted), reviewWord("Flag"));
  flags->setEnabled(may);
  fillFlagMenu(*flags, {}, [&context, &pane](const QString& flag) {
    reviewSelected(context, pane, QStringLiteral("flag_") + (flag.isEmpty() ? QStringLiteral("none") : flag));
  });
  add("check-circle", "Mark as reviewed", QKeySequence(Qt::CTRL | Qt::Key_M), "mark");
  add("minus", "Take the mark away", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), "unmark");
  add("plus", "Add a note…", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), "note");
  menu.addSeparator();
}

}  // namespace billing::ui
