#include "ui/checks/findingrow.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "ui/presenters/findingwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/symbollabel.h"

namespace billing::ui {

FindingRow::FindingRow(const workspace::Finding& finding, QWidget* parent) : QWidget(parent) {
  const SeverityLook look = severityLook(finding.severity);
  setAccessibleName(lineOf(finding));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(space(this, 4), space(this, 2.5), space(this, 3), space(this, 3));
  grid->setHorizontalSpacing(space(this, 3));
  grid->setVerticalSpacing(space(this, 0.5));
  grid->setColumnStretch(2, 1);
  auto* sign = new SymbolLabel;
  sign->show(look.icon, look.tone, look.word);
  auto* word = new QLabel(look.word);
  word->setMinimumWidth(chars(this, 9));
  auto* what = new QLabel(QString::fromStdString(finding.what));
  what->setFont(strongFont(font()));
  auto* fix = new QLabel(QString::fromStdString(finding.fix));
  auto* place = new QLabel(placeOf(finding));
  place->setFont(monospaceFont(font()));
  place->setForegroundRole(QPalette::PlaceholderText);
  place->setToolTip(QString::fromStdString(finding.file));
  for (QLabel* label : {what, fix, place}) {
    label->setWordWrap(label != place);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  auto* copy = new QToolButton;
  copy->setIcon(symbol(QStringLiteral("copy"), Tone::Muted));
  copy->setAccessibleName(tr("Copy this finding"));
  copy->setToolTip(copy->accessibleName());
  copy->setFocusPolicy(Qt::StrongFocus);
  connect(copy, &QToolButton::clicked, this, [text = lineOf(finding)] { QGuiApplication::clipboard()->setText(text); });
  grid->addWidget(sign, 0, 0, Qt::AlignTop);
  grid->addWidget(word, 0, 1, Qt::AlignTop);
  grid->addWidget(what, 0, 2);
  grid->addWidget(place, 0, 3, Qt::AlignTop);
  grid->addWidget(copy, 0, 4, 2, 1, Qt::AlignTop);
  grid->addWidget(fix, 1, 2, 1, 2);
}

void FindingRow::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.fillRect(QRect(0, height() - 1, width(), 1), mixed(tokens.hairline, tokens.surface, 0.55));
}

}  // namespace billing::ui
