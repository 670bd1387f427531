// How the first screen is laid out.
#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

#include "ui/dialogs/workspacechooser.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

WorkspaceChooser::WorkspaceChooser(WorkspaceControl& workspaces, QWidget* parent)
    : QDialog(parent),
      workspaces_(workspaces),
      group_(new QButtonGroup(this)),
      banner_(new ErrorBanner),
      progress_(new ProgressLine),
      fill_(new QCheckBox(tr("Fill with &demo data when it is empty"))),
      open_(new QPushButton(tr("Open"))) {
  setObjectName(QStringLiteral("workspaceChooser"));
  setWindowTitle(parent == nullptr ? tr("Billing Console") : tr("Open a workspace"));
  setWindowIcon(symbol(QStringLiteral("app"), Tone::Accent));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  column->addWidget(progress_);
  column->addWidget(banner_);
  column->addWidget(buildLists(), 1);
  column->addWidget(buildFoot());
  resize(chars(this, 128), chars(this, 88));
  load();
}

QWidget* WorkspaceChooser::buildHead() {
  auto* head = new QWidget;
  auto* column = new QVBoxLayout(head);
  column->setContentsMargins(space(this, 6), space(this, 5), space(this, 6), space(this, 3));
  column->setSpacing(space(this, 1));
  auto* title = new QLabel(tr("Which workspace?"));
  title->setFont(titleFont(font()));
  auto* about = new QLabel(
      tr("A workspace is one product's billing: its provider, plans and rules, webhooks, and a database of its own."));
  about->setWordWrap(true);
  about->setForegroundRole(QPalette::PlaceholderText);
  column->addWidget(title);
  column->addWidget(about);
  return head;
}

QWidget* WorkspaceChooser::buildLists() {
  auto* lists = new QWidget;
  lists->setAutoFillBackground(true);
  lists->setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(lists);
  column->setContentsMargins(space(this, 6), space(this, 4), space(this, 6), space(this, 4));
  column->setSpacing(space(this, 2));
  const auto section = [&](const QString& text) {
    auto* title = new QLabel(text);
    title->setFont(strongFont(font()));
    column->addWidget(title);
    return title;
  };
  const auto grid = [&] {
    auto* made = new QGridLayout;
    made->setHorizontalSpacing(space(this, 3));
    made->setVerticalSpacing(space(this, 2));
    for (int i = 0; i < 2; ++i) made->setColumnStretch(i, 1);
    column->addLayout(made);
    return made;
  };
  section(tr("Ready-made"));
  shipped_ = grid();
  column->addSpacing(space(this, 2));
  recentTitle_ = section(tr("Opened before"));
  recentTitle_->hide();
  recent_ = grid();
  column->addStretch(1);
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setWidget(lists);
  area->setFocusPolicy(Qt::NoFocus);
  return area;
}

QWidget* WorkspaceChooser::buildFoot() {
  auto* foot = new QWidget;
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(space(this, 6), space(this, 3), space(this, 6), space(this, 4));
  row->setSpacing(space(this, 2));
  auto* file = new QPushButton(symbol(QStringLiteral("folder")), tr("Open &file…"));
  file->setObjectName(QStringLiteral("chooserFile"));
  file->setToolTip(tr("A workspace profile of your own (TOML)"));
  auto* import = new QPushButton(symbol(QStringLiteral("import")), tr("&Import settings from .env…"));
  import->setObjectName(QStringLiteral("chooserImport"));
  import->setToolTip(tr("Takes over settings and secrets of an existing back end"));
  fill_->setObjectName(QStringLiteral("chooserFill"));
  fill_->setChecked(true);
  fill_->setEnabled(false);
  open_->setObjectName(QStringLiteral("chooserOpen"));
  open_->setProperty("primary", true);
  open_->setEnabled(false);
  open_->setDefault(true);
  for (QPushButton* button : {file, import}) button->setAutoDefault(false);
  row->addWidget(file);
  row->addWidget(import);
  row->addStretch(1);
  row->addWidget(fill_);
  row->addSpacing(space(this, 2));
  row->addWidget(open_);
  connect(file, &QPushButton::clicked, this, &WorkspaceChooser::openFile);
  connect(import, &QPushButton::clicked, this, &WorkspaceChooser::importEnv);
  connect(open_, &QPushButton::clicked, this, &WorkspaceChooser::openSelected);
  return foot;
}

}  // namespace billing::ui
