#include "ui/bulk/bulkform.h"

#include <QLabel>
#include <array>

#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"

namespace billing::ui {
namespace {

using operations::OrderKind;
using providers::ChangeCharge;

constexpr std::array kBulkKinds{OrderKind::ChangePlan,
                                OrderKind::CancelAtPeriodEnd,
                                OrderKind::CancelNow,
                                OrderKind::CancelOn,
                                OrderKind::UndoCancel,
                                OrderKind::WithdrawChange,
                                OrderKind::Pause,
                                OrderKind::Resume,
                                OrderKind::ExtendTrial,
                                OrderKind::MoveRenewal,
                                OrderKind::ApplyDiscount,
                                OrderKind::GrantCredits,
                                OrderKind::TakeCredits,
                                OrderKind::GrantEntitlement,
                                OrderKind::RevokeEntitlement,
                                OrderKind::OverridePlan,
                                OrderKind::Refund};

bool needsDate(OrderKind kind) {
  return kind == OrderKind::CancelOn || kind == OrderKind::ExtendTrial || kind == OrderKind::MoveRenewal;
}
bool needsCredits(OrderKind kind) {
  return kind == OrderKind::GrantCredits || kind == OrderKind::TakeCredits;
}
bool needsPlan(OrderKind kind) {
  return kind == OrderKind::OverridePlan || kind == OrderKind::GrantEntitlement;
}

QString priceCaption(const Plan& plan, const PlanPrice& price, const QLocale& locale) {
  const auto code = price.amount.currency.code();
  const QString unit = QString::fromUtf8(toString(price.interval.unit).data());
  return BulkForm::tr("%1, %2 every %3")
      .arg(QString::fromStdString(plan.name),
           moneyText(price.amount.minor, QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())), locale),
           price.interval.count == 1 ? unit : QStringLiteral("%1 %2s").arg(price.interval.count).arg(unit));
}

}  // namespace

QString bulkKindText(OrderKind kind) {
  switch (kind) {
    case OrderKind::ChangePlan:
      return BulkForm::tr("Change plan");
    case OrderKind::CancelAtPeriodEnd:
      return BulkForm::tr("Cancel at the period's end");
    case OrderKind::CancelNow:
      return BulkForm::tr("Cancel now");
    case OrderKind::CancelOn:
      return BulkForm::tr("Cancel on a date");
    case OrderKind::UndoCancel:
      return BulkForm::tr("Undo the cancellation");
    case OrderKind::WithdrawChange:
      return BulkForm::tr("Withdraw the change to come");
    case OrderKind::Pause:
      return BulkForm::tr("Pause");
    case OrderKind::Resume:
      return BulkForm::tr("Resume");
    case OrderKind::ExtendTrial:
      return BulkForm::tr("Extend the trial");
    case OrderKind::MoveRenewal:
      return BulkForm::tr("Move the renewal");
    case OrderKind::ApplyDiscount:
      return BulkForm::tr("Apply a discount code");
    case OrderKind::GrantCredits:
      return BulkForm::tr("Grant credits");
    case OrderKind::TakeCredits:
      return BulkForm::tr("Take credits");
    case OrderKind::GrantEntitlement:
      return BulkForm::tr("Grant access");
    case OrderKind::RevokeEntitlement:
      return BulkForm::tr("Revoke access");
    case OrderKind::OverridePlan:
      return BulkForm::tr("Set the plan by hand");
    case OrderKind::Refund:
      return BulkForm::tr("Refund what is left");
    default:
      return QString::fromUtf8(toString(kind).data());
  }
}

BulkForm::BulkForm(const PaneContext& context, const QByteArray& list, QWidget* parent)
    : QWidget(parent),
      context_(context),
      form_(new QFormLayout(this)),
      kind_(new QComboBox),
      price_(new QComboBox),
      charge_(new QComboBox),
      plan_(new QComboBox),
      atPeriodEnd_(new QCheckBox(tr("With the &next period, not at once"))),
      date_(new QDateTimeEdit),
      credits_(new QLineEdit),
      code_(new QLineEdit),
      reason_(new QLineEdit) {
  form_->setContentsMargins(0, 0, 0, 0);
  form_->setHorizontalSpacing(space(this, 3));
  form_->setVerticalSpacing(space(this, 2));
  form_->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
  addKinds(list);
  addPrices();
  addCharges();
  addFields();
  showFields();
}

void BulkForm::addKinds(const QByteArray& list) {
  for (const OrderKind kind : kBulkKinds)
    if (operations::bulkLists(kind).contains(list)) kind_->addItem(bulkKindText(kind), static_cast<int>(kind));
  connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
    showFields();
    Q_EMIT changed();
  });
}

void BulkForm::addPrices() {
  if (context_.services.desk == nullptr) return;
  const operations::RulesContext rules = context_.services.desk->rules();
  for (const Plan& plan : rules.rules.plans) {
    plan_->addItem(QString::fromStdString(plan.name), QString::fromStdString(plan.key));
    for (const PlanPrice& price : plan.prices)
      if (const std::string& id = price.productId(rules.live); !id.empty())
        price_->addItem(priceCaption(plan, price, context_.words.locale), QString::fromStdString(id));
  }
}

void BulkForm::addCharges() {
  const bool stripe = context_.services.profile.provider == Provider::Stripe;
  charge_->addItem(tr("Prorated, charged at once"), static_cast<int>(ChangeCharge::Prorated));
  if (stripe) charge_->addItem(tr("Prorated, with the next invoice"), static_cast<int>(ChangeCharge::NextInvoice));
  if (!stripe) charge_->addItem(tr("The difference of the prices"), static_cast<int>(ChangeCharge::Difference));
  if (!stripe) charge_->addItem(tr("The full new price"), static_cast<int>(ChangeCharge::Full));
  charge_->addItem(tr("Nothing for this period"), static_cast<int>(ChangeCharge::None));
}

QWidget* BulkForm::addField(const QString& name, const QString& caption, QWidget* field) {
  field->setObjectName(name);
  field->setAccessibleName(QString(caption).remove(QLatin1Char('&')));
  if (caption.isEmpty()) {
    form_->addRow(QString(), field);
    return field;
  }
  auto* label = new QLabel(caption);
  label->setBuddy(field);
  form_->addRow(label, field);
  return field;
}

void BulkForm::addFields() {
  addField(QStringLiteral("bulkKind"), tr("&What"), kind_);
  addField(QStringLiteral("bulkPrice"), tr("&To"), price_);
  addField(QStringLiteral("bulkCharge"), tr("C&harge"), charge_);
  addField(QStringLiteral("bulkAtPeriodEnd"), QString(), atPeriodEnd_);
  atPeriodEnd_->setAccessibleName(tr("With the next period, not at once"));
  addField(QStringLiteral("bulkPlan"), tr("&Plan"), plan_);
  addField(QStringLiteral("bulkDate"), tr("&On (UTC)"), date_);
  addField(QStringLiteral("bulkCredits"), tr("C&redits each"), credits_);
  addField(QStringLiteral("bulkCode"), tr("&Code"), code_);
  addField(QStringLiteral("bulkReason"), tr("R&eason"), reason_);
  reason_->setPlaceholderText(tr("Why, for those who ask later"));
  date_->setCalendarPopup(true);
  date_->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
  date_->setTimeSpec(Qt::UTC);
  date_->setDateTime(QDateTime::fromMSecsSinceEpoch(context_.nowMs(), Qt::UTC).addDays(30));
  for (QComboBox* box : {price_, charge_, plan_})
    connect(box, &QComboBox::currentIndexChanged, this, &BulkForm::changed);
  for (QLineEdit* line : {credits_, code_}) connect(line, &QLineEdit::textChanged, this, &BulkForm::changed);
  connect(reason_, &QLineEdit::textChanged, this, &BulkForm::reasonChanged);
  connect(atPeriodEnd_, &QCheckBox::toggled, this, [this] {
    showFields();
    Q_EMIT changed();
  });
  connect(date_, &QDateTimeEdit::dateTimeChanged, this, &BulkForm::changed);
}

void BulkForm::showFields() {
  const OrderKind kind = this->kind();
  const bool change = kind == OrderKind::ChangePlan;
  form_->setRowVisible(price_, change);
  form_->setRowVisible(charge_, change && !atPeriodEnd_->isChecked());
  form_->setRowVisible(atPeriodEnd_, change);
  form_->setRowVisible(plan_, needsPlan(kind));
  form_->setRowVisible(date_, needsDate(kind));
  form_->setRowVisible(credits_, needsCredits(kind));
  form_->setRowVisible(code_, kind == OrderKind::ApplyDiscount);
}

OrderKind BulkForm::kind() const {
  return static_cast<OrderKind>(kind_->currentData().toInt());
}

void BulkForm::setKind(OrderKind kind) {
  const int index = kind_->findData(static_cast<int>(kind));
  if (index >= 0) kind_->setCurrentIndex(index);
}

void BulkForm::setProduct(const QString& product) {
  const int index = price_->findData(product);
  if (index >= 0) price_->setCurrentIndex(index);
}

operations::AdminOrder BulkForm::order() const {
  operations::AdminOrder order;
  order.kind = kind();
  order.reason = reason_->text().trimmed().toStdString();
  if (order.kind == OrderKind::ChangePlan) {
    order.product = price_->currentData().toString().toStdString();
    order.atPeriodEnd = atPeriodEnd_->isChecked();
    order.charge = order.atPeriodEnd ? ChangeCharge::None : static_cast<ChangeCharge>(charge_->currentData().toInt());
  }
  if (needsPlan(order.kind)) order.plan = plan_->currentData().toString().toStdString();
  if (needsDate(order.kind)) order.date = Instant{date_->dateTime().toMSecsSinceEpoch()};
  if (needsCredits(order.kind)) order.credits = creditsFrom(credits_->text().trimmed().toStdString()).value_or(0);
  order.code = order.kind == OrderKind::ApplyDiscount ? code_->text().trimmed().toStdString() : std::string();
  return order;
}

}  // namespace billing::ui
