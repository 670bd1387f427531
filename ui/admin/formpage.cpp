#include "ui/admin/formpage.h"

#include <QCalendarWidget>
#include <QVBoxLayout>

#include "ui/presenters/orderwords.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

using operations::OrderKind;

FormPage::FormPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : OrderPage(context, seed, parent), column_(new QVBoxLayout(this)), form_(new QFormLayout) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space(this, 3));
  auto* about = new QLabel(orderWords(seed.order.kind).about);
  about->setWordWrap(true);
  column_->addWidget(about);
  form_->setHorizontalSpacing(space(this, 3));
  form_->setVerticalSpacing(space(this, 2));
  form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  column_->addLayout(form_);
  column_->addStretch(1);
}

void FormPage::addRow(const QString& name, const QString& caption, QWidget* field) {
  field->setObjectName(name);
  field->setAccessibleName(QString(caption).remove(QLatin1Char('&')));
  form_->addRow(caption, field);
  if (first_ == nullptr) first_ = field;
}

QLineEdit* FormPage::addLine(const QString& name, const QString& caption, const QString& hint) {
  auto* line = new QLineEdit;
  line->setPlaceholderText(hint);
  addRow(name, caption, line);
  connect(line, &QLineEdit::textChanged, this, &OrderPage::changed);
  return line;
}

QComboBox* FormPage::addCombo(const QString& name, const QString& caption) {
  auto* box = new QComboBox;
  addRow(name, caption, box);
  connect(box, &QComboBox::currentIndexChanged, this, &OrderPage::changed);
  return box;
}

QSpinBox* FormPage::addNumber(const QString& name, const QString& caption, int most) {
  auto* number = new QSpinBox;
  number->setButtonSymbols(QAbstractSpinBox::NoButtons);
  number->setRange(0, most);
  number->setGroupSeparatorShown(true);
  addRow(name, caption, number);
  connect(number, &QSpinBox::valueChanged, this, &OrderPage::changed);
  return number;
}

QDateEdit* FormPage::addDate(const QString& name, const QString& caption, Instant start) {
  auto* date = new QDateEdit(QDateTime::fromMSecsSinceEpoch(start.ms, context().words.zone).date());
  date->setDisplayFormat(QStringLiteral("d MMM yyyy"));
  date->setLocale(context().words.locale);
  date->setCalendarPopup(true);
  date->calendarWidget()->setGridVisible(false);
  date->setMinimumDate(QDateTime::fromMSecsSinceEpoch(context().nowMs(), context().words.zone).date());
  addRow(name, caption, date);
  connect(date, &QDateEdit::dateChanged, this, &OrderPage::changed);
  return date;
}

QCheckBox* FormPage::addCheck(const QString& name, const QString& text) {
  auto* check = new QCheckBox(text);
  check->setObjectName(name);
  form_->addRow(QString(), check);
  connect(check, &QCheckBox::toggled, this, &OrderPage::changed);
  return check;
}

QLabel* FormPage::addNote(const QString& text) {
  auto* note = new QLabel(text);
  note->setWordWrap(true);
  note->setFont(captionFont(font()));
  note->setForegroundRole(QPalette::PlaceholderText);
  form_->addRow(QString(), note);
  return note;
}

void FormPage::addWidget(QWidget* widget) {
  column_->insertWidget(column_->count() - 1, widget);
}

Instant FormPage::instantOf(const QDateEdit& date, Instant like) const {
  const QTime time = QDateTime::fromMSecsSinceEpoch(like.ms, context().words.zone).time();
  return {QDateTime(date.date(), time, context().words.zone).toMSecsSinceEpoch()};
}

namespace {

/// The date that is to be moved, or a month from now.
Instant dateBefore(const OrderSeed& seed, qint64 nowMs) {
  if (seed.order.date) return *seed.order.date;
  const auto& row = seed.subscription;
  if (row && seed.order.kind == OrderKind::ExtendTrial && row->trialEnd) return {*row->trialEnd};
  if (row && row->periodEnd) return {*row->periodEnd};
  return {nowMs + 30 * qint64{86'400'000}};
}

QString captionOf(OrderKind kind) {
  if (kind == OrderKind::ExtendTrial) return DatePage::tr("New &end");
  return kind == OrderKind::MoveRenewal ? DatePage::tr("N&ext charge") : DatePage::tr("&Ends on");
}

}  // namespace

DatePage::DatePage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : FormPage(context, seed, parent),
      like_(dateBefore(seed, context.nowMs())),
      date_(addDate(QStringLiteral("orderDate"), captionOf(seed.order.kind), like_)) {
  addNote(tr("At %1, %2")
              .arg(QDateTime::fromMSecsSinceEpoch(like_.ms, context.words.zone).toString(QStringLiteral("HH:mm")),
                   QString::fromLatin1(context.words.zone.id())));
}

QString DatePage::fill(operations::AdminOrder& order) const {
  order.date = instantOf(*date_, like_);
  if (order.date->ms <= context().nowMs()) return tr("Choose a day that is to come");
  const bool same = seed().subscription && *order.date == like_ && order.kind != OrderKind::CancelOn;
  return same && !seed().order.date ? tr("Choose another day") : QString();
}

DiscountPage::DiscountPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : FormPage(context, seed, parent),
      code_(addLine(QStringLiteral("orderCode"), tr("&Code"), tr("As customers type it, e.g. SAVE20"))) {}

QString DiscountPage::fill(operations::AdminOrder& order) const {
  order.code = code_->text().trimmed().toStdString();
  return order.code.empty() ? tr("Type the code first") : QString();
}

}  // namespace billing::ui
