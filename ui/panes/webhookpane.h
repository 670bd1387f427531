// The webhook log: every stored event and every refused delivery, live.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class WebhookDetail;

class WebhookPane : public ListPane {
  Q_OBJECT
 public:
  explicit WebhookPane(const PaneContext& context, QWidget* parent = nullptr);
  bool fireSelection() override;
  void replaySelection();
  [[nodiscard]] WebhookDetail* webhookDetail() const;

 protected:
  void addRowActions(QMenu& menu) override;
};

}  // namespace billing::ui
