#include "ui/widgets/usagebars.h"

#include <QPainter>

#include "models/usageforecast.h"
#include "ui/delegates/painting.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

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
  return UsageBars::tr("unknown");
}

UsageBars::UsageBars(QLocale locale, QWidget* parent) : QWidget(parent), locale_(std::move(locale)) {
  setObjectName(QStringLiteral("usageBars"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void UsageBars::setRows(const QVector<store::UsageRow>& rows) {
  rows_ = rows;
  QStringList spoken;
  for (const auto& row : rows_) spoken << QStringLiteral("%1: %2").arg(row.name, usageText(row, locale_));
  setAccessibleName(tr("Usage"));
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  setVisible(!rows_.isEmpty());
  updateGeometry();
  update();
}

int UsageBars::lineHeight() const {
  return fontMetrics().height() + space(this, 6.5);
}

QSize UsageBars::sizeHint() const {
  return {chars(this, 30), static_cast<int>(rows_.size()) * lineHeight()};
}

void UsageBars::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  int y = 0;
  for (const auto& row : std::as_const(rows_)) {
    const QRect words(0, y, width(), fontMetrics().height());
    painter.setPen(tokens.text);
    painter.setFont(font());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, row.name);
    painter.setPen(tokens.muted);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, usageText(row, locale_));
    if (const auto used = usedThousandths(row))
      paintUsageBar(painter, QRect(0, y + fontMetrics().height(), width(), space(this, 4.5)), *used, BarMarks{}, tokens,
                    font());
    y += lineHeight();
  }
}

}  // namespace billing::ui
