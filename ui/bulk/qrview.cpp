#include "ui/bulk/qrview.h"

#include <QPainter>

#include "ui/theme/metrics.h"

namespace billing::ui {
namespace {

constexpr int kQuietModules = 4;

}  // namespace

QrView::QrView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("qrView"));
  setAccessibleName(tr("The link as a QR code"));
  hide();
}

void QrView::setText(const QString& text) {
  auto matrix = operations::qrMatrixOf(text.toStdString());
  matrix_ = matrix ? std::move(*matrix) : operations::QrMatrix{};
  setVisible(isShowing());
  updateGeometry();
  update();
}

QSize QrView::sizeHint() const {
  const int side = chars(this, 26);
  return {side, side};
}

// Whole pixels for each module: a blurred edge is what readers stumble over.
void QrView::paintEvent(QPaintEvent*) {
  if (!isShowing()) return;
  QPainter painter(this);
  const int modules = matrix_.size + 2 * kQuietModules;
  const int module = qMax(1, qMin(width(), height()) / modules);
  const QRect code((width() - module * modules) / 2, (height() - module * modules) / 2, module * modules,
                   module * modules);
  painter.fillRect(code, Qt::white);
  for (int row = 0; row < matrix_.size; ++row)
    for (int column = 0; column < matrix_.size; ++column)
      if (matrix_.at(row, column))
        painter.fillRect(code.left() + (column + kQuietModules) * module, code.top() + (row + kQuietModules) * module,
                         module, module, Qt::black);
}

}  // namespace billing::ui
