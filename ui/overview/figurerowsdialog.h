// Behind every number: the figure with its formula and its definitions, the rows that it is made of with what each
// adds, and their sum. A double click opens the object.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <functional>
#include <memory>

#include "models/rowsmodel.h"
#include "operations/finance/financevalues.h"
#include "reports/reportvalues.h"
#include "support/canceltoken.h"
#include "support/result.h"
#include "ui/overview/financetables.h"
#include "ui/panes/panecontext.h"

class QVBoxLayout;

namespace billing::ui {

class DataTable;
class EmptyState;
class ErrorBanner;
class ProgressLine;

/// Asks for the rows; again after an error.
using RowSource = std::function<QFuture<Result<operations::FigureRows>>(CancelToken)>;

class FigureRowsDialog : public QDialog {
  Q_OBJECT
 public:
  /// `title` is the figure's name, `period` names its months and zone.
  FigureRowsDialog(const PaneContext& context, const QString& title, const operations::FinancePeriod& period,
                   RowSource source, QWidget* parent);
  ~FigureRowsDialog() override { cancel_.cancel(); }

  [[nodiscard]] const operations::FigureRows& rows() const { return rows_; }
  [[nodiscard]] bool isLoading() const { return loading_; }
  [[nodiscard]] DataTable* table() const { return table_; }

  /// What is shown, for a file: exactly these rows in this order.
  [[nodiscard]] reports::ReportHead reportHead() const;
  [[nodiscard]] static QVector<reports::ReportColumn> reportColumns(operations::FigureKind kind);
  /// The named columns in their order; empty: all.
  [[nodiscard]] std::shared_ptr<reports::RowFeed> reportFeed(const QByteArrayList& columns = {}) const;

 Q_SIGNALS:
  void loaded();

 private:
  void build();
  void addHead(QVBoxLayout& column);
  void addFoot(QVBoxLayout& column);
  void load();
  void showRows(const operations::FigureRows& rows);
  void makeTable();
  void exportRows();
  void openRow(qint64 id);
  void sortBy(const QByteArray& field, Qt::SortOrder order);
  [[nodiscard]] QString sumText() const;

  const PaneContext& context_;
  QString title_;
  operations::FinancePeriod period_;
  RowSource source_;
  operations::FigureRows rows_;
  bool loading_ = false;
  CancelToken cancel_;
  std::unique_ptr<models::RowsModel<PartRow>> model_;
  DataTable* table_ = nullptr;
  QVBoxLayout* inside_ = nullptr;
  QWidget* place_;  ///< where the table goes
  QLabel *value_, *explanation_, *sum_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
  EmptyState* empty_;
};

/// The rows of a question, in a dialog of their own; only where there is a finance desk.
FigureRowsDialog* openFigure(const PaneContext& context, const operations::FigureQuestion& question, QWidget* parent);
/// Invoices that are owed, of one age.
struct OwedQuestion {
  QDate asOf;
  QString zone, currency;
  int bucket = -1;  ///< -1: every age
  QString ageName;  ///< of the bucket: "1-30"
};
FigureRowsDialog* openOwed(const PaneContext& context, const OwedQuestion& question, QWidget* parent);

/// "not_due" -> "not due", "1-30" -> "1–30 days", "over_90" -> "over 90 days"; empty: "of every age".
[[nodiscard]] QString ageTitle(const QString& name);

}  // namespace billing::ui
