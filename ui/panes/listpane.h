// A list as every pane shows it: title and count, search and chips, table left, detail right. What differs is in the
// spec.
#pragma once

#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <memory>

#include "models/windowedmodel.h"
#include "ui/details/detailview.h"
#include "ui/panes/pane.h"
#include "ui/widgets/columnchooser.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/savedviews.h"

namespace billing::ui {

class ArrivalsPill;

struct ListPaneSpec {
  QString list;  ///< "subscriptions": key of settings and of Queries::distinctValues
  QString title;
  QString searchHint;
  FilterFields filters;
  QVector<SavedView> views;
  /// Views that speak of days, in place of `views`.
  std::function<QVector<SavedView>(const QDateTime& now, const QTimeZone& zone)> datedViews = {};
  QVector<ColumnWish> columns;  ///< what it opens with; empty: as the model says
  QByteArray sumField;          ///< a money column that the selection is added up by; empty: none
  bool pausable = false;
  QString emptyIcon, emptyTitle, emptyWhy, emptyAction;  ///< when there are no rows at all
  bool readable = false;  ///< the provider can be asked for such rows: then that is offered instead
};

class ListPane : public Pane {
  Q_OBJECT
 public:
  /// `detail` may be nullptr.
  ListPane(const PaneContext& context, ListPaneSpec spec, std::unique_ptr<models::WindowedModel> model,
           DetailView* detail, QWidget* parent = nullptr);
  ~ListPane() override { cancel_.cancel(); }

  void focusSearch() override { filters_->focusSearch(); }
  void openFilterMenu() override { filters_->openFilterMenu(); }
  void toggleDetail() override;
  void copySelection() override;
  void refresh() override;
  [[nodiscard]] QWidget* firstFocus() override { return table_; }
  void stepBack() override;
  void showQuery(const store::ListQuery& query) override;
  void showRow(qint64 row) override;
  [[nodiscard]] QString selectionText() const override { return selectionText_; }
  [[nodiscard]] bool isSettled() const override;

  [[nodiscard]] DataTable& table() { return *table_; }
  [[nodiscard]] models::WindowedModel& model() { return *model_; }
  [[nodiscard]] const QString& listName() const { return spec_.list; }
  /// What narrows the list, as its chips say it; empty: nothing.
  [[nodiscard]] QString filterWords() const;
  [[nodiscard]] bool isPaused() const { return pause_ != nullptr && pause_->isChecked(); }
  void setPaused(bool paused);
  /// The empty state offers to read from the provider.
  [[nodiscard]] bool offersReading() const;

 Q_SIGNALS:
  void emptyActionTriggered();

 protected:
  [[nodiscard]] const PaneContext& context() const { return context_; }
  [[nodiscard]] DetailView* detail() const { return detail_; }
  /// Where a pane puts its own buttons, left of the columns button.
  void addHeaderWidget(QWidget* widget);
  /// A pane's own entries in the context menu of the selected rows.
  virtual void addRowActions(QMenu&) {}
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* buildHeader();
  QWidget* buildBody();
  void connectModel();
  void connectTable();
  void applyQuery(const store::ListQuery& query);
  void updateCounts();
  void updateEmptyState();
  void updateDetail();
  void updateHold();
  void updateArrivals(int count);
  void selectFirstRow();
  void revealWantedRow();
  void openContextMenu(const QPoint& at);
  void fillCopyMenu(QMenu& menu);
  void saveView();
  void prepareViews();

  const PaneContext& context_;
  ListPaneSpec spec_;
  std::unique_ptr<models::WindowedModel> model_;
  DetailView* detail_;
  DataTable* table_;
  FilterBar* filters_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
  EmptyState* empty_;
  ColumnChooser* columns_;
  SavedViews* views_;
  QSplitter* splitter_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  QWidget* headerButtons_ = nullptr;
  QLabel* count_ = nullptr;
  QToolButton* pause_ = nullptr;
  QToolButton* detailButton_ = nullptr;
  ArrivalsPill* pill_ = nullptr;
  QString selectionText_;
  qint64 wantedRow_ = 0;
  bool wantsDetail_ = true;
  CancelToken cancel_;  ///< of the counts beside the views
};

}  // namespace billing::ui
