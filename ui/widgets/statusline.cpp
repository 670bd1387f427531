#include "ui/widgets/statusline.h"

#include <QDateTime>
#include <QDir>

#include "support/whendone.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

QString zoneText(const QTimeZone& zone, qint64 nowMs) {
  const int minutes = zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC)) / 60;
  QString offset = QStringLiteral("UTC");
  if (minutes != 0)
    offset +=
        QStringLiteral("%1%2").arg(minutes < 0 ? QStringLiteral("−") : QStringLiteral("+")).arg(qAbs(minutes) / 60);
  if (minutes % 60 != 0) offset += QStringLiteral(":%1").arg(qAbs(minutes) % 60, 2, 10, QLatin1Char('0'));
  const QString city =
      QString::fromLatin1(zone.id()).section(QLatin1Char('/'), -1).replace(QLatin1Char('_'), QLatin1Char(' '));
  return city == offset ? offset : QStringLiteral("%1 %2").arg(offset, city);
}

}  // namespace

StatusLine::StatusLine(const PaneContext& context, QWidget* parent)
    : QStatusBar(parent),
      context_(context),
      approvals_(new QPushButton),
      selection_(new QLabel),
      zone_(new QLabel),
      processing_(new QLabel),
      database_(new QLabel) {
  setSizeGripEnabled(false);
  setContentsMargins(space(this, 3), 0, space(this, 3), 0);
  selection_->setObjectName(QStringLiteral("statusSelection"));
  processing_->setObjectName(QStringLiteral("statusProcessing"));
  addWidget(selection_, 1);
  approvals_->setObjectName(QStringLiteral("statusApprovals"));
  approvals_->setFlat(true);
  approvals_->setIcon(symbol(QStringLiteral("customers"), Tone::Warning));
  approvals_->setToolTip(tr("Changes that wait for a second person"));
  approvals_->hide();
  connect(approvals_, &QPushButton::clicked, this, &StatusLine::approvalsWanted);
  addPermanentWidget(approvals_);
  for (QLabel* label : {processing_, zone_, database_}) {
    label->setContentsMargins(space(this, 2), space(this, 1), space(this, 2), space(this, 1));
    addPermanentWidget(label);
  }
  zone_->setText(zoneText(context_.words.zone, context_.nowMs()));
  zone_->setToolTip(tr("Times are told in this zone"));
  database_->setText(QString(context_.services.databaseDescription).replace(QDir::homePath(), QStringLiteral("~")));
  database_->setToolTip(context_.services.databaseDescription);
  noticeEnd_.setSingleShot(true);
  noticeEnd_.setInterval(4000);
  connect(&noticeEnd_, &QTimer::timeout, this, [this] { selection_->setText(selectionText_); });
  throttle_.setSingleShot(true);
  throttle_.setInterval(400);
  connect(&throttle_, &QTimer::timeout, this, &StatusLine::askPending);
  askPending();
}

void StatusLine::showSelection(const QString& text) {
  selectionText_ = text;
  if (!noticeEnd_.isActive()) selection_->setText(text);
}

void StatusLine::showApprovals(int count) {
  approvals_->setVisible(count > 0);
  approvals_->setText(tr("%1 to approve").arg(count));
}

void StatusLine::notice(const QString& text) {
  selection_->setText(text);
  noticeEnd_.start();
}

void StatusLine::refreshProcessing() {
  if (!throttle_.isActive()) throttle_.start();
}

void StatusLine::askPending() {
  store::ListQuery query;
  query.filters = {{"state", store::FilterOp::Is, {QStringLiteral("pending")}}};
  whenDone(context_.services.queries.webhookEvents().ids(query, cancel_), this,
           [this](const Result<store::IdVector>& ids) {
             if (!ids) {
               processing_->setText(tr("processing unknown"));
               processing_->setToolTip(QString::fromStdString(ids.error().message));
               return;
             }
             processing_->setText(ids->isEmpty() ? tr("all events processed")
                                                 : tr("%1 waiting to be processed").arg(ids->size()));
             if (!ids->isEmpty()) refreshProcessing();
           });
}

}  // namespace billing::ui
