#include "ui/widgets/usagebars.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "models/statustext.h"
#include "models/usageforecast.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

/// States that go without saying.
bool isQuiet(const QString& state) {
  return state.isEmpty() || state == QStringLiteral("ok") || state == QStringLiteral("unlimited") ||
         state == QStringLiteral("unknown");
}

QString marksText(const BarMarks& marks, bool endKnown) {
  const auto percent = [](qint64 thousandths) { return QStringLiteral("%1 %").arg(thousandths / 10); };
  QString warns = UsageBars::tr("Short mark: warns from %1").arg(percent(marks.warn));
  if (!endKnown) return warns;
  const QString ends = UsageBars::tr("Bold mark: ends at %1").arg(percent(marks.end));
  return marks.end == 1000 ? QString(warns + QLatin1Char('\n') + ends)
                           : QStringList{warns, UsageBars::tr("Long mark: the limit"), ends}.join(QLatin1Char('\n'));
}

}  // namespace

std::optional<qint64> usedThousandths(const store::UsageRow& row) {
  if (!row.grantedMilli || !row.remainingMilli) return std::nullopt;
  return models::shareThousandths(*row.grantedMilli - *row.remainingMilli, *row.grantedMilli);
}

QString usageText(const store::UsageRow& row, const QLocale& locale) {
  const auto number = [&locale](qint64 milli) { return quantityText(milli, locale); };
  if (row.grantedMilli && row.remainingMilli)
    return UsageBars::tr("%1 of %2 %3 used")
        .arg(number(*row.grantedMilli - *row.remainingMilli), number(*row.grantedMilli), row.unit)
        .simplified();
  if (row.remainingMilli) return UsageBars::tr("%1 %2 remain").arg(number(*row.remainingMilli), row.unit).simplified();
  if (row.grantedMilli)
    return UsageBars::tr("%1 %2 granted, use unknown").arg(number(*row.grantedMilli), row.unit).simplified();
  if (row.usedMilli) return UsageBars::tr("%1 %2, unlimited").arg(number(*row.usedMilli), row.unit).simplified();
  return UsageBars::tr("unknown");
}

UsageBar usageBarOf(const store::UsageRow& row, const QLocale& locale) {
  UsageBar bar{row.name, usageText(row, locale), row.state, usedThousandths(row), {}, {}};
  if (row.grantedMilli && row.remainingMilli)
    bar.text = QStringLiteral("%1 / %2 %3")
                   .arg(quantityText(*row.grantedMilli - *row.remainingMilli, locale),
                        quantityText(*row.grantedMilli, locale), row.unit)
                   .trimmed();
  bar.marks.warn = qint64{row.warnPercent} * 10;
  if (row.blockedMilli)
    bar.marks.end = models::shareThousandths(*row.blockedMilli, row.grantedMilli.value_or(0)).value_or(-1);
  if (bar.share) bar.hover = marksText(bar.marks, bar.marks.end >= 0);
  return bar;
}

UsageBar usageBarOf(const store::QuotaUsage& usage, const QLocale& locale) {
  const QString used = locale.toString(usage.used);
  UsageBar bar{usage.name, {}, usage.state, {}, {}, {}};
  bar.text = usage.limit ? QStringLiteral("%1 / %2 %3").arg(used, locale.toString(*usage.limit), usage.unit)
                         : UsageBars::tr("%1 %2, unlimited").arg(used, usage.unit);
  bar.marks.warn = qint64{usage.warnPercent} * 10;
  if (!usage.limit) return bar;
  bar.share = models::shareThousandths(usage.used, *usage.limit);
  if (usage.blockedAt) bar.marks.end = models::shareThousandths(*usage.blockedAt, *usage.limit).value_or(-1);
  if (bar.share) bar.hover = marksText(bar.marks, bar.marks.end >= 0);
  return bar;
}

UsageBars::UsageBars(const QLocale& locale, QWidget* parent) : QWidget(parent), locale_(locale) {
  setObjectName(QStringLiteral("usageBars"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void UsageBars::setRows(const QVector<store::UsageRow>& rows) {
  QVector<UsageBar> bars;
  for (const auto& row : rows) bars.push_back(usageBarOf(row, locale_));
  setBars(bars);
}

void UsageBars::setBars(QVector<UsageBar> bars) {
  bars_ = std::move(bars);
  QStringList spoken;
  for (const auto& bar : std::as_const(bars_)) {
    const QString share = bar.share ? tr(", %1 %").arg(*bar.share / 10) : QString();
    spoken << QStringLiteral("%1: %2%3, %4").arg(bar.name, bar.text, share, models::statusText(bar.state));
  }
  setAccessibleName(tr("Usage"));
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  setVisible(!bars_.isEmpty());
  updateGeometry();
  update();
}

int UsageBars::heightOf(const UsageBar& bar) const {
  return fontMetrics().height() + space(this, bar.share ? 6.5 : 2.5);
}

QSize UsageBars::sizeHint() const {
  int height = 0;
  for (const UsageBar& bar : bars_) height += heightOf(bar);
  return {chars(this, 30), height};
}

bool UsageBars::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  QString hover;
  int bottom = 0;
  for (const UsageBar& bar : std::as_const(bars_)) {
    const int top = bottom;
    bottom += heightOf(bar);
    if (help->pos().y() >= top && help->pos().y() < bottom) hover = bar.hover;
  }
  QToolTip::showText(help->globalPos(), hover, this);
  return true;
}

void UsageBars::paintWords(QPainter& painter, const QRect& rect, const UsageBar& bar) const {
  const Tokens& tokens = tokensFor(palette());
  painter.setFont(font());
  painter.setPen(tokens.muted);
  painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, bar.text);
  const int room = rect.width() - fontMetrics().horizontalAdvance(bar.text) - space(this, 2);
  const QString name = fontMetrics().elidedText(bar.name, Qt::ElideRight, qMax(0, room));
  painter.setPen(tokens.text);
  painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, name);
  const int used = fontMetrics().horizontalAdvance(name) + space(this, 3);
  if (isQuiet(bar.state) || room - used < space(this, 6)) return;
  paintBadge(painter, QRect(rect.left() + used, rect.top(), room - used, rect.height()), bar.state, tokens, font());
}

void UsageBars::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  int y = 0;
  for (const auto& bar : std::as_const(bars_)) {
    paintWords(painter, QRect(0, y, width(), fontMetrics().height()), bar);
    if (bar.share)
      paintUsageBar(painter, QRect(0, y + fontMetrics().height(), width(), space(this, 4.5)), *bar.share, bar.marks,
                    tokens, font());
    y += heightOf(bar);
  }
}

}  // namespace billing::ui
