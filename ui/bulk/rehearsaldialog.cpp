#include "ui/bulk/rehearsaldialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPointer>
#include <QSaveFile>
#include <QScreen>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/details/detailpage.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

using operations::Rehearsal;
using operations::RehearsalWish;

RehearsalDialog::RehearsalDialog(const PaneContext& context, const RehearsalWish& wish, QWidget* parent)
    : QDialog(parent),
      context_(context),
      wish_(wish),
      lines_(rehearsalLineTable(), context.words),
      sums_(rehearsalSumTable(), context.words),
      title_(new QLabel(tr("Rehearsal"))),
      sentence_(new QLabel),
      note_(new NoteStrip),
      banner_(new ErrorBanner),
      bar_(new QProgressBar),
      from_(new QComboBox),
      to_(new QComboBox),
      again_(new QPushButton(symbol(QStringLiteral("play")), tr("&Rehearse"))),
      csv_(new QPushButton(tr("Save as &CSV…"))),
      json_(new QPushButton(tr("Save as &JSON…"))),
      forReal_(new QPushButton(tr("Do it for real…"))) {
  setObjectName(QStringLiteral("rehearsalDialog"));
  setWindowTitle(tr("Rehearsal"));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  if (!isMigration() || !wish_.migration.to.empty()) begin();
}

void RehearsalDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  auto* body = new QWidget;
  auto* inside = new QVBoxLayout(body);
  inside->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 3));
  inside->setSpacing(space(this, 2));
  title_->setObjectName(QStringLiteral("rehearsalTitle"));
  title_->setFont(titleFont(font()));
  title_->setWordWrap(true);
  note_->say(Tone::Info, QStringLiteral("info"),
             tr("On a copy of the database: nothing is changed and nobody is called. Amounts are our own estimates."));
  sentence_->setObjectName(QStringLiteral("rehearsalSentence"));
  sentence_->setWordWrap(true);
  bar_->setAccessibleName(tr("Rehearsing"));
  bar_->setTextVisible(false);
  bar_->hide();
  inside->addWidget(title_);
  inside->addWidget(note_);
  inside->addWidget(banner_);
  inside->addWidget(buildPrices());
  inside->addWidget(bar_);
  inside->addWidget(sentence_);
  inside->addWidget(buildTables(), 1);
  column->addWidget(body, 1);
  column->addWidget(buildButtons());
  resize(QSize(chars(this, 130), fontMetrics().height() * 34).boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* RehearsalDialog::buildPrices() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  const std::pair<QComboBox*, QString> boxes[] = {{from_, tr("&From")}, {to_, tr("&To")}};
  for (const auto& [box, text] : boxes) {
    auto* label = new QLabel(text);
    label->setBuddy(box);
    box->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    row->addWidget(label);
    row->addWidget(box, 1);
  }
  from_->setObjectName(QStringLiteral("migrationFrom"));
  to_->setObjectName(QStringLiteral("migrationTo"));
  fillPrices(*from_, wish_.migration.from);
  fillPrices(*to_, wish_.migration.to);
  again_->setObjectName(QStringLiteral("rehearseNow"));
  again_->setAutoDefault(false);
  row->addWidget(again_);
  connect(again_, &QPushButton::clicked, this, &RehearsalDialog::begin);
  part->setVisible(isMigration());
  return part;
}

void RehearsalDialog::fillPrices(QComboBox& box, const std::string& chosen) {
  if (context_.services.desk == nullptr) return;
  const operations::RulesContext rules = context_.services.desk->rules();
  for (const Plan& plan : rules.rules.plans)
    for (const PlanPrice& price : plan.prices) {
      const std::string& id = price.productId(rules.live);
      if (id.empty()) continue;
      box.addItem(
          tr("%1, %2 a %3 (%4)")
              .arg(QString::fromStdString(plan.name),
                   QString::fromStdString(toDecimal(price.amount) + ' ' + std::string(price.amount.currency.code())),
                   QString::fromUtf8(toString(price.interval.unit).data()), QString::fromStdString(id)),
          QString::fromStdString(id));
    }
  const int index = box.findData(QString::fromStdString(chosen));
  if (index >= 0) box.setCurrentIndex(index);
}

QWidget* RehearsalDialog::buildTables() {
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  sumsTable_ = shortTable(QStringLiteral("table_rehearsalSums"), tr("Sums of each currency"), &sums_,
                          {QStringLiteral("currency"), QStringLiteral("count"), QStringLiteral("today"),
                           QStringLiteral("before"), QStringLiteral("after"), QStringLiteral("change")});
  setColumnWidths(*sumsTable_, {{"currency", 10}, {"count", 9}, {"today", 16}, {"before", 18}, {"after", 18}},
                  "change");
  sumsTable_->setMaximumHeight(rowHeight(fontMetrics()) * 4);
  linesTable_ = shortTable(QStringLiteral("table_rehearsalLines"), tr("Who is hit"), &lines_,
                           {QStringLiteral("who"), QStringLiteral("hit"), QStringLiteral("before"),
                            QStringLiteral("after"), QStringLiteral("today"), QStringLiteral("monthly_before"),
                            QStringLiteral("monthly_after"), QStringLiteral("reason")});
  setColumnWidths(*linesTable_,
                  {{"who", 18},
                   {"hit", 6},
                   {"before", 16},
                   {"after", 16},
                   {"today", 10},
                   {"monthly_before", 15},
                   {"monthly_after", 14}},
                  "reason");
  column->addWidget(sumsTable_);
  column->addWidget(linesTable_, 1);
  return part;
}

QWidget* RehearsalDialog::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 4));
  row->setSpacing(space(this, 2));
  auto* closing = new QPushButton(tr("C&lose"));
  csv_->setObjectName(QStringLiteral("rehearsalCsv"));
  json_->setObjectName(QStringLiteral("rehearsalJson"));
  forReal_->setObjectName(QStringLiteral("rehearsalForReal"));
  forReal_->setVisible(isMigration());
  for (QPushButton* button : {csv_, json_, forReal_, closing}) button->setAutoDefault(false);
  row->addWidget(csv_);
  row->addWidget(json_);
  row->addStretch(1);
  row->addWidget(forReal_);
  row->addWidget(closing);
  connect(csv_, &QPushButton::clicked, this, [this] { save(true); });
  connect(json_, &QPushButton::clicked, this, [this] { save(false); });
  connect(closing, &QPushButton::clicked, this, &QDialog::close);
  connect(forReal_, &QPushButton::clicked, this, [this] {
    Q_EMIT migrationWanted(wish_.migration);
    close();
  });
  for (QPushButton* button : {csv_, json_, forReal_}) button->setEnabled(false);
  return part;
}

void RehearsalDialog::begin() {
  if (isMigration()) {
    wish_.migration.from = from_->currentData().toString().toStdString();
    wish_.migration.to = to_->currentData().toString().toStdString();
  }
  cancel_.cancel();
  cancel_ = CancelToken();
  running_ = true;
  banner_->dismiss();
  bar_->setMaximum(0);
  bar_->show();
  const QPointer<RehearsalDialog> self(this);
  const auto progress = [self](int done, int total) {
    QMetaObject::invokeMethod(QCoreApplication::instance(), [self, done, total] {
      if (!self || !self->running_) return;
      self->bar_->setMaximum(total);
      self->bar_->setValue(done);
    });
  };
  whenDone(context_.services.bulk->rehearse(wish_, progress, cancel_), this,
           [this, token = cancel_](const Result<Rehearsal>& rehearsal) {
             if (token.cancelled()) return;
             running_ = false;
             bar_->hide();
             if (rehearsal)
               showRehearsal(*rehearsal);
             else
               banner_->showError(rehearsal.error());
             Q_EMIT shown();
           });
}

void RehearsalDialog::showRehearsal(const Rehearsal& rehearsal) {
  rehearsal_ = rehearsal;
  title_->setText(tr("Rehearsal: %1").arg(rehearsal.title));
  QString text = rehearsal.hit == 0 ? tr("Nobody is hit.") : tr("%1 are hit.").arg(rehearsal.hit);
  if (rehearsal.hit == 1) text = tr("1 is hit.");
  if (rehearsal.notHit == 1) text += QLatin1Char(' ') + tr("1 is left as it is.");
  if (rehearsal.notHit > 1) text += QLatin1Char(' ') + tr("%1 are left as they are.").arg(rehearsal.notHit);
  if (!rehearsal.note.isEmpty()) text += QLatin1Char(' ') + rehearsal.note;
  sentence_->setText(text + QLatin1Char(' ') + tr("“A month” is %1.").arg(rehearsal.monthly));
  sums_.setRows(numberedRows(rehearsal.sums));
  sumsTable_->setVisible(!rehearsal.sums.isEmpty());
  lines_.setRows(numberedRows(rehearsal.lines));
  for (QPushButton* button : {csv_, json_}) button->setEnabled(true);
  forReal_->setEnabled(rehearsal.hit > 0);
}

void RehearsalDialog::save(bool csv) {
  const QString file = QFileDialog::getSaveFileName(
      this, tr("Save the rehearsal"), csv ? QStringLiteral("rehearsal.csv") : QStringLiteral("rehearsal.json"));
  if (file.isEmpty()) return;
  const QByteArray text = csv ? operations::rehearsalCsv(rehearsal_) : operations::rehearsalJson(rehearsal_);
  QSaveFile target(file);
  if (target.open(QIODevice::WriteOnly) && target.write(text) == text.size() && target.commit()) return;
  banner_->showError({ErrorKind::ReadOnly,
                      "not_written",
                      "The report could not be written",
                      target.errorString().toStdString(),
                      "Choose another folder",
                      false,
                      {}});
}

}  // namespace billing::ui
