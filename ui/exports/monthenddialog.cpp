#include "ui/exports/monthenddialog.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/exports/exportchoices.h"
#include "ui/presenters/guardwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {
namespace {

constexpr int kMonthsOffered = 36;
const QString kPackKey = QStringLiteral("month-end");

}  // namespace

MonthEndDialog::MonthEndDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent),
      context_(context),
      month_(new QComboBox),
      zone_(new QComboBox),
      style_(new QComboBox),
      folder_(new QLineEdit),
      replace_(new QCheckBox(tr("&Replace the folder of this month if it is there"))),
      note_(new NoteStrip),
      write_(new QPushButton(tr("Make the pack"))) {
  setObjectName(QStringLiteral("monthEndDialog"));
  setWindowTitle(tr("Month end"));
  setAttribute(Qt::WA_DeleteOnClose);
  fillMonths();
  const ExportChoices kept = keptChoices(context_.services.settings, kPackKey);
  for (const CsvStyle style : {CsvStyle::English, CsvStyle::GermanExcel, CsvStyle::Tabs})
    style_->addItem(styleTitle(style), static_cast<int>(style));
  style_->setCurrentIndex(style_->findData(static_cast<int>(kept.style)));
  folder_->setText(kept.folder);
  build();
  connect(folder_, &QLineEdit::textChanged, this, &MonthEndDialog::judge);
  if (context_.services.admin != nullptr)
    connect(context_.services.admin, &operations::AdminDesk::stateChanged, this, &MonthEndDialog::judge);
  judge();
}

// The month that ended last is the first; the one that runs comes after it.
void MonthEndDialog::fillMonths() {
  const QString zone = QString::fromStdString(context_.services.profile.timeZone);
  const QDate today = QDateTime::fromMSecsSinceEpoch(context_.nowMs(), context_.words.zone).date();
  const QDate first(today.year(), today.month(), 1);
  const auto add = [this](QDate month, const QString& text) {
    month_->addItem(text, month.year() * 100 + month.month());
  };
  for (int back = 1; back <= kMonthsOffered; ++back) {
    const QDate month = first.addMonths(-back);
    add(month, locale().toString(month, QStringLiteral("MMMM yyyy")));
    if (back == 1) add(first, tr("%1 (not over yet)").arg(locale().toString(first, QStringLiteral("MMMM yyyy"))));
  }
  zone_->addItem(tr("%1 (the workspace's)").arg(zone), zone);
  if (zone != QLatin1String("UTC")) zone_->addItem(QStringLiteral("UTC"), QStringLiteral("UTC"));
}

void MonthEndDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  auto* inside = new QVBoxLayout;
  inside->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  inside->setSpacing(space(this, 3));
  auto* title = new QLabel(windowTitle());
  title->setFont(titleFont(font()));
  auto* what =
      new QLabel(tr("Invoices, payments, refunds, fees, tax by currency, MRR movements and what is owed: one "
                    "workbook, a CSV for each table and a page with the sums, in a folder of their own."));
  what->setWordWrap(true);
  auto* form = new QFormLayout;
  form->setSpacing(space(this, 2));
  auto* place = new QWidget;
  auto* row = new QHBoxLayout(place);
  row->setContentsMargins(0, 0, 0, 0);
  auto* browse = new QPushButton(tr("&Browse…"));
  browse->setAutoDefault(false);
  connect(browse, &QPushButton::clicked, this, &MonthEndDialog::browse);
  row->addWidget(folder_, 1);
  row->addWidget(browse);
  form->addRow(tr("&Month"), month_);
  form->addRow(tr("&Zone"), zone_);
  form->addRow(tr("CSV &divided by"), style_);
  form->addRow(tr("&In the folder"), place);
  form->addRow(QString(), replace_);
  month_->setObjectName(QStringLiteral("monthEndMonth"));
  month_->setAccessibleName(tr("Month"));
  zone_->setAccessibleName(tr("Zone"));
  style_->setAccessibleName(tr("CSV divided by"));
  folder_->setObjectName(QStringLiteral("monthEndFolder"));
  folder_->setAccessibleName(tr("Folder"));
  replace_->setObjectName(QStringLiteral("monthEndReplace"));
  write_->setObjectName(QStringLiteral("monthEndWrite"));
  auto* buttons = new QHBoxLayout;
  auto* cancel = new QPushButton(tr("Cancel"));
  cancel->setAutoDefault(false);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  write_->setDefault(true);
  connect(write_, &QPushButton::clicked, this, &MonthEndDialog::write);
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(write_);
  inside->addWidget(title);
  inside->addWidget(what);
  inside->addWidget(note_);
  inside->addLayout(form);
  inside->addStretch(1);
  inside->addLayout(buttons);
  column->addLayout(inside, 1);
  setMinimumWidth(chars(this, 72));
  write_->setFocus();
}

void MonthEndDialog::browse() {
  auto* dialog = new QFileDialog(this, tr("Folder for the pack"), folder_->text());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, folder_, &QLineEdit::setText);
  dialog->open();
}

QString MonthEndDialog::whyNot() const {
  const QString forbidden = whyNotNow(context_.services, operations::Deed::ExportPersonalData);
  if (!forbidden.isEmpty()) return tr("%1: the pack names customers.").arg(forbidden);
  if (!QFileInfo(folder_->text()).isDir()) return tr("There is no folder %1.").arg(folder_->text());
  return {};
}

void MonthEndDialog::judge() {
  const QString why = whyNot();
  write_->setEnabled(why.isEmpty());
  write_->setToolTip(why);
  note_->say(Tone::Warning, QStringLiteral("warning"), why);
}

void MonthEndDialog::write() {
  if (!whyNot().isEmpty()) return;
  ExportChoices choices = keptChoices(context_.services.settings, kPackKey);
  choices.style = static_cast<CsvStyle>(style_->currentData().toInt());
  choices.folder = folder_->text();
  keepChoices(context_.services.settings, kPackKey, choices);
  reports::MonthEndWish wish{month_->currentData().toInt(), zone_->currentData().toString(), folder_->text(),
                             optionsOf(choices)};
  wish.options.overwrite = replace_->isChecked();
  Q_EMIT wanted(wish);
  accept();
}

}  // namespace billing::ui
