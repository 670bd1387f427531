// Believable rows made from their ids alone, for windows and pictures: the same ones every time.
#pragma once

#include "store/listrows.h"

namespace billing::test {

/// The "now" that all of them are made for: 2026-11-20 10:00 UTC.
inline constexpr qint64 kFakeNow = 1'795'168'800'000;
inline constexpr qint64 kDay = 86'400'000;

[[nodiscard]] store::CustomerRow fakeCustomer(quint32 id);
[[nodiscard]] store::SubscriptionRow fakeSubscription(quint32 id);
[[nodiscard]] store::WebhookEventRow fakeEvent(quint32 id);
[[nodiscard]] store::InvoiceRow fakeInvoice(quint32 id);
[[nodiscard]] store::PaymentRow fakePayment(quint32 id);
[[nodiscard]] store::PlanRow fakePlan(quint32 id);
[[nodiscard]] store::UsageRow fakeUsage(quint32 id);
[[nodiscard]] store::WebhookEventDetail fakeEventDetail(quint32 id);
[[nodiscard]] store::OverviewFacts fakeOverview();
/// A body as the provider would send it for that event.
[[nodiscard]] QByteArray fakeBody(quint32 id);

}  // namespace billing::test
