#include "ui/dialogs/calculationsdialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPromise>
#include <QThreadPool>
#include <QVBoxLayout>
#include <memory>

#include "ui/theme/metrics.h"
#include "ui/widgets/rolestable.h"

namespace billing::ui {

using operations::CalculationReport;

CalculationsDialog::CalculationsDialog(QWidget* parent, QByteArray cases)
    : QDialog(parent), progress_(new QProgressBar), results_(new QTableWidget), verdict_(new QLabel) {
  setObjectName(QStringLiteral("calculationsDialog"));
  setWindowTitle(tr("Check calculations"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* about =
      new QLabel(tr("Worked cases of every kind of calculation, by the very code that bills, prorates and reports."));
  about->setWordWrap(true);
  progress_->setObjectName(QStringLiteral("calculationsProgress"));
  progress_->setAccessibleName(tr("Cases checked"));
  results_->setObjectName(QStringLiteral("calculationsResults"));
  results_->setAccessibleName(tr("Results by kind of calculation"));
  results_->setColumnCount(3);
  results_->setHorizontalHeaderLabels({tr("Calculation"), tr("As expected"), tr("Otherwise")});
  prepareReadTable(*results_);
  results_->horizontalHeader()->setStretchLastSection(true);
  verdict_->setObjectName(QStringLiteral("calculationsVerdict"));
  verdict_->setAccessibleName(tr("Verdict"));
  verdict_->setFont(strongFont(font()));
  verdict_->setText(tr("Checking…"));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  column->addWidget(about);
  column->addWidget(progress_);
  column->addWidget(results_, 1);
  column->addWidget(verdict_);
  column->addWidget(buttons);
  resize(chars(this, 90), chars(this, 60));
  connect(&watcher_, &QFutureWatcherBase::progressRangeChanged, progress_, &QProgressBar::setRange);
  connect(&watcher_, &QFutureWatcherBase::progressValueChanged, progress_, &QProgressBar::setValue);
  connect(&watcher_, &QFutureWatcherBase::finished, this, [this] { show(watcher_.result()); });
  start(cases.isEmpty() ? operations::shippedCalculationCases() : std::move(cases));
}

// The promise carries the progress, so that nothing of the window is touched from the pool.
void CalculationsDialog::start(QByteArray cases) {
  auto promise = std::make_shared<QPromise<Report>>();
  watcher_.setFuture(promise->future());
  promise->start();
  QThreadPool::globalInstance()->start([promise, cases = std::move(cases), cancel = cancel_] {
    const auto tell = [&](qsizetype done, qsizetype of) {
      if (done == 1) promise->setProgressRange(0, static_cast<int>(of));
      promise->setProgressValue(static_cast<int>(done));
    };
    promise->addResult(operations::checkCalculations(cases, tell, cancel));
    promise->finish();
  });
}

void CalculationsDialog::addLine(const QString& what, const QString& result, const QString& detail) {
  const int row = results_->rowCount();
  results_->insertRow(row);
  int column = 0;
  for (const QString& text : {what, result, detail}) results_->setItem(row, column++, new QTableWidgetItem(text));
}

void CalculationsDialog::show(const Report& report) {
  if (!report) {
    verdict_->setText(QString::fromStdString(describe(report.error())));
    return;
  }
  progress_->setRange(0, static_cast<int>(report->cases));
  progress_->setValue(static_cast<int>(report->cases));
  for (const auto& kind : report->kinds)
    addLine(kind.kind, tr("%1 of %2").arg(kind.asExpected).arg(kind.cases),
            kind.asExpected == kind.cases ? QString() : tr("%1 otherwise").arg(kind.cases - kind.asExpected));
  for (const auto& one : report->otherwise)
    addLine(one.id, tr("no"),
            tr("expected %1, found %2").arg(QString::fromUtf8(one.expected), QString::fromUtf8(one.found)));
  results_->resizeColumnToContents(0);
  results_->resizeColumnToContents(1);
  verdict_->setText(tr("%1 of %2 as expected").arg(report->asExpected()).arg(report->cases));
}

}  // namespace billing::ui
