#include "ui/admin/changeplanpage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "support/whendone.h"
#include "ui/admin/choicelist.h"
#include "ui/admin/planmatrixchoice.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

ChangePlanPage::ChangePlanPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : OrderPage(context, seed, parent),
      charges_(chargesOf(context.services.profile.provider)),
      plans_(new PlanMatrixChoice),
      when_(new ChoiceList(tr("When"))),
      charge_(new ChoiceList(tr("What is charged"))),
      failing_(new ChoiceList(tr("If the charge fails"))),
      quantity_(new QSpinBox) {
  build();
  showPrices({});
  askPrices();
}

void ChangePlanPage::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 4));
  const store::SubscriptionRow& row = *this->seed().subscription;
  const QString plan = row.productName.isEmpty() ? row.productId : row.productName;
  auto* present = new QLabel(tr("Now: %1 · %2 / %3")
                                 .arg(plan, moneyText(row.amountMinor, row.currency, context().words.locale),
                                      perText(row.intervalUnit, row.intervalCount)));
  present->setObjectName(QStringLiteral("presentPlan"));
  present->setWordWrap(true);
  column->addWidget(present);
  column->addWidget(plans_);
  column->addWidget(buildQuantity());
  when_->add(tr("Now"), {});
  const auto& renews = this->seed().subscription->periodEnd;
  when_->add(renews ? tr("At the renewal on %1").arg(dayWords(Instant{*renews}, context())) : tr("At the renewal"),
             tr("Nothing is charged before; it can be withdrawn until then."));
  for (const ChargeWords& words : charges_) charge_->add(words.word, words.about);
  failing_->add(tr("Keep the old plan"), tr("Nothing has changed then; the customer is not charged."));
  failing_->add(tr("Change all the same"), tr("The new plan is used and the amount stays owed."));
  for (ChoiceList* list : {when_, charge_, failing_}) {
    column->addWidget(list);
    connect(list, &ChoiceList::changed, this, &ChangePlanPage::reconsider);
  }
  column->addStretch(1);
  connect(plans_, &PlanMatrixChoice::changed, this, &ChangePlanPage::reconsider);
  connect(quantity_, &QSpinBox::valueChanged, this, &ChangePlanPage::reconsider);
}

QWidget* ChangePlanPage::buildQuantity() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  auto* label = new QLabel(tr("&Quantity"));
  label->setBuddy(quantity_);
  quantity_->setObjectName(QStringLiteral("orderQuantity"));
  quantity_->setAccessibleName(tr("Quantity"));
  quantity_->setButtonSymbols(QAbstractSpinBox::NoButtons);
  quantity_->setRange(1, 100'000);
  quantity_->setValue(static_cast<int>(std::clamp<std::int64_t>(seed().order.quantity, 1, 100'000)));
  row->addWidget(label);
  row->addWidget(quantity_);
  row->addStretch(1);
  return part;
}

void ChangePlanPage::askPrices() {
  whenDone(context().services.queries.plans().firstPage({}, 500, cancel_), this,
           [this](const Result<QVector<store::PlanRow>>& told) {
             if (told)
               showPrices(*told);
             else if (told.error().kind != ErrorKind::Cancelled)
               Q_EMIT context().navigator.errorHappened(told.error());
           });
}

void ChangePlanPage::showPrices(const QVector<store::PlanRow>& told) {
  const auto& rules = context().services.profile.rules;
  plans_->show(
      priceMatrix(&rules, context().services.profile.live(), told, *seed().subscription, context().words.locale));
}

void ChangePlanPage::reconsider() {
  const bool now = when_->chosen() == 0;
  charge_->setVisible(now);
  failing_->setVisible(now);
  Q_EMIT changed();
}

QString ChangePlanPage::fill(operations::AdminOrder& order) const {
  const PriceChoice* choice = plans_->chosen();
  order.quantity = quantity_->value();
  if (choice == nullptr && order.quantity == seed().subscription->quantity) return tr("Choose a plan first");
  order.product = choice != nullptr ? choice->product.toStdString() : seed().subscription->productId.toStdString();
  if (choice != nullptr && choice->current && order.quantity == seed().subscription->quantity)
    return tr("That is the present plan: choose another one, or another quantity");
  order.atPeriodEnd = when_->chosen() == 1;
  order.charge = charges_.at(qMax(0, charge_->chosen())).charge;
  order.keepOldPlanWhenChargeFails = failing_->chosen() == 0;
  return {};
}

QWidget* ChangePlanPage::firstFocus() {
  QWidget* first = plans_->firstButton();
  return first != nullptr ? first : quantity_;
}

}  // namespace billing::ui
