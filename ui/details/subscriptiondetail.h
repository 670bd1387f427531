// One subscription: facts, usage, what happened, payments, invoices, and the newest body as it was received.
#pragma once

#include <QPushButton>
#include <QTabWidget>

#include "models/rowsmodel.h"
#include "ui/details/detailview.h"

namespace billing::ui {

struct OrderOffer;

class ConfirmationCard;
class DataTable;
class FactsCard;
class HistoryTab;
class JsonEdit;
class NoteStrip;
class ReviewCard;
class Timeline;
class UsageBars;

class SubscriptionDetail : public DetailView {
  Q_OBJECT
 public:
  explicit SubscriptionDetail(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] bool hasSubscription() const { return shown_.row.id != 0; }
  /// What can be done by hand; empty while none is shown.
  [[nodiscard]] QVector<OrderOffer> offers() const;
  void fire();
  [[nodiscard]] QTabWidget& tabs() { return *tabs_; }

 protected:
  void forget() override { shown_ = {}; }
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void build();
  void addOrders();
  void showOrders();
  void show(const store::SubscriptionDetail& detail);
  store::SubscriptionDetail shown_;
  QPushButton* change_ = nullptr;  ///< nullptr: this window only shows
  QPushButton* orders_ = nullptr;
  NoteStrip* note_;
  FactsCard* facts_;
  ConfirmationCard* confirmed_;
  UsageBars* usage_;
  QTabWidget* tabs_;
  Timeline* timeline_;
  JsonEdit* json_;
  ReviewCard* review_ = nullptr;   ///< nullptr where nothing is reviewed
  HistoryTab* history_ = nullptr;  ///< nullptr where nothing is changed by hand
  models::RowsModel<store::PaymentRow> payments_;
  models::RowsModel<store::InvoiceRow> invoices_;
};

}  // namespace billing::ui
