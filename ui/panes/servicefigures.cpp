#include "ui/panes/servicefigures.h"

#include <QHBoxLayout>
#include <QLocale>

#include "ui/theme/metrics.h"
#include "ui/widgets/keyfigure.h"

namespace billing::ui {

namespace {

/// Hundredths of a percent of `part` in `whole`, rounded half up; 0 of 0 is 0.
qint64 percentHundredths(qint64 part, qint64 whole) {
  return whole == 0 ? 0 : (part * 10'000 + whole / 2) / whole;
}

QString percentText(qint64 hundredths) {
  const QString decimals = QStringLiteral("%1").arg(hundredths % 100, 2, 10, QLatin1Char('0'));
  return QStringLiteral("%1%2%3 %").arg(QString::number(hundredths / 100), QLocale().decimalPoint(), decimals);
}

QString millisText(qint64 micros) {
  if (micros >= 10'000) return QStringLiteral("%1 ms").arg(QLocale().toString((micros + 500) / 1000));
  return QStringLiteral("%1%2%3 ms")
      .arg(QString::number(micros / 1000), QLocale().decimalPoint(), QString::number(micros % 1000 / 100));
}

}  // namespace

ServiceFigures::ServiceFigures(std::function<operations::ServiceLevel()> level, QWidget* parent)
    : QWidget(parent), level_(std::move(level)) {
  setObjectName(QStringLiteral("serviceFigures"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 3));
  for (const QString& caption :
       {tr("Errors of the local API"), tr("Slow answers"), tr("Typical answer"), tr("Requests looked at")}) {
    figures_.push_back(new KeyFigure(caption));
    figures_.last()->setOpensRows(false);
    row->addWidget(figures_.last());
  }
  tick_.setInterval(3000);
  connect(&tick_, &QTimer::timeout, this, &ServiceFigures::refresh);
  refresh();
}

void ServiceFigures::refresh() {
  show(level_());
}

void ServiceFigures::show(const operations::ServiceLevel& level) {
  const bool none = level.requests == 0;
  const qint64 errors = percentHundredths(level.errors, level.requests);
  const qint64 slow = percentHundredths(level.slow, level.requests);
  const QString dash = QStringLiteral("–");
  // The target is “under”: exactly 1 % has missed it.
  figures_.at(0)->show(none ? dash : percentText(errors), tr("target: under 1 %"),
                       errors >= 100 ? Tone::Danger : Tone::Neutral);
  figures_.at(1)->show(
      none ? dash : percentText(slow),
      none ? tr("target: under 500 ms") : tr("19 of 20 within %1; target 500 ms").arg(millisText(level.p95Micros)),
      level.p95Micros >= 500'000 ? Tone::Danger
      : level.slow > 0           ? Tone::Warning
                                 : Tone::Neutral);
  figures_.at(2)->show(none ? dash : millisText(level.medianMicros), tr("half of them are faster"));
  figures_.at(3)->show(QLocale().toString(static_cast<qlonglong>(level.requests)),
                       none ? tr("nobody has asked it yet") : tr("the last 1,000 at most"));
}

void ServiceFigures::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
  tick_.start();
}

void ServiceFigures::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  tick_.stop();
}

}  // namespace billing::ui
