// Column widths and rows of a printed table.
#pragma once

#include "reports/documents/documenttext.h"
#include "reports/pdf/pageflow.h"
#include "reports/pdf/tablereport.h"

namespace billing::reports {

/// Numbers stand at the end of their column.
[[nodiscard]] bool standsAtEnd(CellKind kind);

class TableLayout {
 public:
  explicit TableLayout(const TableReport& report);
  PageList lay();

 private:
  void choosePaper();
  [[nodiscard]] QVector<double> naturalWidths() const;
  void shareWidth(const QVector<double>& natural);
  void head();
  void tableHead();
  void row(const QStringList& cells, const TextStyle& style, const char* tag);
  [[nodiscard]] double heightOf(const QString& text, const TextStyle& style, double width) const;
  void sums();
  const TableReport& report_;
  const DocumentText text_;
  const TextMeasure measure_;
  PageList list_;
  PageFlow flow_{list_, measure_};
  QVector<double> widths_;
  double size_ = 8;
};

}  // namespace billing::reports
