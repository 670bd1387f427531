// What a customer has paid, by calendar year.
#pragma once

#include <QMap>
#include <QTimeZone>
#include <functional>

#include "ui/panes/panecontext.h"
#include "ui/widgets/factscard.h"

namespace billing::ui {

struct PaidYear {
  int year = 0;
  int payments = 0;
  QMap<QString, qint64> minor;  ///< by currency; what was refunded of these payments is taken off
};

/// Of payments that succeeded, by their day in `zone`; the newest year first, years without a payment left out.
[[nodiscard]] QVector<PaidYear> paidYears(const QVector<store::PaymentRow>& payments, const QTimeZone& zone);

/// "Paid in 2026" and up to three years before it; pressing one follows to the payments.
[[nodiscard]] QVector<FactItem> paidYearFacts(const QVector<store::PaymentRow>& payments, const PaneContext& context,
                                              const std::function<void()>& follow);

}  // namespace billing::ui
