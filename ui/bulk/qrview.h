// A link as a QR code, dark on light whatever the theme: readers want it so.
#pragma once

#include <QWidget>

#include "operations/links/qrmatrix.h"

namespace billing::ui {

class QrView : public QWidget {
  Q_OBJECT
 public:
  explicit QrView(QWidget* parent = nullptr);
  /// An empty text, or one that is too long, shows nothing.
  void setText(const QString& text);
  [[nodiscard]] bool isShowing() const { return matrix_.size > 0; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  operations::QrMatrix matrix_;
};

}  // namespace billing::ui
