// The first sheet: where the rows come from, how many they are, what they add up to.
#pragma once

#include "reports/xlsx/xlsxsheets.h"

namespace billing::reports {

/// `dataHash`: SHA-256, hex, of all cells as plain text, each followed by U+001F, each row by U+001E.
[[nodiscard]] Result<void> writeSummary(XlsxBook& book, lxw_worksheet* sheet, const ReportJob& job, const Tally& tally,
                                        const XlsxSheets& sheets, const QByteArray& dataHash);

/// What every first sheet and title page says of a report, label by label.
[[nodiscard]] QVector<QPair<QString, QString>> headFacts(const ReportHead& head, const TimeWords& times);

}  // namespace billing::reports
