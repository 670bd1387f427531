#include "ui/details/detailheader.h"

#include <QVBoxLayout>

#include "ui/delegates/painting.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/guardbox.h"

namespace billing::ui {

DetailHeader::DetailHeader(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel),
      status_(new FactLabel(this)),
      id_(new FactLabel(this)),
      note_(new QLabel),
      buttonRow_(new QWidget) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3));
  column->setSpacing(space(this, 1));
  title_->setFont(titleFont(font()));
  title_->setWordWrap(true);
  title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(title_);
  auto* line = new QHBoxLayout;
  line->setSpacing(space(this, 3));
  status_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
  note_->setForegroundRole(QPalette::PlaceholderText);
  line->addWidget(status_);
  line->addWidget(id_, 1);
  line->addWidget(note_);
  column->addLayout(line);
  buttons_ = new FlowLayout(buttonRow_, space(this, 2));
  column->addSpacing(space(this, 1));
  column->addWidget(buttonRow_);
}

void DetailHeader::show(const QString& title, const QString& status, const QString& id, const QString& note) {
  title_->setText(title);
  status_->setVisible(!status.isEmpty());
  if (!status.isEmpty()) {
    status_->show(status, FactStyle::Status, {});
    status_->setFixedWidth(badgeWidth(status, font()) + space(this, 1));
  }
  id_->show(id, FactStyle::Id, {});
  id_->setVisible(!id.isEmpty());
  note_->setText(note);
}

QPushButton* DetailHeader::addGuarded(const QString& name, const QString& text, const QString& icon, const QString& tip,
                                      const ConsoleServices& services, operations::Deed deed) {
  auto* button = new QPushButton(symbol(icon), text);
  button->setObjectName(name);
  button->setToolTip(tip);
  auto* box = new GuardBox(button, services, deed);
  box->setParent(buttonRow_);
  buttons_->insertWidget(buttons_->count(), box);
  return button;
}

QPushButton* DetailHeader::addButton(const QString& name, const QString& text, const QString& icon,
                                     const QString& tip) {
  auto* button = new QPushButton(symbol(icon), text, buttonRow_);
  button->setObjectName(name);
  button->setToolTip(tip);
  buttons_->insertWidget(buttons_->count(), button);
  return button;
}

}  // namespace billing::ui
