#include "ui/bulk/bulkactions.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/bulk/bulkrunsdialog.h"
#include "ui/bulk/plandialog.h"
#include "ui/bulk/rehearsaldialog.h"
#include "ui/panes/listpane.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

using operations::RehearsalWish;

namespace {

QToolButton* headButton(const QString& name, const QString& icon, const QString& text, const QString& tip) {
  auto* button = new QToolButton;
  button->setObjectName(name);
  button->setText(text);
  button->setIcon(symbol(icon, Tone::Muted));
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setAccessibleName(text);
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

QHBoxLayout* buttonRow(QWidget* part) {
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(part, 1));
  return row;
}

QToolButton* rehearseButton(const PaneContext& context, RehearsalWish::Kind kind, QWidget* window) {
  const bool migration = kind == RehearsalWish::Kind::Migration;
  auto* button = headButton(
      migration ? QStringLiteral("rehearseMigration") : QStringLiteral("rehearseDowngrade"), QStringLiteral("eye"),
      migration ? BulkDialog::tr("Rehearse a price migration…") : BulkDialog::tr("Rehearse the downgrade…"),
      BulkDialog::tr("On a copy of the database: who would be hit and by how much"));
  QObject::connect(button, &QToolButton::clicked, window,
                   [&context, kind, window] { openRehearsal(context, kind, window); });
  return button;
}

}  // namespace

BulkSeed bulkSeedOf(ListPane& pane, const QByteArray& list) {
  BulkSeed seed;
  seed.selection.list = list;
  const QVector<qint64> chosen = pane.table().selectedIds();
  const QString what = list == "customers" ? BulkDialog::tr("customers") : BulkDialog::tr("subscriptions");
  if (chosen.size() > 1) {
    for (const qint64 id : chosen) seed.selection.rows.append(static_cast<quint32>(id));
    seed.selection.words = BulkDialog::tr("%1 selected %2").arg(chosen.size()).arg(what);
    return seed;
  }
  seed.selection.view = pane.model().query();
  seed.selection.words = BulkDialog::tr("all %1 %2 of this view").arg(pane.model().shownCount()).arg(what);
  return seed;
}

QToolButton* bulkButton(const PaneContext& context, ListPane& pane, const QByteArray& list) {
  if (context.services.bulk == nullptr) return nullptr;
  auto* button = headButton(QStringLiteral("bulkButton"), QStringLiteral("table"), BulkDialog::tr("Change many…"),
                            BulkDialog::tr("One change for the selected rows, or for all that this view shows "
                                           "(Ctrl+Alt+B)"));
  QObject::connect(button, &QToolButton::clicked, &pane,
                   [&context, &pane, list] { openBulk(context, bulkSeedOf(pane, list), pane.window()); });
  return button;
}

QWidget* planButtons(const PaneContext& context, QWidget* window) {
  if (context.services.bulk == nullptr) return nullptr;
  auto* part = new QWidget;
  auto* row = buttonRow(part);
  auto* links = headButton(QStringLiteral("linksButton"), QStringLiteral("send"), BulkDialog::tr("Links…"),
                           BulkDialog::tr("Make or check a checkout link (Ctrl+Alt+Shift+C)"));
  QObject::connect(links, &QToolButton::clicked, window, [&context, window] { openLinks(context, {}, window); });
  if (!context.services.profile.rules.plans.empty()) {
    auto* edit = headButton(QStringLiteral("planEdit"), QStringLiteral("plans"), BulkDialog::tr("Edit a plan…"),
                            BulkDialog::tr("Name, features, limits and a new price (Ctrl+Alt+Y)"));
    QObject::connect(edit, &QToolButton::clicked, window, [&context, window] { openPlan(context, {}, window); });
    row->addWidget(edit);
  }
  row->addWidget(rehearseButton(context, RehearsalWish::Kind::Migration, window));
  row->addWidget(links);
  return part;
}

QWidget* jobButtons(const PaneContext& context, QWidget* window) {
  if (context.services.bulk == nullptr) return nullptr;
  auto* part = new QWidget;
  auto* row = buttonRow(part);
  auto* runs = headButton(QStringLiteral("bulkRunsButton"), QStringLiteral("table"), BulkDialog::tr("Bulk runs…"),
                          BulkDialog::tr("Changes of many at once: how they go and went"));
  QObject::connect(runs, &QToolButton::clicked, window, [&context, window] { openBulkRuns(context, window); });
  row->addWidget(rehearseButton(context, RehearsalWish::Kind::Downgrade, window));
  row->addWidget(rehearseButton(context, RehearsalWish::Kind::Migration, window));
  row->addWidget(runs);
  return part;
}

void openBulk(const PaneContext& context, const BulkSeed& seed, QWidget* window) {
  if (context.services.bulk != nullptr) (new BulkDialog(context, seed, window))->open();
}

void openRehearsal(const PaneContext& context, RehearsalWish::Kind kind, QWidget* window) {
  if (context.services.bulk == nullptr) return;
  RehearsalWish wish;
  wish.kind = kind;
  auto* dialog = new RehearsalDialog(context, wish, window);
  QObject::connect(dialog, &RehearsalDialog::migrationWanted, window,
                   [&context, window](const operations::PriceMigration& migration) {
                     BulkSeed seed;
                     seed.selection = operations::migrationSelection(migration);
                     seed.kind = operations::OrderKind::ChangePlan;
                     seed.product = QString::fromStdString(migration.to);
                     openBulk(context, seed, window);
                   });
  dialog->open();
}

void openBulkRuns(const PaneContext& context, QWidget* window) {
  if (context.services.bulk != nullptr) (new BulkRunsDialog(context, window))->show();
}

void openPlan(const PaneContext& context, const QString& plan, QWidget* window) {
  if (context.services.bulk != nullptr) (new PlanDialog(context, plan, window))->open();
}

void openLinks(const PaneContext& context, const LinkSeed& seed, QWidget* window) {
  (new LinksDialog(context, seed, window))->open();
}

}  // namespace billing::ui
