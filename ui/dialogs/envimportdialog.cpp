#include "ui/dialogs/envimportdialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/presenters/findingwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

namespace {

/// "billing-persistq.toml" for "Billing PersistQ".
QString fileNameFor(const QString& name) {
  QString file;
  for (const QChar c : name.toLower()) file += c.isLetterOrNumber() && c.unicode() < 128 ? c : QLatin1Char('-');
  return file.isEmpty() ? QStringLiteral("workspace.toml") : QString(file + QStringLiteral(".toml"));
}

}  // namespace

EnvImportDialog::EnvImportDialog(WorkspaceControl& workspaces, QWidget* parent)
    : QDialog(parent),
      workspaces_(workspaces),
      file_(new QLineEdit),
      base_(new QComboBox),
      name_(new QLineEdit),
      summary_(new QLabel),
      table_(new QTreeWidget),
      note_(new NoteStrip),
      banner_(new ErrorBanner),
      save_(new QPushButton(tr("Save as…"))) {
  setObjectName(QStringLiteral("envImport"));
  setWindowTitle(tr("Import settings from .env"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* about =
      new QLabel(tr("Settings go into a new workspace profile, secrets into the key ring: never into a file. "
                    "Nothing is written before you have seen it."));
  about->setWordWrap(true);
  column->addWidget(about);
  column->addLayout(buildForm());
  column->addWidget(banner_);
  summary_->setObjectName(QStringLiteral("importSummary"));
  summary_->setFont(strongFont(font()));
  column->addWidget(summary_);
  table_->setObjectName(QStringLiteral("importTable"));
  table_->setAccessibleName(tr("Variables of the file"));
  table_->setHeaderLabels({tr("Variable"), tr("Value"), tr("Becomes"), tr("Line")});
  table_->setRootIsDecorated(false);
  table_->header()->setStretchLastSection(false);
  table_->header()->setSectionResizeMode(2, QHeaderView::Stretch);
  column->addWidget(table_, 1);
  column->addWidget(note_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->addButton(save_, QDialogButtonBox::ActionRole);
  save_->setObjectName(QStringLiteral("importSave"));
  save_->setProperty("primary", true);
  save_->setEnabled(false);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(save_, &QPushButton::clicked, this, &EnvImportDialog::chooseTarget);
  column->addWidget(buttons);
  resize(chars(this, 118), chars(this, 84));
  fillBases();
}

EnvImportDialog::~EnvImportDialog() {
  // A field that loses the focus by being destroyed says once more that it was edited.
  for (QLineEdit* field : {file_, name_}) field->disconnect(this);
}

QLayout* EnvImportDialog::buildForm() {
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(space(this, 4));
  form->setVerticalSpacing(space(this, 2));
  auto* browse = new QPushButton(tr("&Browse…"));
  browse->setObjectName(QStringLiteral("importBrowse"));
  browse->setAccessibleName(tr("Choose the .env file"));
  file_->setObjectName(QStringLiteral("importFile"));
  file_->setAccessibleName(tr(".env file"));
  file_->setPlaceholderText(tr("/path/to/backend/.env"));
  auto* line = new QHBoxLayout;
  line->addWidget(file_, 1);
  line->addWidget(browse);
  base_->setObjectName(QStringLiteral("importBase"));
  base_->setAccessibleDescription(tr("Back end that it is of"));
  name_->setObjectName(QStringLiteral("importName"));
  name_->setAccessibleName(tr("Name of the workspace"));
  auto* caption = new QLabel(tr(".env &file"));
  caption->setBuddy(file_);
  form->addRow(caption, line);
  form->addRow(tr("&Back end"), base_);
  form->addRow(tr("&Name"), name_);
  connect(browse, &QPushButton::clicked, this, &EnvImportDialog::chooseFile);
  connect(file_, &QLineEdit::editingFinished, this, &EnvImportDialog::askAgain);
  connect(name_, &QLineEdit::editingFinished, this, &EnvImportDialog::askAgain);
  connect(base_, &QComboBox::currentIndexChanged, this, &EnvImportDialog::askAgain);
  return form;
}

void EnvImportDialog::fillBases() {
  whenDone(workspaces_.choices(), this, [this](const Result<QVector<WorkspaceChoice>>& choices) {
    if (!choices) return banner_->showError(choices.error());
    const QSignalBlocker quiet(base_);
    for (const auto& choice : *choices) {
      const bool usable = choice.kind == WorkspaceChoice::Kind::System || choice.kind == WorkspaceChoice::Kind::Blank;
      if (!usable) continue;
      const bool blank = choice.kind == WorkspaceChoice::Kind::Blank;
      base_->addItem(blank ? tr("another one (blank workspace)") : choice.name, choice.id);
    }
    askAgain();
  });
}

void EnvImportDialog::chooseFile() {
  auto* dialog = new QFileDialog(this, tr("Choose the .env file"), {}, tr("All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setFilter(dialog->filter() | QDir::Hidden);
  connect(dialog, &QFileDialog::fileSelected, this, &EnvImportDialog::readFile);
  dialog->open();
}

void EnvImportDialog::readFile(const QString& envFile) {
  file_->setText(envFile);
  askAgain();
}

void EnvImportDialog::askAgain() {
  if (file_->text().trimmed().isEmpty() || base_->count() == 0) return;
  const ImportRequest request{file_->text().trimmed(), base_->currentData().toString(), name_->text().trimmed()};
  whenDone(workspaces_.previewImport(request), this, [this, asked = ++asked_](const Result<ImportPreview>& preview) {
    if (asked != asked_) return;
    save_->setEnabled(preview.has_value());
    if (preview) {
      banner_->dismiss();
      showPreview(*preview);
    } else {
      table_->clear();
      summary_->clear();
      note_->say(Tone::Info, QStringLiteral("info"), {});
      banner_->showError(preview.error());
    }
  });
}

void EnvImportDialog::showPreview(const ImportPreview& preview) {
  preview_ = preview;
  const auto& import = preview.import;
  table_->clear();
  for (const auto& variable : import.variables) {
    auto* item =
        new QTreeWidgetItem(table_, {QString::fromStdString(variable.name), QString::fromStdString(variable.shown),
                                     QString::fromStdString(variable.becomes), QString::number(variable.line)});
    item->setFont(0, monospaceFont(font()));
    item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
    for (int column = 0; column < 3; ++column) item->setToolTip(column, item->text(column));
  }
  for (const int column : {0, 1, 3}) table_->resizeColumnToContents(column);
  const auto secrets = import.secrets.size();
  const QString kept = secrets == 0   ? tr("none of them a secret")
                       : secrets == 1 ? tr("one of them a secret for the key ring")
                                      : tr("%1 of them secrets for the key ring").arg(secrets);
  summary_->setText(tr("%1 variables, %2").arg(import.variables.size()).arg(kept));
  QStringList findings;
  for (const auto& finding : import.findings) findings << lineOf(finding);
  const bool bad = countOf(import.findings, workspace::Severity::Error) > 0;
  note_->say(bad ? Tone::Danger : Tone::Warning, QStringLiteral("warning"),
             findings.isEmpty()
                 ? QString()
                 : tr("%1; the Checks pane lists them with their fixes").arg(summaryOf(import.findings)));
  note_->setToolTip(findings.join(QLatin1Char('\n')));
}

void EnvImportDialog::chooseTarget() {
  const QString name = name_->text().trimmed().isEmpty() ? base_->currentText() : name_->text().trimmed();
  auto* dialog = new QFileDialog(this, tr("Save the workspace profile"), {}, tr("Workspace profiles (*.toml)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("toml"));
  dialog->selectFile(fileNameFor(name));
  connect(dialog, &QFileDialog::fileSelected, this, &EnvImportDialog::saveTo);
  dialog->open();
}

void EnvImportDialog::saveTo(const QString& tomlFile) {
  save_->setEnabled(false);
  whenDone(workspaces_.saveImport(preview_, tomlFile), this, [this](const Result<QString>& file) {
    save_->setEnabled(true);
    if (!file) return banner_->showError(file.error());
    Q_EMIT imported(*file);
    close();
  });
}

}  // namespace billing::ui
