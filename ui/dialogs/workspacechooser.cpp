#include "ui/dialogs/workspacechooser.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>

#include "support/whendone.h"
#include "ui/dialogs/envimportdialog.h"
#include "ui/widgets/choicecard.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

using Kind = WorkspaceChoice::Kind;

namespace {

constexpr int kChooserColumns = 2;

QString iconOf(Kind kind) {
  switch (kind) {
    case Kind::Demo:
      return QStringLiteral("play");
    case Kind::System:
      return QStringLiteral("flow");
    case Kind::Blank:
      return QStringLiteral("plus");
    case Kind::Recent:
      break;
  }
  return QStringLiteral("folder");
}

}  // namespace

void WorkspaceChooser::load() {
  loading_ = true;
  progress_->setRunning(true);
  whenDone(workspaces_.choices(), this, [this](const Result<QVector<WorkspaceChoice>>& choices) {
    loading_ = false;
    progress_->setRunning(false);
    if (choices)
      showChoices(*choices);
    else
      showError(choices.error());
    Q_EMIT settled();
  });
}

void WorkspaceChooser::showChoices(const QVector<WorkspaceChoice>& choices) {
  int shipped = 0, recent = 0;
  for (const WorkspaceChoice& choice : choices) {
    const bool file = choice.kind == Kind::Recent;
    addCard(file ? *recent_ : *shipped_, file ? recent++ : shipped++, choice);
  }
  recentTitle_->setVisible(recent > 0);
  if (cards_.isEmpty()) return;
  // What is open already is seldom what one came for, but the best place to start from.
  ChoiceCard* first = cards_.first();
  for (int i = 0; i < choices.size(); ++i)
    if (choices.at(i).current) first = cards_.at(i);
  first->setChecked(true);
  first->setFocus(Qt::OtherFocusReason);
}

void WorkspaceChooser::addCard(QGridLayout& grid, int index, const WorkspaceChoice& choice) {
  const QString title = choice.current ? tr("%1 · open now").arg(choice.name) : choice.name;
  const QString about = choice.provider.isEmpty() ? choice.about
                        : choice.about.isEmpty()  ? choice.provider
                                                  : QStringLiteral("%1 · %2").arg(choice.provider, choice.about);
  auto* card = new ChoiceCard(iconOf(choice.kind), title, about);
  card->setObjectName(QStringLiteral("workspace_") + choice.id);
  if (choice.problem.isEmpty()) card->setBadge(choice.live ? tr("LIVE") : tr("TEST"), choice.live);
  card->setImpossible(choice.problem);
  group_->addButton(card);
  // toggled, not clicked: assistive technology toggles without a click.
  connect(card, &QAbstractButton::toggled, this, [this, choice](bool on) {
    if (on) select(choice);
  });
  connect(card, &ChoiceCard::activated, this, &WorkspaceChooser::openSelected);
  connect(card, &ChoiceCard::stepWanted, this,
          [this, card](int columns, int rows) { moveFocus(card, columns + rows * kChooserColumns); });
  grid.addWidget(card, index / kChooserColumns, index % kChooserColumns);
  card->show();  // the layout would show it only with the next turn, and what is hidden takes no focus
  cards_.push_back(card);
}

void WorkspaceChooser::select(const WorkspaceChoice& choice) {
  selected_ = choice;
  fill_->setEnabled(choice.hasDemoData);
  fill_->setToolTip(choice.hasDemoData ? tr("Only while it is empty: what is there is left alone")
                                       : tr("There is no demo data for this workspace"));
  open_->setEnabled(choice.problem.isEmpty());
}

void WorkspaceChooser::openSelected() {
  if (!selected_.id.isEmpty()) openWorkspace(selected_.id, fill_->isChecked() && selected_.hasDemoData);
}

void WorkspaceChooser::openWorkspace(const QString& id, bool fill) {
  if (opening_) return;
  opening_ = true;
  open_->setEnabled(false);
  banner_->dismiss();
  progress_->setRunning(true);
  whenDone(workspaces_.open(id, fill), this, [this](const Result<void>& opened) {
    opening_ = false;
    progress_->setRunning(false);
    open_->setEnabled(true);
    if (!opened) showError(opened.error());
    Q_EMIT settled();
    // Without a window behind it the chooser stays until there is one.
    if (opened && parentWidget() != nullptr) accept();
  });
}

void WorkspaceChooser::showError(const Error& error) {
  banner_->showError(error);
}

void WorkspaceChooser::openFile() {
  auto* dialog = new QFileDialog(this, tr("Open a workspace"), {}, tr("Workspace profiles (*.toml);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { openWorkspace(file, false); });
  dialog->open();
}

void WorkspaceChooser::importEnv() {
  auto* dialog = new EnvImportDialog(workspaces_, this);
  connect(dialog, &EnvImportDialog::imported, this, [this](const QString& file) { openWorkspace(file, false); });
  dialog->open();
}

void WorkspaceChooser::moveFocus(ChoiceCard* from, int step) {
  const int next = static_cast<int>(cards_.indexOf(from)) + step;
  if (next < 0 || next >= cards_.size()) return;
  cards_.at(next)->setFocus(Qt::TabFocusReason);
  if (cards_.at(next)->isEnabled()) cards_.at(next)->setChecked(true);
}

}  // namespace billing::ui
