#include "ui/connect/sidepage.h"

#include <QFileDialog>
#include <QRadioButton>

#include "support/whendone.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

namespace {

QString sideProvider(const workspace::Profile& profile) {
  return profile.provider == Provider::Stripe ? QStringLiteral("Stripe") : QStringLiteral("Dodo Payments");
}

SidePage::Side sideOf(const operations::ProviderDesk* desk, const workspace::Profile& profile) {
  if (desk != nullptr && desk->connection().sandbox) return SidePage::Side::Sandbox;
  return profile.live() ? SidePage::Side::Live : SidePage::Side::Test;
}

QString sideWord(SidePage::Side side) {
  switch (side) {
    case SidePage::Side::Sandbox:
      return SidePage::tr("sandbox");
    case SidePage::Side::Test:
      return SidePage::tr("test");
    case SidePage::Side::Live:
      return SidePage::tr("live");
  }
  return {};
}

}  // namespace

SidePage::SidePage(const PaneContext& context, QWidget* parent)
    : ConnectPage(parent),
      context_(context),
      own_(sideOf(context.services.provider, context.services.profile)),
      group_(new QButtonGroup(this)),
      note_(new NoteStrip) {
  const QString provider = sideProvider(context.services.profile);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  addChoice(*column, Side::Sandbox, tr("The &sandbox on this computer"),
            tr("A stand-in for %1 with test cards and a clock that can be moved. It needs no account and no network.")
                .arg(provider));
  addChoice(*column, Side::Test, tr("%1, &test mode").arg(provider),
            tr("The provider's own test side: its dashboard, its test cards, no money."));
  addChoice(*column, Side::Live, tr("%1, &live mode").arg(provider), tr("Real customers and real money."));
  column->addWidget(note_);
  column->addStretch(1);
  group_->button(static_cast<int>(own_))->setChecked(true);
  connect(group_, &QButtonGroup::idToggled, this, [this](int, bool on) {
    if (on) sayConsequence();
  });
  sayConsequence();
}

void SidePage::addChoice(QVBoxLayout& column, Side side, const QString& text, const QString& about) {
  auto* button = new QRadioButton(side == own_ ? tr("%1 (this workspace)").arg(text) : text);
  button->setObjectName(QStringLiteral("connectSide%1").arg(static_cast<int>(side)));
  button->setAccessibleDescription(about);
  group_->addButton(button, static_cast<int>(side));
  auto* words = new QLabel(about);
  words->setWordWrap(true);
  words->setForegroundRole(QPalette::PlaceholderText);
  words->setContentsMargins(space(this, 6), 0, 0, space(this, 2));
  column.addWidget(button);
  column.addWidget(words);
}

void SidePage::sayConsequence() {
  const bool other = chosen() != own_;
  note_->say(
      Tone::Info, QStringLiteral("info"),
      other ? tr("Sandbox, test and live never share a workspace, a database or a key. A new workspace is made with "
                 "the same plans and routes; this one stays as it is.")
            : QString());
  Q_EMIT changed();
}

WorkspaceMaker* SidePage::maker() const {
  return dynamic_cast<WorkspaceMaker*>(context_.services.workspaces);
}

QString SidePage::missing() const {
  if (chosen() == own_ || maker() != nullptr) return {};
  return tr("Only the console itself can make workspaces");
}

QString SidePage::nextText() const {
  return chosen() == own_ ? ConnectPage::nextText() : tr("&Make a workspace…");
}

void SidePage::leave() {
  if (chosen() == own_) return Q_EMIT left();
  auto* dialog = new QFileDialog(this, tr("Save the new workspace"), {}, tr("Workspace profiles (*.toml)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("toml"));
  dialog->selectFile(
      QStringLiteral("%1-%2.toml").arg(QString::fromStdString(context_.services.profile.id), sideWord(chosen())));
  connect(dialog, &QFileDialog::fileSelected, this, &SidePage::makeWorkspace);
  dialog->open();
}

void SidePage::makeWorkspace(const QString& file) {
  WorkspaceMaker* workspaces = maker();
  if (workspaces == nullptr) return;
  const WorkspaceVariant variant{
      tr("%1 (%2)").arg(QString::fromStdString(context_.services.profile.name), sideWord(chosen())),
      chosen() == Side::Live, chosen() == Side::Sandbox};
  whenDone(workspaces->saveVariant(variant, file), this, [this](const Result<QString>& saved) {
    if (!saved) return Q_EMIT failed(saved.error());
    whenDone(context_.services.workspaces->open(*saved, false), this, [this](const Result<void>& opened) {
      if (!opened) return Q_EMIT failed(opened.error());
      Q_EMIT opening();
    });
  });
}

}  // namespace billing::ui
