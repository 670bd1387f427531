#include "ui/connect/connectdialog.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/connect/endpointpage.h"
#include "ui/connect/keypage.h"
#include "ui/connect/sidepage.h"
#include "ui/connect/summarypage.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"

namespace billing::ui {

ConnectDialog::ConnectDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent),
      context_(context),
      progress_(new QLabel),
      title_(new QLabel),
      banner_(new ErrorBanner),
      steps_(new QStackedWidget),
      back_(new QPushButton(tr("&Back"))),
      next_(new QPushButton),
      side_(new SidePage(context)),
      key_(new KeyPage(context)),
      endpoint_(new EndpointPage(context)),
      summary_(new SummaryPage(context)) {
  setObjectName(QStringLiteral("connectDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new ModeBand(context.services));
  auto* body = new QVBoxLayout;
  body->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 4));
  body->setSpacing(space(this, 3));
  progress_->setForegroundRole(QPalette::PlaceholderText);
  progress_->setFont(captionFont(font()));
  title_->setObjectName(QStringLiteral("connectTitle"));
  title_->setFont(titleFont(font()));
  for (QWidget* widget :
       {static_cast<QWidget*>(progress_), static_cast<QWidget*>(title_), static_cast<QWidget*>(banner_)})
    body->addWidget(widget);
  for (ConnectPage* step : {static_cast<ConnectPage*>(side_), static_cast<ConnectPage*>(key_),
                            static_cast<ConnectPage*>(endpoint_), static_cast<ConnectPage*>(summary_)})
    add(step);
  body->addWidget(steps_, 1);
  body->addLayout(buildButtons());
  column->addLayout(body);
  connect(side_, &SidePage::opening, this, &QDialog::close);
  resize(chars(this, 96), chars(this, 62));
  show(0);
}

ConnectDialog::~ConnectDialog() {
  for (int step = 0; step < steps_->count(); ++step) page(step)->disconnect(this);
}

QLayout* ConnectDialog::buildButtons() {
  back_->setObjectName(QStringLiteral("connectBack"));
  back_->setAutoDefault(false);
  next_->setObjectName(QStringLiteral("connectNext"));
  next_->setProperty("primary", true);
  next_->setDefault(true);
  auto* close = new QPushButton(tr("Close"));
  close->setObjectName(QStringLiteral("connectClose"));
  close->setAutoDefault(false);
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  connect(back_, &QPushButton::clicked, this, &ConnectDialog::back);
  connect(next_, &QPushButton::clicked, this, &ConnectDialog::next);
  auto* line = new QHBoxLayout;
  line->addWidget(close);
  line->addStretch(1);
  line->addWidget(back_);
  line->addWidget(next_);
  return line;
}

void ConnectDialog::add(ConnectPage* added) {
  steps_->addWidget(added);
  connect(added, &ConnectPage::changed, this, &ConnectDialog::refreshButtons);
  // Whoever went back meanwhile stays there.
  connect(added, &ConnectPage::left, this, [this, added] {
    if (steps_->currentWidget() == added) pageLeft();
  });
  connect(added, &ConnectPage::failed, this, [this](const Error& error) {
    banner_->showError(error);
    refreshButtons();
  });
}

ConnectPage* ConnectDialog::page(int step) const {
  return static_cast<ConnectPage*>(steps_->widget(step));
}

// The sandbox needs no key, and delivers to the listener by itself.
bool ConnectDialog::isNeeded(int step) const {
  const QWidget* wanted = steps_->widget(step);
  return side_->own() != SidePage::Side::Sandbox || (wanted != key_ && wanted != endpoint_);
}

void ConnectDialog::show(int step) {
  banner_->dismiss();
  if (page(step) == summary_ && side_->own() != SidePage::Side::Sandbox)
    summary_->tell(key_->trial() ? key_->trial()->writing : QString(), endpoint_->outcome());
  steps_->setCurrentIndex(step);
  int number = 0, needed = 0;
  for (int at = 0; at < steps_->count(); ++at) {
    needed += isNeeded(at) ? 1 : 0;
    if (at == step) number = needed;
  }
  progress_->setText(tr("Step %1 of %2").arg(number).arg(needed));
  title_->setText(page(step)->title());
  setWindowTitle(tr("Connect: %1 (step %2 of %3)").arg(page(step)->title()).arg(number).arg(needed));
  page(step)->enter();
  refreshButtons();
}

void ConnectDialog::refreshButtons() {
  const ConnectPage* shown = page(steps_->currentIndex());
  if (shown == nullptr) return;
  const QString missing = shown->missing();
  next_->setText(shown->nextText());
  next_->setEnabled(missing.isEmpty());
  next_->setToolTip(missing);
  next_->setAccessibleDescription(missing);
  back_->setEnabled(steps_->currentIndex() > 0);
}

void ConnectDialog::next() {
  if (!next_->isEnabled()) return;
  banner_->dismiss();
  next_->setEnabled(false);
  page(steps_->currentIndex())->leave();
  if (page(steps_->currentIndex()) == side_) refreshButtons();  // a file dialog may be withdrawn
}

void ConnectDialog::pageLeft() {
  int step = steps_->currentIndex() + 1;
  while (step < steps_->count() && !isNeeded(step)) ++step;
  if (step >= steps_->count()) return accept();
  show(step);
}

void ConnectDialog::back() {
  page(steps_->currentIndex())->withdraw();
  int step = steps_->currentIndex() - 1;
  while (step > 0 && !isNeeded(step)) --step;
  if (step >= 0) show(step);
}

}  // namespace billing::ui
