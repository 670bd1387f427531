// A plan at a glance: name, interval, price, status with the provider's own word, and when it renews or ends. Press to
// open the subscription.
#pragma once

#include <QAbstractButton>

#include "ui/panes/panecontext.h"

namespace billing::ui {

struct PlanCardFacts {
  QString name;             ///< "Pro"
  QString interval;         ///< "monthly"; empty: none
  QString price;            ///< "$12.00 / month", "free"
  QString status;           ///< the normalised word
  QString providerWord;     ///< "Dodo says on_hold"; empty when it is the same word
  QString term;             ///< "renews on 3 Mar", "ends on 3 Mar"
  QString termExact;        ///< the instant behind it, for hovering
  bool ending = false;      ///< it will not renew
  qint64 subscription = 0;  ///< row to open; 0: there is none
};

class PlanCard : public QAbstractButton {
  Q_OBJECT
 public:
  PlanCard(const PaneContext& context, QWidget* parent = nullptr);
  void show(const PlanCardFacts& facts);
  [[nodiscard]] const PlanCardFacts& facts() const { return facts_; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintFirstLine(QPainter& painter, const QRect& line) const;
  void paintSecondLine(QPainter& painter, const QRect& line) const;
  const PaneContext& context_;
  PlanCardFacts facts_;
};

}  // namespace billing::ui
