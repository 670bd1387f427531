#include "ui/admin/accountpages.h"

#include "ui/presenters/orderwords.h"

namespace billing::ui {

using operations::OrderKind;

namespace {

constexpr qint64 kMonthMs = qint64{30} * 86'400'000;
constexpr int kMostUse = 2'000'000'000;

}  // namespace

CreditsPage::CreditsPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : FormPage(context, seed, parent),
      amount_(addLine(QStringLiteral("orderCredits"), tr("&Credits"), tr("100, or 2.5"))) {
  if (seed.account)
    addNote(tr("The balance is %1 credits").arg(QString::fromStdString(creditsText(seed.account->balanceTenths))));
  if (seed.order.credits > 0) amount_->setText(QString::fromStdString(creditsText(seed.order.credits)));
  if (seed.order.kind == OrderKind::TakeCredits) return;
  ends_ = addCheck(QStringLiteral("orderEnds"), tr("They lapse on a day"));
  end_ = addDate(QStringLiteral("orderEnd"), tr("&Until"), Instant{context.nowMs() + kMonthMs});
  end_->setEnabled(false);
  connect(ends_, &QCheckBox::toggled, end_, &QWidget::setEnabled);
}

QString CreditsPage::fill(operations::AdminOrder& order) const {
  const auto credits = creditsFrom(amount_->text().trimmed().toStdString());
  if (!credits || *credits <= 0) return tr("Type how many, in steps of a tenth");
  order.credits = *credits;
  if (ends_ != nullptr && ends_->isChecked()) order.date = instantOf(*end_, Instant{context().nowMs()});
  return {};
}

AccountPlanPage::AccountPlanPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : FormPage(context, seed, parent), plan_(addCombo(QStringLiteral("orderPlan"), tr("&Plan"))) {
  const bool byHand = seed.order.kind == OrderKind::OverridePlan;
  if (byHand) plan_->addItem(tr("None: as the subscriptions say"), QString());
  for (const Plan& plan : context.services.profile.rules.plans)
    plan_->addItem(QString::fromStdString(plan.name), QString::fromStdString(plan.key));
  const QString key =
      seed.account && seed.order.plan.empty() ? seed.account->row.manualPlan : QString::fromStdString(seed.order.plan);
  plan_->setCurrentIndex(qMax(0, plan_->findData(key)));
  if (byHand) return;
  ends_ = addCheck(QStringLiteral("orderEnds"), tr("It ends on a day"));
  end_ = addDate(QStringLiteral("orderEnd"), tr("&Until"), Instant{context.nowMs() + kMonthMs});
  end_->setEnabled(false);
  connect(ends_, &QCheckBox::toggled, end_, &QWidget::setEnabled);
}

QString AccountPlanPage::fill(operations::AdminOrder& order) const {
  order.plan = plan_->currentData().toString().toStdString();
  if (ends_ != nullptr && ends_->isChecked()) order.date = instantOf(*end_, Instant{context().nowMs()});
  const bool same = order.kind == OrderKind::OverridePlan && seed().account &&
                    seed().account->row.manualPlan.toStdString() == order.plan;
  if (same) return order.plan.empty() ? tr("Choose a plan") : tr("It has that plan by hand already");
  return {};
}

UsagePage::UsagePage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : FormPage(context, seed, parent),
      quota_(addCombo(QStringLiteral("orderQuota"), tr("&Quota"))),
      used_(addNumber(QStringLiteral("orderUsed"), tr("&Used"), kMostUse)) {
  for (const QuotaRule& quota : context.services.profile.rules.quotas)
    quota_->addItem(QString::fromStdString(quota.name), QString::fromStdString(quota.key));
  if (!seed.order.quota.empty()) quota_->setCurrentIndex(quota_->findData(QString::fromStdString(seed.order.quota)));
  addNote(tr("Of the present period; what is counted from here on comes on top."));
  connect(quota_, &QComboBox::currentIndexChanged, this, [this] { used_->setValue(static_cast<int>(usedNow())); });
  used_->setValue(static_cast<int>(seed.order.used > 0 ? seed.order.used : usedNow()));
}

qint64 UsagePage::usedNow() const {
  if (seed().account)
    for (const store::QuotaUsage& usage : seed().account->usage)
      if (usage.quota == quota_->currentData().toString()) return qBound(qint64{0}, usage.used, qint64{kMostUse});
  return 0;
}

QString UsagePage::fill(operations::AdminOrder& order) const {
  order.quota = quota_->currentData().toString().toStdString();
  order.used = used_->value();
  if (order.quota.empty()) return tr("Choose a quota");
  return seed().account && order.used == usedNow() ? tr("So much is used already: type another number") : QString();
}

}  // namespace billing::ui
