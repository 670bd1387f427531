// The rows behind a figure, handed to the window's exports.
#include "ui/exports/exportactions.h"
#include "ui/overview/figurerowsdialog.h"

namespace billing::ui {

using reports::ReportColumn;

namespace {

QWidget* topWindow(QWidget* widget) {
  while (widget->parentWidget() != nullptr) widget = widget->parentWidget();
  return widget;
}

QVector<ReportColumn> namedColumns(const QVector<ReportColumn>& all, const QByteArrayList& names) {
  QVector<ReportColumn> found;
  for (const QByteArray& name : names)
    for (const ReportColumn& column : all)
      if (column.name == name) found << column;
  return found;
}

}  // namespace

void FigureRowsDialog::exportRows() {
  if (model_ == nullptr) return;
  const QVector<ReportColumn> all = reportColumns(rows_.figure.kind);
  ExportSeed seed;
  seed.head = reportHead();
  seed.columns = all;
  for (const ReportColumn& column : all) seed.shown << column.name;
  seed.rows = rows_.rows.size();
  seed.make = [this, guard = QPointer<FigureRowsDialog>(this), all](const QByteArrayList& names,
                                                                    bool) -> Result<reports::ListExport> {
    if (guard.isNull()) return failure(ErrorKind::Cancelled, "closed", "The rows were closed");
    const QVector<ReportColumn> wanted = names.isEmpty() ? all : namedColumns(all, names);
    QByteArrayList chosen;
    for (const ReportColumn& column : wanted) chosen << column.name;
    return reports::ListExport{wanted, reportFeed(chosen)};
  };
  openExport(context_, std::move(seed), std::nullopt, topWindow(this));
}

}  // namespace billing::ui
