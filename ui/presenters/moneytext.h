// Amounts as people of the workspace's locale read them; unlike currencies are never added.
#pragma once

#include <QLocale>
#include <QString>
#include <QVector>

#include "store/listrows.h"

namespace billing::ui {

[[nodiscard]] QString moneyText(qint64 minor, const QString& currency, const QLocale& locale);
/// "$1,200.00 + €300.00", largest count first; "–" when there is none.
[[nodiscard]] QString figuresText(const QVector<store::CurrencyFigure>& figures, const QLocale& locale);
/// "month", "3 months": what stands behind the slash of a price.
[[nodiscard]] QString perText(const QString& unit, int count);
/// Thousandths of a unit without trailing zeros: 12500 -> "12.5".
[[nodiscard]] QString quantityText(qint64 milli, const QLocale& locale);

}  // namespace billing::ui
