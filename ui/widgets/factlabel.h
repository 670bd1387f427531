// One value of a facts card: text, an id to copy, a state, or a link. Shortened to its room; whole on hover and for
// readers.
#pragma once

#include <QLabel>
#include <functional>

namespace billing::ui {

/// Id and Copyable are copied by a press; Wrapped shows all of a long text.
enum class FactStyle { Plain, Strong, Wrapped, Id, Copyable, Status, Link };

class FactLabel : public QLabel {
  Q_OBJECT
 public:
  explicit FactLabel(QWidget* parent = nullptr);
  void show(const QString& text, FactStyle style, const QString& hover);

  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] QSize sizeHint() const override;

 Q_SIGNALS:
  void activated();  ///< a link was followed
  void copied(const QString& text);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void act();
  [[nodiscard]] bool copies() const { return style_ == FactStyle::Id || style_ == FactStyle::Copyable; }
  [[nodiscard]] bool acts() const { return copies() || style_ == FactStyle::Link; }
  [[nodiscard]] QFont styledFont() const;
  FactStyle style_ = FactStyle::Plain;
  bool hovered_ = false;
};

}  // namespace billing::ui
