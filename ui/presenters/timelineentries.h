// Events, payments and invoices as entries of one timeline.
#pragma once

#include "ui/widgets/timeline.h"

namespace billing::ui {

[[nodiscard]] QVector<TimelineEntry> entriesOf(const QVector<store::WebhookEventRow>& events);
[[nodiscard]] QVector<TimelineEntry> entriesOf(const QVector<store::PaymentRow>& payments, const QLocale& locale);
[[nodiscard]] QVector<TimelineEntry> entriesOf(const QVector<store::InvoiceRow>& invoices, const QLocale& locale);

}  // namespace billing::ui
