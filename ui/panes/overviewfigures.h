// Turns the overview's facts into what its charts draw. Pure.
#pragma once

#include <QDate>
#include <QLocale>
#include <QVector>

#include "store/listrows.h"
#include "ui/charts/daychart.h"

namespace billing::ui {

struct WebhookDays {
  QVector<QDate> days;
  QVector<DaySeries> series;
  QString note;
};

[[nodiscard]] WebhookDays webhookDays(const store::OverviewFacts& facts);
/// For each of its series, the states of the deliveries that it counts.
[[nodiscard]] QVector<QVariantList> webhookStates();
/// The currency with the most revenue; the others are named in the note, never added.
[[nodiscard]] WebhookDays revenueDays(const store::OverviewFacts& facts, const QLocale& locale);

}  // namespace billing::ui
