#include "ui/widgets/steplist.h"

#include <QGridLayout>
#include <QLabel>

#include "ui/theme/metrics.h"
#include "ui/widgets/symbollabel.h"

namespace billing::ui {

using operations::StepState;

namespace {

struct StepLook {
  const char* icon;
  Tone tone;
};

StepLook lookOf(StepState state) {
  switch (state) {
    case StepState::Passed:
      return {"check-circle", Tone::Success};
    case StepState::Failed:
      return {"close-circle", Tone::Danger};
    case StepState::Skipped:
      break;
  }
  return {"circle", Tone::Muted};
}

}  // namespace

QString StepList::word(StepState state) {
  switch (state) {
    case StepState::Passed:
      return tr("passed");
    case StepState::Failed:
      return tr("failed");
    case StepState::Skipped:
      break;
  }
  return tr("skipped");
}

StepList::StepList(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(space(this, 3));
}

QWidget* StepList::makeRow(const operations::DiagnosisStep& step) {
  auto* row = new QWidget;
  auto* grid = new QGridLayout(row);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space(this, 3));
  grid->setVerticalSpacing(space(this, 0.5));
  grid->setColumnStretch(1, 1);
  const StepLook look = lookOf(step.state);
  auto* sign = new SymbolLabel;
  sign->show(QLatin1String(look.icon), look.tone, word(step.state));
  auto* title = new QLabel(step.title);
  title->setAccessibleName(QStringLiteral("%1: %2").arg(step.title, word(step.state)));
  title->setAccessibleDescription(step.found);
  auto* state = new QLabel(word(step.state));
  state->setForegroundRole(step.state == StepState::Skipped ? QPalette::PlaceholderText : QPalette::WindowText);
  auto* found = new QLabel(step.found);
  found->setForegroundRole(QPalette::PlaceholderText);
  found->setVisible(!step.found.isEmpty());
  if (step.state == StepState::Skipped) title->setForegroundRole(QPalette::PlaceholderText);
  if (step.state == StepState::Failed) title->setFont(strongFont(font()));
  for (QLabel* label : {title, found}) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  grid->addWidget(sign, 0, 0, Qt::AlignTop);
  grid->addWidget(title, 0, 1);
  grid->addWidget(state, 0, 2, Qt::AlignTop);
  grid->addWidget(found, 1, 1, 1, 2);
  return row;
}

void StepList::setSteps(const QVector<operations::DiagnosisStep>& steps) {
  for (QWidget* row : std::as_const(rows_)) row->deleteLater();
  rows_.clear();
  for (const auto& step : steps) {
    rows_.push_back(makeRow(step));
    column_->addWidget(rows_.last());
  }
}

}  // namespace billing::ui
