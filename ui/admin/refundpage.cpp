#include "ui/admin/refundpage.h"

#include <QFormLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/admin/choicelist.h"
#include "ui/presenters/orderwords.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

enum How { All, Part, Lines };

}  // namespace

RefundPage::RefundPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : OrderPage(context, seed, parent),
      how_(new ChoiceList(tr("How much"))),
      amount_(new QLineEdit),
      lineBox_(new QWidget),
      lineForm_(new QFormLayout(lineBox_)) {
  build();
  reconsider();
  askLines();
}

Money RefundPage::left() const {
  const auto& payment = *seed().payment;
  return {payment.amountMinor - payment.refundedMinor,
          Currency::fromCode(payment.currency.toStdString()).value_or(Currency{})};
}

void RefundPage::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 3));
  const QString most = moneyWords(left(), context().words.locale);
  how_->add(tr("All that is left: %1").arg(most), {});
  how_->add(tr("A part"), tr("At most %1").arg(most));
  how_->add(tr("By line"), tr("What is given back of each line of the invoice"));
  how_->setImpossible(Lines, tr("The lines of this payment are not known yet"));
  column->addWidget(how_);
  amount_->setObjectName(QStringLiteral("orderAmount"));
  amount_->setAccessibleName(tr("Amount"));
  amount_->setPlaceholderText(
      tr("Amount in %1, e.g. %2").arg(seed().payment->currency, QString::fromStdString(toDecimal(left()))));
  column->addWidget(amount_);
  lineForm_->setContentsMargins(0, 0, 0, 0);
  column->addWidget(lineBox_);
  column->addStretch(1);
  connect(how_, &ChoiceList::changed, this, &RefundPage::reconsider);
  connect(amount_, &QLineEdit::textChanged, this, &OrderPage::changed);
}

void RefundPage::askLines() {
  whenDone(context().services.admin->refundableLines(QString::fromStdString(seed().order.subject), cancel_), this,
           [this](const Result<QVector<providers::RefundableLine>>& lines) {
             if (lines)
               showLines(*lines);
             else if (lines.error().kind != ErrorKind::Cancelled)
               how_->setImpossible(Lines, QString::fromStdString(lines.error().message));
           });
}

void RefundPage::showLines(const QVector<providers::RefundableLine>& lines) {
  how_->setImpossible(Lines, lines.isEmpty() ? tr("The payment has no lines of its own") : QString());
  for (const providers::RefundableLine& line : lines) {
    auto* amount = new QLineEdit;
    const QString text = QString::fromStdString(line.text);
    amount->setObjectName(QStringLiteral("line_") + QString::fromStdString(line.item));
    amount->setAccessibleName(tr("Amount of %1").arg(text));
    amount->setPlaceholderText(tr("at most %1").arg(QString::fromStdString(toDecimal(line.refundable))));
    amount->setEnabled(line.refundable.minor > 0);
    lineForm_->addRow(text, amount);
    lines_.push_back({line, amount});
    connect(amount, &QLineEdit::textChanged, this, &OrderPage::changed);
  }
}

void RefundPage::reconsider() {
  amount_->setVisible(how_->chosen() == Part);
  lineBox_->setVisible(how_->chosen() == Lines);
  if (how_->chosen() == Part) amount_->setFocus();
  Q_EMIT changed();
}

QString RefundPage::fill(operations::AdminOrder& order) const {
  if (how_->chosen() == All) return {};
  if (how_->chosen() == Lines) return fillLines(order);
  const auto amount = fromDecimal(left().currency, amount_->text().trimmed().toStdString());
  if (!amount) return tr("Type an amount such as %1").arg(QString::fromStdString(toDecimal(left())));
  if (amount->minor <= 0) return tr("Type an amount above 0");
  order.amount = *amount;
  return {};
}

QString RefundPage::fillLines(operations::AdminOrder& order) const {
  for (const Line& line : lines_) {
    if (line.amount->text().trimmed().isEmpty()) continue;
    const auto amount = fromDecimal(left().currency, line.amount->text().trimmed().toStdString());
    if (!amount || amount->minor <= 0) return tr("“%1” is no amount").arg(line.amount->text());
    order.lines.push_back({line.what.item, amount->minor});
  }
  return order.lines.empty() ? tr("Type what is given back of at least one line") : QString();
}

QWidget* RefundPage::firstFocus() {
  return how_->findChild<QRadioButton*>();
}

}  // namespace billing::ui
