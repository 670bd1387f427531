#include "ui/invoices/documentpage.h"

#include <QPainter>

#include "ui/theme/metrics.h"

namespace billing::ui {

DocumentPage::DocumentPage(QImage picture, const QString& name, const QString& text, QWidget* parent)
    : QWidget(parent), picture_(std::move(picture)) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setMinimumWidth(chars(this, 20));
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(name);
  setAccessibleDescription(text);
}

int DocumentPage::heightForWidth(int width) const {
  return picture_.width() == 0 ? 0 : width * picture_.height() / picture_.width();
}

QSize DocumentPage::sizeHint() const {
  const int wide = chars(this, 60);
  return {wide, heightForWidth(wide)};
}

// Paper is white, also where the window is dark.
void DocumentPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRect page(0, 0, width(), qMin(height(), heightForWidth(width())));
  const QImage fitting =
      picture_.scaled(page.size() * devicePixelRatioF(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  painter.drawImage(page, fitting);
  painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
  painter.drawRect(page.adjusted(0, 0, -1, -1));
}

}  // namespace billing::ui
