// Tables of finance: the rows behind a figure, all figures, months. Columns and the plain rows that they read.
#pragma once

#include <QLocale>

#include "models/facttable.h"
#include "operations/finance/financevalues.h"

namespace billing::ui {

/// A row with its number in the list, which is its id there.
struct PartRow {
  qint64 id = 0;
  operations::FigureRow row;
  operations::FigureKind kind = operations::FigureKind::Money;  ///< of `row.part`
};

/// What the parts of a figure's rows are: shares and ratios are made of amounts or of counts.
[[nodiscard]] operations::FigureKind partKind(const operations::FigureRows& rows, const operations::FigureRow& row);
[[nodiscard]] QVector<PartRow> partRows(const operations::FigureRows& rows);
/// By a column of the table; amounts by their size, whatever their sign. Equal ones stay as they were.
[[nodiscard]] QVector<PartRow> sortedParts(QVector<PartRow> rows, const QByteArray& field, Qt::SortOrder order);
/// `kind` of the figure: whether its parts are amounts, counts or credits.
[[nodiscard]] models::FactTable partTable(operations::FigureKind kind);

/// One figure in the list of all of them, already in words: its kind differs from line to line.
struct FigureLine {
  qint64 id = 0;
  operations::Figure figure;
  QString value, before, change;
};
[[nodiscard]] QVector<FigureLine> figureLines(const QVector<operations::Figure>& figures, const QString& currency,
                                              const QLocale& locale);
[[nodiscard]] models::FactTable figureTable();

}  // namespace billing::ui
