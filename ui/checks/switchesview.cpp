#include "ui/checks/switchesview.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/checks/switchcard.h"
#include "ui/dialogs/switchdialog.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

SwitchesView::SwitchesView(const PaneContext& context, QWidget* parent)
    : QWidget(parent), context_(context), board_(context) {
  setObjectName(QStringLiteral("switchesView"));
  auto* page = new QWidget;
  page->setAutoFillBackground(true);
  page->setBackgroundRole(QPalette::Base);
  // Scrolls where the window is small: three switches that are on tell a lot.
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setWidget(page);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(area);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* about =
      new QLabel(tr("For bad days. Each says what it holds back; what is held back is made up for afterwards, "
                    "and nothing is ever deleted."));
  about->setWordWrap(true);
  column->addWidget(about);
  QVector<const char*> names{operations::pauseProcessing};
  // Without rules of its own a workspace has neither downgrades nor access to let anybody in to.
  if (context.services.desk != nullptr) names << operations::stopDowngrades << operations::allowUnverified;
  for (const char* name : names) {
    cards_.push_back(new SwitchCard(context, QLatin1String(name)));
    column->addWidget(cards_.last());
    connect(cards_.last(), &SwitchCard::toggleWanted, this, [this, name] { toggle(QLatin1String(name)); });
  }
  column->addStretch(1);
  connect(&board_, &SwitchBoard::changed, this, &SwitchesView::show);
  connect(&board_, &SwitchBoard::failed, this, &SwitchesView::failed);
  board_.reload();
}

void SwitchesView::show() {
  const bool entitlements = context_.services.desk != nullptr && context_.services.profile.rules.entitlements.enabled;
  for (SwitchCard* card : std::as_const(cards_)) {
    for (const auto& row : board_.rows())
      if (row.name == card->name()) card->show(row);
    if (card->name() == QLatin1String(operations::allowUnverified))
      card->setImpossible(entitlements ? QString() : tr("this workspace gives access by plan, not by entitlement"));
  }
  Q_EMIT changed();
}

void SwitchesView::toggle(const QString& name) {
  for (SwitchCard* card : std::as_const(cards_)) {
    if (card->name() != name) continue;
    if (card->isOn()) {
      board_.switchOff(name);
      return;
    }
    auto* dialog = new SwitchDialog(context_, name, window());
    connect(dialog, &SwitchDialog::confirmed, this,
            [this](const operations::SwitchChange& change) { board_.change(change); });
    dialog->open();
  }
}

}  // namespace billing::ui
