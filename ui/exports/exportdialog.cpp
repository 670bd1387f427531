#include "ui/exports/exportdialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>

#include "reports/exportrecord.h"
#include "reports/presets/presets.h"
#include "ui/presenters/guardwords.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

using reports::Format;
using reports::Preset;

namespace {

constexpr std::array kFormats{Format::Csv, Format::Xlsx, Format::JsonLines, Format::Pdf};
constexpr std::array kPresets{Preset::Generic, Preset::QuickBooks, Preset::Xero,
                              Preset::Datev,   Preset::GnuCash,    Preset::StripeBalance};
constexpr std::array kStyles{CsvStyle::English, CsvStyle::GermanExcel, CsvStyle::Tabs};

template <class Value>
Value exportChoice(const QComboBox* box) {
  return static_cast<Value>(box->currentData().toInt());
}

void chooseExport(QComboBox* box, int value) {
  box->setCurrentIndex(qMax(0, box->findData(value)));
}

}  // namespace

void ExportDialog::showChoices(std::optional<Format> format) {
  const QString list = seed_.head.list;
  const ExportChoices kept = keptChoices(context_.services.settings, list);
  rows_->addItem(tr("All %1 rows shown").arg(locale().toString(seed_.rows)), false);
  rows_->addItem(tr("The %1 selected rows").arg(locale().toString(seed_.selected)), true);
  for (const Format one : kFormats) format_->addItem(formatTitle(one), static_cast<int>(one));
  for (const Preset one : kPresets)
    if (reports::presetFits(one, list.toLatin1())) preset_->addItem(presetTitle(one), static_cast<int>(one));
  for (const CsvStyle one : kStyles) style_->addItem(styleTitle(one), static_cast<int>(one));
  chooseExport(format_, static_cast<int>(format.value_or(kept.format)));
  chooseExport(preset_, static_cast<int>(kept.preset));
  chooseExport(style_, static_cast<int>(kept.style));
  mark_->setChecked(kept.byteOrderMark);
  titles_->setChecked(kept.titles);
  minor_->setChecked(kept.minorUnits);
  local_->setChecked(kept.localTimes);
  letter_->setChecked(kept.letter);
  escape_->setChecked(true);
  path_->setText(QDir(kept.folder).filePath(reports::fileNameFor(seed_.head, exportChoice<Format>(format_))));
}

// Those on the screen first, in their order and ticked; then all others.
void ExportDialog::fillColumns() {
  const auto add = [this](const reports::ReportColumn& column, bool ticked) {
    auto* item = new QListWidgetItem(column.title, columns_);
    item->setData(Qt::UserRole, column.name);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    item->setToolTip(QString::fromUtf8(column.name));
  };
  for (const QByteArray& name : seed_.shown)
    for (const auto& column : seed_.columns)
      if (column.name == name) add(column, true);
  for (const auto& column : seed_.columns)
    if (!seed_.shown.contains(column.name)) add(column, false);
}

void ExportDialog::connectFields() {
  connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChanged);
  connect(preset_, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChanged);
  connect(path_, &QLineEdit::textChanged, this, &ExportDialog::judge);
  connect(columns_, &QListWidget::itemChanged, this, &ExportDialog::judge);
  for (QCheckBox* box : {replace_, escape_}) connect(box, &QCheckBox::toggled, this, &ExportDialog::judge);
  if (context_.services.admin != nullptr)
    connect(context_.services.admin, &operations::AdminDesk::stateChanged, this, &ExportDialog::judge);
}

void ExportDialog::formatChanged() {
  const auto format = exportChoice<Format>(format_);
  const bool csv = format == Format::Csv;
  const bool preset = csv && exportChoice<Preset>(preset_) != Preset::Generic;
  for (QWidget* part : std::initializer_list<QWidget*>{preset_, style_}) {
    part->setVisible(csv && (part != style_ || !preset));
    form_->labelForField(part)->setVisible(csv && (part != style_ || !preset));
  }
  mark_->setVisible(csv);
  escape_->setVisible(csv);
  titles_->setVisible(!preset && format != Format::JsonLines);
  minor_->setVisible(!preset && format != Format::JsonLines && format != Format::Pdf);
  local_->setVisible(!preset);
  letter_->setVisible(format == Format::Pdf);
  columns_->setEnabled(!preset);
  const QFileInfo info(path_->text());
  if (!info.fileName().isEmpty())
    path_->setText(info.dir().filePath(info.completeBaseName() + u'.' + reports::formatWord(format)));
  judge();
}

ExportChoices ExportDialog::choices() const {
  ExportChoices chosen;
  chosen.format = exportChoice<Format>(format_);
  chosen.preset = exportChoice<Preset>(preset_);
  chosen.style = exportChoice<CsvStyle>(style_);
  chosen.byteOrderMark = mark_->isChecked();
  chosen.titles = titles_->isChecked();
  chosen.minorUnits = minor_->isChecked();
  chosen.escapeFormulas = escape_->isChecked();
  chosen.localTimes = local_->isChecked();
  chosen.letter = letter_->isChecked();
  chosen.folder = QFileInfo(path_->text()).absolutePath();
  return chosen;
}

QByteArrayList ExportDialog::columns() const {
  const bool preset = exportChoice<Format>(format_) == Format::Csv && exportChoice<Preset>(preset_) != Preset::Generic;
  QByteArrayList names;
  for (int at = 0; at < columns_->count(); ++at)
    if (preset || columns_->item(at)->checkState() == Qt::Checked)
      names << columns_->item(at)->data(Qt::UserRole).toByteArray();
  return names;
}

bool ExportDialog::onlySelected() const {
  return seed_.selected > 1 && rows_->currentData().toBool();
}

void ExportDialog::browse() {
  auto* dialog = new QFileDialog(this, tr("Export to"), path_->text());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setOption(QFileDialog::DontConfirmOverwrite);  // asked below, in one place
  connect(dialog, &QFileDialog::fileSelected, path_, &QLineEdit::setText);
  dialog->open();
}

QString ExportDialog::whyNot() const {
  const QByteArrayList names = columns();
  if (names.isEmpty()) return tr("Choose at least one column.");
  QStringList people;
  for (const auto& column : seed_.columns)
    if (column.personal && names.contains(column.name)) people << column.title;
  const QString forbidden = whyNotNow(context_.services, operations::Deed::ExportPersonalData);
  if (!people.isEmpty() && !forbidden.isEmpty())
    return tr("%1. Without %2 nothing personal is in the file.").arg(forbidden, people.join(QStringLiteral(", ")));
  const QFileInfo info(path_->text());
  if (path_->text().trimmed().isEmpty() || info.isDir()) return tr("Say which file is to be written.");
  if (!QFileInfo(info.absolutePath()).isDir()) return tr("There is no folder %1.").arg(info.absolutePath());
  if (info.exists() && !replace_->isChecked())
    return tr("This file is there already: choose another name, or replace it.");
  return {};
}

void ExportDialog::judge() {
  const QString why = whyNot();
  replace_->setVisible(QFileInfo(path_->text()).isFile());
  write_->setEnabled(why.isEmpty());
  write_->setToolTip(why);
  const bool raw = exportChoice<Format>(format_) == Format::Csv && !escape_->isChecked();
  if (!why.isEmpty()) return note_->say(Tone::Warning, QStringLiteral("warning"), why);
  if (raw)
    return note_->say(
        Tone::Danger, QStringLiteral("warning"),
        tr("A spreadsheet may run formulas that customers have put into their names. For machines only."));
  if (!seed_.onlyDrawn.isEmpty())
    return note_->say(
        Tone::Muted, QStringLiteral("info"),
        tr("Drawn on the screen only, not in the file: %1.").arg(seed_.onlyDrawn.join(QStringLiteral(", "))));
  note_->say(Tone::Muted, QStringLiteral("info"), {});
}

void ExportDialog::write() {
  if (!whyNot().isEmpty()) return;
  auto list = seed_.make(columns(), onlySelected());
  if (!list) return banner_->showError(list.error());
  const ExportChoices chosen = choices();
  keepChoices(context_.services.settings, seed_.head.list, chosen);
  ExportOrder order{QDir::cleanPath(path_->text()), seed_.head, std::move(list->columns), std::move(list->feed),
                    optionsOf(chosen)};
  order.options.overwrite = replace_->isChecked();
  Q_EMIT wanted(order);
  accept();
}

}  // namespace billing::ui
