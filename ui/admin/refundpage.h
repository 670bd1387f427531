// How much of a payment goes back: all that is left, a part, or chosen lines.
#pragma once

#include <QLineEdit>
#include <QVector>

#include "ui/admin/orderpage.h"

class QFormLayout;

namespace billing::ui {

class ChoiceList;

class RefundPage : public OrderPage {
  Q_OBJECT
 public:
  RefundPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  ~RefundPage() override { cancel_.cancel(); }
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override;
  [[nodiscard]] QWidget* firstFocus() override;

 private:
  void build();
  void askLines();
  void showLines(const QVector<providers::RefundableLine>& lines);
  void reconsider();
  [[nodiscard]] Money left() const;
  [[nodiscard]] QString fillLines(operations::AdminOrder& order) const;
  struct Line {
    providers::RefundableLine what;
    QLineEdit* amount;
  };
  CancelToken cancel_;
  ChoiceList* how_;
  QLineEdit* amount_;
  QWidget* lineBox_;
  QFormLayout* lineForm_;
  QVector<Line> lines_;
};

}  // namespace billing::ui
