// Why a delivery was believed or refused, step by step, and what would have made it match.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QVector>
#include <QWidget>

#include "ui/panes/panecontext.h"
#include "ui/presenters/signaturesteps.h"

namespace billing::ui {

class SignatureTab : public QWidget {
  Q_OBJECT
 public:
  explicit SignatureTab(const PaneContext& context, QWidget* parent = nullptr);
  void show(const store::WebhookEventDetail& detail);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void showSteps(const QVector<SignatureStep>& steps);
  void diagnose();
  [[nodiscard]] workspace::WebhookRoute route() const;

  const PaneContext& context_;
  store::WebhookEventDetail detail_;
  QLabel* verdict_;
  QLabel* explained_;
  QLabel* facts_;
  QVBoxLayout* steps_;
  QVector<QWidget*> stepRows_;
  QPushButton* diagnose_;
  QLabel* diagnosis_;
  bool repaintWaits_ = false;
};

}  // namespace billing::ui
