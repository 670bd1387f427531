// Lays a document out on pages.
#pragma once

#include "reports/documents/invoicedocument.h"
#include "reports/pdf/pagelist.h"

namespace billing::reports {

struct PagesWish {
  Paper paper = Paper::A4;
  QString language;   ///< one of documentLanguages()
  qint64 madeAt = 0;  ///< epoch ms, for the file's own facts
};

/// Always at least one page. The heads of the columns stand on every page with lines; where lines go on on another
/// page, the sum so far stands below and above.
[[nodiscard]] PageList documentPages(const InvoiceDocument& document, const PagesWish& wish);

/// "Invoice 2026-0042"
[[nodiscard]] QString titleOf(const InvoiceDocument& document, const QString& language);

}  // namespace billing::reports
