// Exports that run and those that ended, whatever pane is shown.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <memory>

#include "reports/reportsdesk.h"

namespace billing::ui {

struct ExportOrder {
  QString path;
  reports::ReportHead head;
  QVector<reports::ReportColumn> columns;
  std::shared_ptr<reports::RowFeed> feed;
  reports::ExportOptions options;
};

class ExportBoard : public QObject {
  Q_OBJECT
 public:
  struct Job {
    int number = 0;
    QString name;  ///< of the file or folder
    QString path;
    qint64 rows = 0, expected = -1, startedAgoMs = 0;
    bool ended = false, cancelling = false;
    std::optional<Error> error;
    QVector<reports::ExportReceipt> receipts;
  };

  /// `desk` outlives the board.
  explicit ExportBoard(reports::ReportsDesk& desk, QObject* parent = nullptr);
  /// What runs is cancelled.
  ~ExportBoard() override;

  int start(ExportOrder order);
  int startMonthEnd(const reports::MonthEndWish& wish);
  void cancel(int number);
  /// Newest first; the last ten that ended are kept.
  [[nodiscard]] QVector<Job> jobs() const;
  [[nodiscard]] int running() const;

 Q_SIGNALS:
  void changed();
  void ended(const billing::ui::ExportBoard::Job& job);

 private:
  struct Kept {
    Job job;
    CancelToken token;
    QElapsedTimer clock;
  };
  Kept& add(const QString& path);
  [[nodiscard]] reports::ExportProgress progressOf(int number);
  void end(int number, Result<QVector<reports::ExportReceipt>> outcome);
  [[nodiscard]] Kept* find(int number);

  reports::ReportsDesk& desk_;
  std::vector<std::unique_ptr<Kept>> jobs_;
  int last_ = 0;
};

}  // namespace billing::ui
