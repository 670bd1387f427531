#include "ui/admin/versiontable.h"

#include <QLabel>
#include <QRegularExpression>

#include "ui/theme/metrics.h"

namespace billing::ui {

QVector<VersionLine> versionLines(const QString& reason) {
  static const QRegularExpression shape(QStringLiteral("^(.+?): was (.*), is (.*)$"));
  QVector<VersionLine> lines;
  for (const QString& line : reason.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
    const QRegularExpressionMatch match = shape.match(line.trimmed());
    if (!match.hasMatch()) continue;
    QString field = match.captured(1).replace(QLatin1Char('_'), QLatin1Char(' '));
    field[0] = field.at(0).toUpper();
    lines.push_back({field, match.captured(2), match.captured(3)});
  }
  return lines;
}

VersionTable::VersionTable(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  setObjectName(QStringLiteral("versions"));
  setAccessibleName(tr("Both versions"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(space(this, 4));
  grid_->setVerticalSpacing(space(this, 1));
  grid_->setColumnStretch(1, 1);
  grid_->setColumnStretch(2, 1);
  hide();
}

void VersionTable::show(const QVector<VersionLine>& lines) {
  qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
  const auto put = [this](int row, int column, const QString& text, bool head) {
    auto* label = new QLabel(text, this);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(!head);
    if (head) label->setFont(captionFont(font()));
    if (head || column == 0) label->setForegroundRole(QPalette::PlaceholderText);
    grid_->addWidget(label, row, column, Qt::AlignTop);
  };
  put(0, 1, tr("As you saw it"), true);
  put(0, 2, tr("As it is now"), true);
  int row = 1;
  for (const VersionLine& line : lines) {
    put(row, 0, line.field, false);
    put(row, 1, line.seen, false);
    put(row++, 2, line.present, false);
  }
  setVisible(!lines.isEmpty());
}

}  // namespace billing::ui
