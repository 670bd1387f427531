#include "ui/exports/exportstrip.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QUrl>

#include "ui/presenters/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {
namespace {

constexpr qint64 kSecondMs = 1000;

QPushButton* flatButton(const QString& text, const QString& name, const QString& tip) {
  auto* button = new QPushButton(text);
  button->setObjectName(name);
  button->setFlat(true);
  button->setAccessibleName(tip);
  button->setToolTip(tip);
  return button;
}

// Rows on paper are not read back and compared as those of the other formats are: only the file is whole.
QString checkedWord(const QVector<reports::ExportReceipt>& receipts) {
  const bool paper = receipts.size() == 1 && receipts.first().path.endsWith(QStringLiteral(".pdf"));
  return paper ? say("whole") : say("checked");
}

}  // namespace

QString exportProgressText(const ExportBoard::Job& job, const QLocale& locale) {
  if (job.cancelling) return say("%1: cancelling").arg(job.name);
  if (job.rows == 0) return say("%1: reading").arg(job.name);
  const QString rows = job.expected > 0
                           ? say("%1 of %2 rows").arg(locale.toString(job.rows), locale.toString(job.expected))
                           : say("%1 rows").arg(locale.toString(job.rows));
  if (job.expected > 0 && job.rows >= job.expected) return say("%1: %2, checking the file").arg(job.name, rows);
  if (job.startedAgoMs < kSecondMs) return QStringLiteral("%1: %2").arg(job.name, rows);
  const qint64 rate = qMax<qint64>(1, job.rows * kSecondMs / job.startedAgoMs);
  QString text = say("%1: %2, %3 a second").arg(job.name, rows, locale.toString(rate));
  if (job.expected > 0) text += say(", %1 s left").arg(locale.toString((job.expected - job.rows) / rate + 1));
  return text;
}

QString exportResultText(const ExportBoard::Job& job, const QLocale& locale) {
  if (job.error && job.error->kind == ErrorKind::Cancelled)
    return say("%1: cancelled, nothing left behind").arg(job.name);
  if (job.error) return say("%1: %2").arg(job.name, QString::fromStdString(job.error->message));
  qint64 rows = 0;
  for (const auto& receipt : job.receipts) rows += receipt.rows;
  if (job.receipts.size() > 1)
    return say("%1: %2 files, %3 rows, checked")
        .arg(job.name, locale.toString(job.receipts.size()), locale.toString(rows));
  return say("%1: %2 rows, %3").arg(job.name, locale.toString(rows), checkedWord(job.receipts));
}

ExportStrip::ExportStrip(ExportBoard& board, QWidget* parent)
    : QWidget(parent),
      board_(board),
      text_(new QLabel),
      cancel_(flatButton(tr("Cancel"), QStringLiteral("exportCancel"), tr("Cancel the export"))),
      folder_(flatButton(tr("Open folder"), QStringLiteral("exportFolder"), tr("Open the folder of the file"))),
      history_(new QToolButton) {
  setObjectName(QStringLiteral("exportStrip"));
  text_->setObjectName(QStringLiteral("exportText"));
  history_->setObjectName(QStringLiteral("exportHistory"));
  history_->setIcon(symbol(QStringLiteral("chevron-up"), Tone::Muted));
  history_->setAccessibleName(tr("Exports of this session"));
  history_->setToolTip(history_->accessibleName());
  history_->setPopupMode(QToolButton::InstantPopup);
  history_->setMenu(new QMenu(history_));
  connect(history_->menu(), &QMenu::aboutToShow, this, &ExportStrip::fillHistory);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 1));
  for (QWidget* part : std::initializer_list<QWidget*>{text_, cancel_, folder_, history_}) row->addWidget(part);
  connect(&board_, &ExportBoard::changed, this, &ExportStrip::refresh);
  connect(cancel_, &QPushButton::clicked, this, [this] {
    for (const auto& job : board_.jobs())
      if (!job.ended) return board_.cancel(job.number);
  });
  connect(folder_, &QPushButton::clicked, this, [this] {
    const auto jobs = board_.jobs();
    if (!jobs.isEmpty()) openFolder(jobs.first().path);
  });
  refresh();
}

void ExportStrip::refresh() {
  const auto jobs = board_.jobs();
  setVisible(!jobs.isEmpty());
  if (jobs.isEmpty()) return;
  // The newest one that runs; where none does, what came of the newest.
  const auto running = std::ranges::find_if(jobs, [](const auto& job) { return !job.ended; });
  const auto& shown = running == jobs.end() ? jobs.first() : *running;
  text_->setText(shown.ended ? exportResultText(shown, locale()) : exportProgressText(shown, locale()));
  text_->setToolTip(shown.path);
  text_->setAccessibleName(text_->text());
  cancel_->setVisible(!shown.ended);
  cancel_->setEnabled(!shown.cancelling);
  folder_->setVisible(shown.ended && !shown.error);
  history_->setVisible(jobs.size() > 1);
}

void ExportStrip::openFolder(const QString& path) {
  const QFileInfo info(path);
  QDesktopServices::openUrl(QUrl::fromLocalFile(info.isDir() ? path : info.absolutePath()));
}

void ExportStrip::fillHistory() {
  history_->menu()->clear();
  for (const auto& job : board_.jobs()) {
    const QString text = job.ended ? exportResultText(job, locale()) : exportProgressText(job, locale());
    connect(history_->menu()->addAction(text), &QAction::triggered, this,
            [this, path = job.path] { openFolder(path); });
  }
}

}  // namespace billing::ui
