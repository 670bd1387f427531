// Events, payments and invoices as entries of one timeline.
#pragma once

#include "domain/billingrules.h"
#include "store/accountrows.h"
#include "ui/widgets/timeline.h"

namespace billing::ui {

[[nodiscard]] QVector<TimelineEntry> entriesOf(const QVector<store::WebhookEventRow>& events);
[[nodiscard]] QVector<TimelineEntry> entriesOf(const QVector<store::PaymentRow>& payments, const QLocale& locale);
[[nodiscard]] QVector<TimelineEntry> entriesOf(const QVector<store::InvoiceRow>& invoices, const QLocale& locale);
/// "Free to Pro", with what caused it.
[[nodiscard]] QVector<TimelineEntry> entriesOf(const QVector<store::PlanChangeRow>& changes, const BillingRules& rules);

}  // namespace billing::ui
