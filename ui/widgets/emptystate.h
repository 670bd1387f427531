// Why there is nothing to see, and one button that helps.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace billing::ui {

class EmptyState : public QWidget {
  Q_OBJECT
 public:
  explicit EmptyState(QWidget* parent = nullptr);
  /// An empty `action` shows no button.
  void say(const QString& icon, const QString& title, const QString& why, const QString& action = {});

 Q_SIGNALS:
  void actionTriggered();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void paintIcon();
  QLabel* icon_;
  QLabel* title_;
  QLabel* why_;
  QPushButton* action_;
  QString iconName_;
};

}  // namespace billing::ui
