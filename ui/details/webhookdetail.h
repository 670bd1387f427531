// One event of the log: what it says, its bytes, why it was believed, what it changed, every attempt. Fire, replay,
// retry, curl.
#pragma once

#include <QTabWidget>

#include "models/detailtables.h"
#include "models/rowsmodel.h"
#include "ui/details/detailview.h"

class QLabel;
class QPushButton;

namespace billing::ui {

class BodyTab;
class DataTable;
class FactsCard;
class HistoryTab;
class NoteStrip;
class SignatureTab;

class WebhookDetail : public DetailView {
  Q_OBJECT
 public:
  explicit WebhookDetail(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] bool hasEvent() const { return shown_.row.id != 0; }
  void fire();
  void replay();
  void retry();
  void copyCurl(bool withSecret);
  [[nodiscard]] QTabWidget& tabs() { return *tabs_; }

 protected:
  void forget() override { shown_ = {}; }
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void buildButtons();
  void addTable(const QString& title, const QString& name, models::FactTableModel* model,
                const QVector<double>& widths);
  void show(const store::WebhookEventDetail& detail);
  /// Why nothing was changed; empty where something was.
  [[nodiscard]] static QString effectSentence(const store::WebhookEventRow& row);
  [[nodiscard]] QVector<struct FactItem> facts() const;
  void showPlaces(QVector<FactItem>& facts) const;
  void followSubject(const QString& subject);
  void followCustomer(const QString& externalId);
  [[nodiscard]] Result<operations::FireRequest> request() const;

  store::WebhookEventDetail shown_;
  QTabWidget* tabs_;
  FactsCard* facts_;
  BodyTab* body_;
  SignatureTab* signature_;
  HistoryTab* history_ = nullptr;  ///< nullptr where nothing is changed by hand
  QPushButton* replay_ = nullptr;
  QPushButton* retry_ = nullptr;
  NoteStrip* effectNote_ = nullptr;
  models::RowsModel<models::HeaderRow> headers_;
  models::RowsModel<models::EffectRow> effects_;
  models::RowsModel<store::AttemptDetail> attempts_;
};

}  // namespace billing::ui
