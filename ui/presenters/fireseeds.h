// What the fire dialog starts from for a chosen row: its real ids, amounts and times.
#pragma once

#include "store/listrows.h"
#include "ui/navigator.h"

namespace billing::ui {

[[nodiscard]] FireSeed seedFor(const store::SubscriptionRow& row);
[[nodiscard]] FireSeed seedFor(const store::CustomerRow& row);
[[nodiscard]] FireSeed seedFor(const store::InvoiceRow& row);
/// The event itself: its type, its ids and its very body.
[[nodiscard]] FireSeed seedFor(const store::WebhookEventDetail& detail);

}  // namespace billing::ui
