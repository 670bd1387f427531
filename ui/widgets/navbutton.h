// One entry of the side bar: icon, name, and a badge that counts what needs a person.
#pragma once

#include <QAbstractButton>

namespace billing::ui {

class NavButton : public QAbstractButton {
  Q_OBJECT
 public:
  NavButton(const QString& text, const QString& icon, QWidget* parent = nullptr);
  /// `meaning` tells readers what is counted: "dead letters".
  void setBadge(int count, const QString& meaning);
  [[nodiscard]] int badge() const { return badge_; }
  void setNarrow(bool narrow);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintBadge(QPainter& painter) const;
  QString icon_;
  int badge_ = 0;
  bool narrow_ = false;
};

}  // namespace billing::ui
