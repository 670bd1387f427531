#include "ui/details/bodytab.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/jsonedit.h"

namespace billing::ui {

BodyTab::BodyTab(QWidget* parent)
    : QWidget(parent),
      views_(new QStackedWidget),
      tree_(new QTreeView),
      text_(new JsonEdit(true)),
      hex_(new QTableView),
      note_(new QLabel) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space(this, 2), 0, 0);
  column->setSpacing(space(this, 2));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(space(this, 4), 0, space(this, 4), 0);
  row->setSpacing(space(this, 1));
  addViewButton(row, tr("Tree"), Tree);
  addViewButton(row, tr("Text"), Text);
  addViewButton(row, tr("Hex"), Hex);
  row->addStretch(1);
  note_->setForegroundRole(QPalette::PlaceholderText);
  row->addWidget(note_);
  auto* copy = new QToolButton;
  copy->setIcon(symbol(QStringLiteral("copy"), Tone::Muted));
  copy->setAccessibleName(tr("Copy the body"));
  copy->setToolTip(tr("Copy the body as it was received"));
  connect(copy, &QToolButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(body_)); });
  row->addWidget(copy);
  column->addLayout(row);
  column->addWidget(views_, 1);
  tree_->setModel(&treeModel_);
  tree_->setAccessibleName(tr("Body as a tree"));
  tree_->setObjectName(QStringLiteral("bodyTree"));
  tree_->setUniformRowHeights(true);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  text_->setAccessibleName(tr("Body as text"));
  text_->setObjectName(QStringLiteral("bodyText"));
  hex_->setModel(&hexModel_);
  hex_->setAccessibleName(tr("Body as hexadecimal"));
  hex_->setObjectName(QStringLiteral("bodyHex"));
  hex_->setFrameShape(QFrame::NoFrame);
  hex_->setShowGrid(false);
  hex_->setTabKeyNavigation(false);
  hex_->verticalHeader()->hide();
  hex_->horizontalHeader()->setStretchLastSection(true);
  hex_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + space(this, 1));
  for (QWidget* view : {static_cast<QWidget*>(tree_), static_cast<QWidget*>(text_), static_cast<QWidget*>(hex_)})
    views_->addWidget(view);
  showView(Tree);
}

void BodyTab::addViewButton(QLayout* row, const QString& text, View view) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setObjectName(QStringLiteral("bodyView%1").arg(static_cast<int>(view)));
  button->setAccessibleName(tr("Body as %1").arg(text));
  button->setCheckable(true);
  button->setFocusPolicy(Qt::StrongFocus);
  buttons_.addButton(button, view);
  row->addWidget(button);
  connect(button, &QToolButton::toggled, this, [this, view](bool on) {
    if (on) showView(view);
  });
}

void BodyTab::setBody(const QByteArray& body) {
  body_ = body;
  std::fill(std::begin(filled_), std::end(filled_), false);
  fill();
  showNote();
}

void BodyTab::showView(View view) {
  buttons_.button(view)->setChecked(true);
  views_->setCurrentIndex(view);
  fill();
  showNote();
}

void BodyTab::showNote() {
  const QString size = QLocale().formattedDataSize(body_.size());
  const bool broken = views_->currentIndex() == Tree && !treeModel_.errorText().isEmpty();
  note_->setText(body_.isEmpty() ? tr("empty body") : broken ? treeModel_.errorText() : size);
}

void BodyTab::fill() {
  const int view = views_->currentIndex();
  if (filled_[view]) return;
  filled_[view] = true;
  if (view == Tree) {
    treeModel_.setJson(body_);
    tree_->expandToDepth(1);
    tree_->setColumnWidth(0, chars(this, 30));
    tree_->setColumnWidth(1, chars(this, 40));
  } else if (view == Text) {
    text_->setBytes(body_);
  } else {
    hexModel_.setBytes(body_);
    hex_->setFont(monospaceFont(font()));
    hex_->setColumnWidth(0, chars(this, 12));
    hex_->setColumnWidth(1, QFontMetrics(hex_->font()).horizontalAdvance(QLatin1Char('0')) * 52);
  }
}

}  // namespace billing::ui
