// Small drawings that delegates and widgets share: badge, bar, skeleton.
#pragma once

#include <QFont>
#include <QPainter>
#include <QRect>
#include <QString>

#include "ui/theme/tokens.h"

namespace billing::ui {

/// A dot (or icon) and the word in the tone of the status, left aligned in `rect`. Gives the width that it took.
int paintBadge(QPainter& painter, const QRect& rect, const QString& status, const Tokens& tokens, const QFont& font);
[[nodiscard]] int badgeWidth(const QString& status, const QFont& font);

/// A bar with its percentage as text; from 80 % it warns, from 100 % it is in danger. `thousandths` may exceed 1000.
void paintUsageBar(QPainter& painter, const QRect& rect, qint64 thousandths, const Tokens& tokens, const QFont& font);
[[nodiscard]] Tone usageTone(qint64 thousandths);

/// Where a value is on its way.
void paintSkeleton(QPainter& painter, const QRect& rect, const Tokens& tokens);

}  // namespace billing::ui
