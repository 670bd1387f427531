#include "ui/connect/summarypage.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/theme/metrics.h"

namespace billing::ui {

SummaryPage::SummaryPage(const PaneContext& context, QWidget* parent)
    : ConnectPage(parent),
      context_(context),
      facts_(new QFormLayout),
      sync_(new QCheckBox(tr("&Read everything from the provider now"))) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 3));
  facts_->setHorizontalSpacing(space(this, 4));
  facts_->setVerticalSpacing(space(this, 2));
  column->addLayout(facts_);
  sync_->setObjectName(QStringLiteral("connectSync"));
  sync_->setAccessibleDescription(tr("Customers, subscriptions, payments and the rest; it only reads"));
  column->addWidget(sync_);
  column->addStretch(1);
}

void SummaryPage::tell(const QString& key, const QString& endpoint) {
  key_ = key;
  endpoint_ = endpoint;
}

void SummaryPage::addFact(const QString& name, const QString& text) {
  auto* value = new QLabel(text);
  value->setWordWrap(true);
  value->setAccessibleName(QStringLiteral("%1: %2").arg(name, text));
  value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  facts_->addRow(name, value);
}

void SummaryPage::enter() {
  while (facts_->rowCount() > 0) facts_->removeRow(0);
  const auto connection = context_.services.provider->connection();
  const QString mode = connection.sandbox                 ? tr("sandbox on this computer")
                       : context_.services.profile.live() ? tr("live mode")
                                                          : tr("test mode");
  addFact(tr("Provider"), tr("%1, %2").arg(connection.provider, mode));
  if (!connection.base.isEmpty()) addFact(tr("Address"), connection.base);
  if (!connection.keyHint.isEmpty()) addFact(tr("API key"), connection.keyHint);
  if (!key_.isEmpty()) addFact(tr("Rights"), key_);
  if (!endpoint_.isEmpty()) addFact(tr("Webhooks"), endpoint_);
  if (!connection.problem.isEmpty()) addFact(tr("Problem"), connection.problem);
  const bool never = context_.services.provider->sync().lastDone == 0;
  sync_->setVisible(connection.connected && !connection.sandbox);
  sync_->setChecked(connection.connected && !connection.sandbox && never);
}

void SummaryPage::leave() {
  if (sync_->isChecked()) context_.services.provider->startSync(true);
  Q_EMIT left();
}

}  // namespace billing::ui
