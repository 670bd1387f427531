#include "ui/dialogs/firedialog.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/dialogs/eventtypepicker.h"
#include "ui/dialogs/fireresult.h"
#include "ui/presenters/routes.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/jsonedit.h"
#include "ui/widgets/modeband.h"

namespace billing::ui {

FireDialog::FireDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent),
      context_(context),
      provider_(new QComboBox),
      about_(new QLabel),
      types_(new EventTypePicker),
      editor_(new JsonEdit(false)),
      validity_(new QLabel),
      signing_(new QComboBox),
      url_(new QComboBox),
      renew_(new QCheckBox(tr("New event id for each send"))),
      send_(new QPushButton(tr("Send"))),
      result_(new FireResult(context.words)) {
  setObjectName(QStringLiteral("fireDialog"));
  setWindowTitle(tr("Fire an event"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context.services));
  auto* halves = new QSplitter(Qt::Horizontal);
  halves->setChildrenCollapsible(false);
  halves->setHandleWidth(1);
  halves->addWidget(buildLeft());
  halves->addWidget(buildRight());
  halves->setStretchFactor(1, 1);
  halves->setSizes({chars(this, 44), chars(this, 96)});
  column->addWidget(halves, 1);
  validation_.setSingleShot(true);
  validation_.setInterval(150);
  connect(&validation_, &QTimer::timeout, this, &FireDialog::validate);
  connect(editor_, &QsciScintilla::textChanged, &validation_, qOverload<>(&QTimer::start));
  connect(types_, &EventTypePicker::chosen, this, [this] { compose(); });
  connect(provider_, &QComboBox::currentIndexChanged, this, [this] {
    types_->setProvider(provider());
    fillTargets();
    types_->choose(provider() == Provider::Dodo ? QStringLiteral("subscription.renewed")
                                                : QStringLiteral("customer.subscription.updated"));
  });
  for (const auto key : {Qt::Key_Return, Qt::Key_Enter})
    connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this, &FireDialog::send);
  resize(chars(this, 150), chars(this, 100));
}

QWidget* FireDialog::buildLeft() {
  auto* left = new QWidget;
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 2));
  provider_->setObjectName(QStringLiteral("fireProvider"));
  provider_->setAccessibleDescription(tr("Provider"));
  provider_->addItem(QStringLiteral("Dodo Payments"), static_cast<int>(Provider::Dodo));
  provider_->addItem(QStringLiteral("Stripe"), static_cast<int>(Provider::Stripe));
  about_->setObjectName(QStringLiteral("fireAbout"));
  about_->setWordWrap(true);
  about_->setForegroundRole(QPalette::PlaceholderText);
  column->addWidget(provider_);
  column->addWidget(types_, 1);
  column->addWidget(about_);
  return left;
}

QWidget* FireDialog::buildRight() {
  auto* right = new QSplitter(Qt::Vertical);
  right->setChildrenCollapsible(false);
  right->setHandleWidth(1);
  auto* top = new QWidget;
  auto* column = new QVBoxLayout(top);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 3));
  column->setSpacing(space(this, 2));
  auto* head = new QHBoxLayout;
  auto* title = new QLabel(tr("Body"));
  title->setFont(strongFont(font()));
  validity_->setObjectName(QStringLiteral("fireValidity"));
  auto* again = new QPushButton(tr("Compose anew"));
  again->setObjectName(QStringLiteral("fireCompose"));
  again->setProperty("flat", true);
  again->setToolTip(tr("Replace the body by a fresh one of this type"));
  connect(again, &QPushButton::clicked, this, &FireDialog::compose);
  head->addWidget(title);
  head->addWidget(validity_, 1);
  head->addWidget(again);
  editor_->setObjectName(QStringLiteral("fireBody"));
  editor_->setAccessibleName(tr("Body of the event, JSON"));
  column->addLayout(head);
  column->addWidget(editor_, 1);
  column->addLayout(buildTarget());
  auto* bottom = new QWidget;
  auto* below = new QVBoxLayout(bottom);
  below->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3));
  below->addWidget(result_);
  right->addWidget(top);
  right->addWidget(bottom);
  right->setStretchFactor(0, 3);
  right->setStretchFactor(1, 2);
  return right;
}

QLayout* FireDialog::buildTarget() {
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(space(this, 2));
  grid->setVerticalSpacing(space(this, 2));
  signing_->setObjectName(QStringLiteral("fireSigning"));
  signing_->setAccessibleDescription(tr("Sign with"));
  url_->setObjectName(QStringLiteral("fireUrl"));
  url_->setEditable(true);
  url_->lineEdit()->setAccessibleName(tr("URL"));
  url_->setAccessibleDescription(tr("URL"));
  renew_->setObjectName(QStringLiteral("fireRenew"));
  renew_->setChecked(true);
  renew_->setToolTip(tr("Off: the same id goes out again, as a provider does when it retries"));
  send_->setObjectName(QStringLiteral("fireSend"));
  send_->setProperty("primary", true);
  send_->setIcon(QIcon());
  send_->setToolTip(tr("Send (Ctrl+Return)"));
  send_->setAutoDefault(false);
  auto* curl = new QPushButton(tr("Copy as curl"));
  curl->setObjectName(QStringLiteral("fireCurl"));
  curl->setAutoDefault(false);
  auto* menu = new QMenu(curl);
  connect(menu->addAction(tr("With this signature, without the secret")), &QAction::triggered, this,
          [this] { copyCurl(false); });
  connect(menu->addAction(tr("Signing anew from $WEBHOOK_SECRET")), &QAction::triggered, this,
          [this] { copyCurl(true); });
  curl->setMenu(menu);
  connect(send_, &QPushButton::clicked, this, &FireDialog::send);
  grid->addWidget(new QLabel(tr("Sign with")), 0, 0);
  grid->addWidget(signing_, 0, 1);
  grid->addWidget(renew_, 0, 2, 1, 2);
  grid->addWidget(new QLabel(tr("Send to")), 1, 0);
  grid->addWidget(url_, 1, 1);
  grid->addWidget(curl, 1, 2);
  grid->addWidget(new GuardBox(send_, context_.services, operations::Deed::FireEvents), 1, 3);
  grid->setColumnStretch(1, 1);
  return grid;
}

}  // namespace billing::ui
