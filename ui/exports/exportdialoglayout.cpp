// How the export's dialog is laid out: what, how, where.
#include <QFormLayout>
#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/exports/exportdialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {
namespace {

template <class Widget>
Widget* named(Widget* widget, const char* name, const QString& accessible) {
  widget->setObjectName(QLatin1String(name));
  widget->setAccessibleName(accessible);
  return widget;
}

}  // namespace

ExportDialog::ExportDialog(const PaneContext& context, ExportSeed seed, std::optional<reports::Format> format,
                           QWidget* parent)
    : QDialog(parent),
      context_(context),
      seed_(std::move(seed)),
      rows_(named(new QComboBox, "exportRows", tr("Rows"))),
      format_(named(new QComboBox, "exportFormat", tr("Format"))),
      preset_(named(new QComboBox, "exportPreset", tr("For"))),
      style_(named(new QComboBox, "exportStyle", tr("Divided by"))),
      mark_(new QCheckBox(tr("Mark it as UTF-8 (Excel reads accents by it)"))),
      titles_(new QCheckBox(tr("Titles for people in the first line, not stable names"))),
      minor_(new QCheckBox(tr("Minor units beside each amount"))),
      escape_(new QCheckBox(tr("Make texts that begin like formulas harmless"))),
      local_(new QCheckBox(tr("Times in the zone, with its offset, instead of UTC"))),
      letter_(new QCheckBox(tr("Letter instead of A4"))),
      columns_(named(new QListWidget, "exportColumns", tr("Columns"))),
      path_(named(new QLineEdit, "exportPath", tr("File"))),
      replace_(named(new QCheckBox(tr("Replace the file that is there")), "exportReplace", tr("Replace the file"))),
      note_(new NoteStrip),
      banner_(new ErrorBanner),
      write_(named(new QPushButton(tr("Export")), "exportWrite", tr("Export"))) {
  setObjectName(QStringLiteral("exportDialog"));
  setWindowTitle(tr("Export %1").arg(seed_.head.title));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  showChoices(format);
  fillColumns();
  connectFields();
  formatChanged();
}

void ExportDialog::build() {
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
      new QLabel(seed_.head.filter.isEmpty()
                     ? tr("%1 rows, without a filter").arg(locale().toString(seed_.rows))
                     : tr("%1 rows as shown, filter: %2").arg(locale().toString(seed_.rows), seed_.head.filter));
  what->setObjectName(QStringLiteral("exportWhat"));
  what->setWordWrap(true);
  inside->addWidget(title);
  inside->addWidget(what);
  inside->addWidget(note_);
  inside->addWidget(banner_);
  inside->addWidget(buildFields(), 1);
  inside->addWidget(buildPlace());
  inside->addWidget(buildButtons());
  column->addLayout(inside, 1);
  resize(QSize(chars(this, 84), fontMetrics().height() * 38).boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* ExportDialog::buildFields() {
  auto* part = new QWidget;
  form_ = new QFormLayout(part);
  form_->setContentsMargins(0, 0, 0, 0);
  form_->setSpacing(space(this, 2));
  if (seed_.selected > 1) form_->addRow(tr("&Rows"), rows_);
  rows_->setParent(part);
  rows_->setVisible(seed_.selected > 1);
  form_->addRow(tr("&Format"), format_);
  form_->addRow(tr("F&or"), preset_);
  form_->addRow(tr("&Divided by"), style_);
  for (QCheckBox* box : {mark_, escape_, titles_, minor_, local_, letter_}) form_->addRow(QString(), box);
  columns_->setMinimumHeight(fontMetrics().height() * 7);
  form_->addRow(tr("&Columns"), columns_);
  mark_->setObjectName(QStringLiteral("exportMark"));
  escape_->setObjectName(QStringLiteral("exportEscape"));
  titles_->setObjectName(QStringLiteral("exportTitles"));
  minor_->setObjectName(QStringLiteral("exportMinor"));
  local_->setObjectName(QStringLiteral("exportLocal"));
  letter_->setObjectName(QStringLiteral("exportLetter"));
  return part;
}

QWidget* ExportDialog::buildPlace() {
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  auto* row = new QHBoxLayout;
  auto* label = new QLabel(tr("F&ile"));
  label->setBuddy(path_);
  auto* browse = named(new QPushButton(tr("&Browse…")), "exportBrowse", tr("Choose where the file goes"));
  browse->setAutoDefault(false);
  connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
  row->addWidget(label);
  row->addWidget(path_, 1);
  row->addWidget(browse);
  column->addLayout(row);
  column->addWidget(replace_);
  return part;
}

QWidget* ExportDialog::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  auto* cancel = named(new QPushButton(tr("Cancel")), "exportClose", tr("Cancel"));
  cancel->setAutoDefault(false);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  write_->setDefault(true);
  connect(write_, &QPushButton::clicked, this, &ExportDialog::write);
  row->addStretch(1);
  row->addWidget(cancel);
  row->addWidget(write_);
  return part;
}

}  // namespace billing::ui
