// Rows as text for the clipboard: exactly the columns that are shown, in their order, with whole ids and exact
// instants.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include "models/facttablemodel.h"

namespace billing::ui {

/// `columns` are logical indexes in the order shown. A line for each row, cells divided by tabs: line breaks become
/// blanks, and text that a spreadsheet would take for a formula gets an apostrophe.
[[nodiscard]] QString rowsAsText(const models::FactTableModel& model, const QVector<int>& rows,
                                 const QVector<int>& columns);
/// RFC 4180 with a header line. Text that a spreadsheet would take for a formula gets an apostrophe.
[[nodiscard]] QString rowsAsCsv(const models::FactTableModel& model, const QVector<int>& rows,
                                const QVector<int>& columns);
/// A table for wikis and issues.
[[nodiscard]] QString rowsAsMarkdown(const models::FactTableModel& model, const QVector<int>& rows,
                                     const QVector<int>& columns);
/// An array of objects; keys are the columns' stable names, amounts stay minor units with their currency.
[[nodiscard]] QByteArray rowsAsJson(const models::FactTableModel& model, const QVector<int>& rows,
                                    const QVector<int>& columns);
/// "3 selected · MRR $25.00 + €5.00 · average $12.50 (2) and €5.00 (1)": of a money column, each currency for itself,
/// averages rounded once; "at least", without averages, while rows are on their way.
[[nodiscard]] QString selectionSummary(const models::FactTableModel& model, const QVector<int>& rows,
                                       const QByteArray& sumField);

}  // namespace billing::ui
