// A list as a printed table: heads on every page, sums at the end, "page 2 of 3", A4 or Letter, turned on its side
// where the columns need it. Rows are taken one after the other and drawn at the end, when the number of pages is
// known.
#pragma once

#include <QMap>
#include <memory>

#include "reports/pdf/pagelist.h"
#include "reports/reportvalues.h"

namespace billing::reports {

class DocumentText;

class TableReport {
 public:
  /// `language` one of documentLanguages() (reports/documents/documentwords.h has documentLanguage(wish)); amounts,
  /// days and numbers are written in it. Days and times are those of the head's zone. Titles are printed as they are
  /// given.
  TableReport(ReportHead head, QVector<ReportColumn> columns, Paper paper, QString language);
  /// As many cells as columns. Money, counts, quantities and percentages stand at the end of their column and never
  /// wrap; texts wrap.
  void add(const ReportRow& row);
  /// Below the last row: for each money column (by its name) the sum of each currency, in minor units.
  void setSums(QMap<QByteArray, QMap<QString, qint64>> sums) { sums_ = std::move(sums); }
  /// Further paragraphs below the table: notes, definitions.
  void addNote(const QString& words) { notes_ << words; }
  [[nodiscard]] qint64 rows() const { return cells_.size(); }
  [[nodiscard]] PageList pages() const;
  /// Internal "page_not_drawn"; Cancelled. `madeAt` of the head is what the file says of its making.
  [[nodiscard]] Result<QByteArray> pdf(const CancelToken& cancel = {}) const;

 private:
  friend class TableLayout;
  ReportHead head_;
  QVector<ReportColumn> columns_;
  Paper paper_;
  QString language_;
  std::shared_ptr<const DocumentText> text_;
  QVector<QStringList> cells_;
  QMap<QByteArray, QMap<QString, qint64>> sums_;
  QStringList notes_;
};

}  // namespace billing::reports
