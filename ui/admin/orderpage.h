// What is to be chosen for one kind of change: the middle of the order dialog.
#pragma once

#include <QWidget>

#include "operations/admin/orderpreview.h"
#include "store/adminrows.h"
#include "ui/admin/orderseed.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class OrderPage : public QWidget {
  Q_OBJECT
 public:
  OrderPage(const PaneContext& context, OrderSeed seed, QWidget* parent = nullptr)
      : QWidget(parent), context_(context), seed_(std::move(seed)) {}

  /// Puts what was chosen into the order. What is still missing, for people; empty: it can be previewed.
  [[nodiscard]] virtual QString fill(operations::AdminOrder& order) const = 0;
  /// Where the keys go first.
  [[nodiscard]] virtual QWidget* firstFocus() { return this; }
  /// Once it is done: what is shown in place of the choices (a link), or nullptr: the dialog closes.
  [[nodiscard]] virtual QWidget* resultView(const store::OutboxRow&) { return nullptr; }

 Q_SIGNALS:
  void changed();

 protected:
  [[nodiscard]] const PaneContext& context() const { return context_; }
  [[nodiscard]] const OrderSeed& seed() const { return seed_; }

 private:
  const PaneContext& context_;
  OrderSeed seed_;
};

/// The page of the seed's kind.
[[nodiscard]] OrderPage* makeOrderPage(const PaneContext& context, const OrderSeed& seed);

}  // namespace billing::ui
