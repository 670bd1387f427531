// One page of a document as it will print, as wide as there is room.
#pragma once

#include <QImage>
#include <QWidget>

namespace billing::ui {

class DocumentPage : public QWidget {
  Q_OBJECT
 public:
  /// `name` says which page it is, `text` what stands on it: for those who cannot see it.
  DocumentPage(QImage picture, const QString& name, const QString& text, QWidget* parent = nullptr);
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QImage picture_;
};

}  // namespace billing::ui
