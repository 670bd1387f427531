// The signing secrets of the workspace's routes: copy one for a sender, or put the provider's in its place. Never shows
// one.
#pragma once

#include <QDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class SecretsDialog : public QDialog {
  Q_OBJECT
 public:
  SecretsDialog(const PaneContext& context, QWidget* parent);

 private:
  void addRoute(int row, const workspace::WebhookRoute& route);
  void copy(const workspace::WebhookRoute& route);
  void replace(const workspace::WebhookRoute& route, QLineEdit* entry, QLabel* present);
  [[nodiscard]] QString presentText(const workspace::WebhookRoute& route) const;
  void tell(const QString& text);

  const PaneContext& context_;
  QGridLayout* grid_;
  QLabel* told_;
};

}  // namespace billing::ui
