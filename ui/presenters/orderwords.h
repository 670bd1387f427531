// Changes by hand in words: what each is called, what its ways of charging mean, and what the button says that does it.
#pragma once

#include <QLocale>
#include <QString>
#include <QVector>

#include "domain/provider.h"
#include "operations/admin/adminorder.h"
#include "operations/admin/orderpreview.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

struct OrderWords {
  QString action;  ///< "Change plan": a menu entry without its dots
  QString about;   ///< one sentence; may be empty
  QString icon;
};
[[nodiscard]] OrderWords orderWords(operations::OrderKind kind);

/// A way to charge for a change in mid-period.
struct ChargeWords {
  providers::ChangeCharge charge;
  QString word, about;
};
/// Those that the provider knows, its usual one first.
[[nodiscard]] QVector<ChargeWords> chargesOf(Provider provider);

/// "Change plan: charge $12.34 now". nullptr: the preview is not there yet.
[[nodiscard]] QString deedWords(const operations::AdminOrder& order, const operations::OrderPreview* preview,
                                const PaneContext& context);

[[nodiscard]] QString moneyWords(const Money& money, const QLocale& locale);
/// "3 Mar", with the year where it is not this one.
[[nodiscard]] QString dayWords(Instant instant, const PaneContext& context);

}  // namespace billing::ui
