// Rows as text for the clipboard: exactly the columns that are shown, in their order, with whole ids and exact
// instants.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include "models/facttablemodel.h"

namespace billing::ui {

/// `columns` are logical indexes in the order shown.
[[nodiscard]] QString rowsAsText(const models::FactTableModel& model, const QVector<int>& rows,
                                 const QVector<int>& columns);
/// RFC 4180 with a header line. Text that a spreadsheet would take for a formula gets an apostrophe.
[[nodiscard]] QString rowsAsCsv(const models::FactTableModel& model, const QVector<int>& rows,
                                const QVector<int>& columns);
/// An array of objects; keys are the columns' stable names, amounts stay minor units with their currency.
[[nodiscard]] QByteArray rowsAsJson(const models::FactTableModel& model, const QVector<int>& rows,
                                    const QVector<int>& columns);
/// "3 selected · $25.00 + €5.00": the sum of a money column per currency; rows still on their way are told.
[[nodiscard]] QString selectionSummary(const models::FactTableModel& model, const QVector<int>& rows,
                                       const QByteArray& sumField);

}  // namespace billing::ui
