// What stands beside a list: everything about the row that is selected there. Follows the selection, never takes the
// focus.
#pragma once

#include <QVBoxLayout>
#include <QWidget>
#include <utility>

#include "support/canceltoken.h"
#include "support/whendone.h"
#include "ui/panes/panecontext.h"

class QStackedWidget;
class QTabWidget;

namespace billing::ui {

class DetailHeader;
class EmptyState;
class ScrollBox;

/// The words of a detail before anything is selected.
struct DetailWords {
  QString name;  ///< objectName
  QString icon, emptyTitle, emptyWhy;
};

/// A page with a header, beside an empty state. What a detail adds below the header goes into rows().
class DetailView : public QWidget {
  Q_OBJECT
 public:
  DetailView(const PaneContext& context, const DetailWords& words, QWidget* parent = nullptr);
  ~DetailView() override { cancel_.cancel(); }

  /// 0: nothing is selected.
  void showRow(qint64 row);
  [[nodiscard]] qint64 row() const { return row_; }
  /// The same row again, because it has changed.
  void reload();
  [[nodiscard]] bool isLoading() const { return loading_; }

 Q_SIGNALS:
  void loaded();

 protected:
  /// Asks for the row, by ask(). A newer question cancels `cancel`.
  virtual void load(qint64 row, const CancelToken& cancel) = 0;
  /// Nothing is selected any more, or it is gone.
  virtual void forget() = 0;
  /// Hears of the answer unless something else was asked meanwhile; errors are told, and end the loading.
  template <class T, class Show>
  void ask(const QFuture<Result<T>>& answer, Show show) {
    whenDone(answer, this, [this, withdrawn = cancel_, show = std::move(show)](const Result<T>& found) {
      if (withdrawn.cancelled()) return;
      if (found)
        show(*found);
      else
        failLoading(found.error());
    });
  }
  /// The page is filled.
  void finishLoading();
  void failLoading(const Error& error);
  /// Nothing was found where a row was.
  void finishEmpty();
  [[nodiscard]] const PaneContext& context() const { return context_; }
  [[nodiscard]] DetailHeader& header() { return *header_; }
  [[nodiscard]] QVBoxLayout& rows() { return *rows_; }
  /// A box below the header, as high as its content where there is room and scrolling where there is not. Gives its
  /// layout.
  QVBoxLayout* addSummary();
  /// Tabs at the foot of the page. They have the same room whichever is open: nothing above them moves when another one
  /// is chosen.
  QTabWidget* addTabs(const QString& spoken);
  void resizeEvent(QResizeEvent* event) override;

 private:
  void clearView();
  ScrollBox* summary_ = nullptr;
  QTabWidget* foot_ = nullptr;
  const PaneContext& context_;
  QStackedWidget* stack_;
  DetailHeader* header_;
  QVBoxLayout* rows_;
  CancelToken cancel_;
  qint64 row_ = 0;
  bool loading_ = false;
};

}  // namespace billing::ui
