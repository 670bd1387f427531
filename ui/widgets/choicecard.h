// One of a few things to choose from: an icon, a title, a sentence. Chosen by a press; the arrow keys go to the next.
#pragma once

#include <QAbstractButton>

namespace billing::ui {

class ChoiceCard : public QAbstractButton {
  Q_OBJECT
 public:
  ChoiceCard(const QString& icon, const QString& title, const QString& about, QWidget* parent = nullptr);
  /// Why it cannot be chosen, said in place of the sentence; empty: it can.
  void setImpossible(const QString& reason);
  /// A word at the right of the title, such as TEST; an empty one shows nothing.
  void setBadge(const QString& word, bool strong);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 Q_SIGNALS:
  void activated();  ///< a double click, or Enter
  /// An arrow key: whoever laid the cards out knows which is next.
  void stepWanted(int columns, int rows);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void speak();
  [[nodiscard]] QString sentence() const { return reason_.isEmpty() ? about_ : reason_; }
  [[nodiscard]] QRect wordsRect(int width, int height) const;
  void paintBadge(QPainter& painter, const QRect& line) const;
  QString icon_, about_, reason_, badge_;
  bool strongBadge_ = false;
};

}  // namespace billing::ui
