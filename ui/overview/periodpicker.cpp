#include "ui/overview/periodpicker.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QTimeZone>

#include "ui/overview/monthsdialog.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

QString workspaceZone(const PaneContext& context) {
  const QString zone = QString::fromStdString(context.services.profile.timeZone);
  return QTimeZone(zone.toUtf8()).isValid() ? zone : QStringLiteral("UTC");
}

QComboBox* named(const QString& name, const QString& spoken) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setAccessibleName(spoken);
  box->setAccessibleDescription(spoken);
  box->setToolTip(spoken);
  box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return box;
}

}  // namespace

PeriodPicker::PeriodPicker(const PaneContext& context, QString memory, QWidget* parent)
    : QWidget(parent),
      context_(context),
      memory_(std::move(memory)),
      periods_(named(QStringLiteral("overviewPeriod"), tr("Period"))),
      zones_(named(QStringLiteral("overviewZone"), tr("Time zone of days and months"))),
      currencies_(named(QStringLiteral("overviewCurrency"), tr("Currency"))),
      name_(new QLabel) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  name_->setObjectName(QStringLiteral("overviewPeriodName"));
  name_->setForegroundRole(QPalette::PlaceholderText);
  row->addWidget(name_);
  for (QComboBox* box : {periods_, zones_, currencies_}) row->addWidget(box);
  for (int i = 0; i < kPeriodChoices; ++i) periods_->addItem(periodTitle(static_cast<PeriodChoice>(i)));
  fillZones();
  currencies_->hide();
  restore();
  connect(periods_, &QComboBox::activated, this, &PeriodPicker::periodActivated);
  connect(zones_, &QComboBox::activated, this, [this] {
    keep();
    Q_EMIT changed();
  });
  connect(currencies_, &QComboBox::activated, this, [this] {
    currency_ = currencies_->currentText();
    keep();
    Q_EMIT currencyChanged();
  });
}

void PeriodPicker::fillZones() {
  const QString own = workspaceZone(context_);
  const QString local = QString::fromUtf8(QTimeZone::systemTimeZoneId());
  zones_->addItem(tr("Workspace: %1").arg(own), own);
  zones_->addItem(QStringLiteral("UTC"), QStringLiteral("UTC"));
  zones_->addItem(tr("This computer: %1").arg(local), local);
}

QString PeriodPicker::zone() const {
  return zones_->currentData().toString();
}

operations::FinancePeriod PeriodPicker::period() const {
  if (choice_ == PeriodChoice::Custom && from_.isValid()) return {from_, to_, zone()};
  const QDate today = QDateTime::fromMSecsSinceEpoch(context_.nowMs(), QTimeZone(zone().toUtf8())).date();
  return periodOf(choice_, today, zone());
}

void PeriodPicker::setCurrencies(const QStringList& currencies) {
  const QString wanted = currencies.contains(currency_) ? currency_ : currencies.value(0);
  const QSignalBlocker quiet(currencies_);
  currencies_->clear();
  currencies_->addItems(currencies);
  currencies_->setCurrentText(wanted);
  currencies_->setVisible(currencies.size() > 1);
  if (!currencies.isEmpty()) currency_ = wanted;
}

void PeriodPicker::choose(PeriodChoice choice) {
  choice_ = choice;
  keep();
  Q_EMIT changed();
}

void PeriodPicker::chooseMonths(QDate from, QDate to) {
  if (to < from) std::swap(from, to);
  from_ = monthPeriod(monthOf(from), {}).from;
  to_ = monthPeriod(monthOf(to), {}).to;
  choose(PeriodChoice::Custom);
}

void PeriodPicker::periodActivated(int index) {
  const auto wanted = static_cast<PeriodChoice>(index);
  if (wanted != PeriodChoice::Custom) return choose(wanted);
  auto* dialog = new MonthsDialog(period(), this);
  connect(dialog, &MonthsDialog::chosen, this, &PeriodPicker::chooseMonths);
  connect(dialog, &QDialog::rejected, this, &PeriodPicker::showNames);
  dialog->open();
}

void PeriodPicker::showNames() {
  const QSignalBlocker quiet(periods_);
  periods_->setCurrentIndex(static_cast<int>(choice_));
  operations::FinancePeriod months = period();
  months.zone.clear();  // the box beside it names it
  name_->setText(periodText(months));
}

void PeriodPicker::restore() {
  QSettings& settings = context_.services.settings;
  const auto kept = [&](const char* key) { return settings.value(memory_ + QLatin1Char('/') + QLatin1String(key)); };
  choice_ = periodFrom(kept("period").toString()).value_or(PeriodChoice::ThisMonth);
  from_ = kept("from").toDate();
  to_ = kept("to").toDate();
  if (choice_ == PeriodChoice::Custom && !(from_.isValid() && to_.isValid())) choice_ = PeriodChoice::ThisMonth;
  zones_->setCurrentIndex(qBound(0, kept("zone").toInt(), zones_->count() - 1));
  currency_ = kept("currency").toString();
  showNames();
}

void PeriodPicker::keep() {
  QSettings& settings = context_.services.settings;
  const auto store = [&](const char* key, const QVariant& value) {
    settings.setValue(memory_ + QLatin1Char('/') + QLatin1String(key), value);
  };
  store("period", periodKey(choice_));
  store("from", from_);
  store("to", to_);
  store("zone", zones_->currentIndex());
  store("currency", currency_);
  showNames();
}

}  // namespace billing::ui
