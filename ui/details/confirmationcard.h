// Of a detail: when the provider itself confirmed the object, and what it says of it that this program does not know.
#pragma once

#include "support/canceltoken.h"
#include "ui/panes/panecontext.h"
#include "ui/widgets/factscard.h"

namespace billing::ui {

class ConfirmationCard : public FactsCard {
  Q_OBJECT
 public:
  /// `entity` is subscription, customer or invoice.
  ConfirmationCard(const PaneContext& context, const char* entity, QWidget* parent = nullptr);
  ~ConfirmationCard() override { cancel_.cancel(); }
  /// Asks for it; what was shown stays until the answer. Hidden for an object that events alone told of.
  void showRow(qint64 row);

 private:
  void ask();
  void show(const store::Confirmation& confirmation);
  const PaneContext& context_;
  const QString entity_;
  qint64 row_ = 0;
  bool wasRunning_ = false;
  CancelToken cancel_;
};

}  // namespace billing::ui
