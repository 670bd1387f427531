// Small drawings that delegates and widgets share: badge, bar, skeleton.
#pragma once

#include <QFont>
#include <QPainter>
#include <QRect>
#include <QString>
#include <QVector>

#include "ui/theme/tokens.h"

namespace billing::ui {

/// A dot (or icon) and the word in the tone of the status, left aligned in `rect`. Gives the width that it took.
int paintBadge(QPainter& painter, const QRect& rect, const QString& status, const Tokens& tokens, const QFont& font);
[[nodiscard]] int badgeWidth(const QString& status, const QFont& font);

/// Where a quota warns and where it ends, in thousandths of its limit.
struct BarMarks {
  qint64 warn = 800;
  qint64 end = -1;  ///< -1: at the limit, as far as we know
};
/// From Fact::series of a share; what is not there is as usual.
[[nodiscard]] BarMarks barMarks(const QVector<qint64>& series);

/// A bar with its percentage as text. A short tick marks where it warns, a long one the limit, a bold one where it
/// ends; what is beyond the limit has a colour of its own. `thousandths` may exceed 1000: the bar then shows all of it,
/// and the limit moves left.
void paintUsageBar(QPainter& painter, const QRect& rect, qint64 thousandths, const BarMarks& marks,
                   const Tokens& tokens, const QFont& font);
[[nodiscard]] Tone usageTone(qint64 thousandths, const BarMarks& marks);

/// Values as small columns from zero, oldest left; the last one stands out.
void paintHistory(QPainter& painter, const QRect& rect, const QVector<qint64>& values, const Tokens& tokens,
                  const QFont& font);

/// Where a value is on its way.
void paintSkeleton(QPainter& painter, const QRect& rect, const Tokens& tokens);

}  // namespace billing::ui
