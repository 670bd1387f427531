// What happened, why, and what to do next, in one quiet strip; with the details to copy. Success shows nothing.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "support/result.h"

namespace billing::ui {

class ErrorBanner : public QFrame {
  Q_OBJECT
 public:
  explicit ErrorBanner(QWidget* parent = nullptr);
  /// `action` words the button for trying again; empty: no button.
  void showError(const Error& error, const QString& action = {});
  void dismiss();
  [[nodiscard]] QString message() const { return message_->text(); }

 Q_SIGNALS:
  void actionTriggered();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QLabel* message_;
  QLabel* reason_;
  QPushButton* action_;
  QPushButton* copy_;
  QString details_;
};

}  // namespace billing::ui
