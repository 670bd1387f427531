// From pages to bytes: a PDF with embedded fonts, or one PNG for each page.
#pragma once

#include "reports/pdf/pagelist.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::reports {

/// Internal "page_not_drawn"; Cancelled.
[[nodiscard]] Result<QByteArray> pdfOf(const PageList& list, const CancelToken& cancel = {});
/// `dpi` 36 to 600; what lies outside is moved to the nearest.
[[nodiscard]] Result<QVector<QByteArray>> picturesOf(const PageList& list, int dpi, const CancelToken& cancel = {});

}  // namespace billing::reports
