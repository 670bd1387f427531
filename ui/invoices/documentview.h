// The document beside its row, as it will print: page by page, as pictures or as text, in the language and on the paper
// that are chosen here; and the ways to save it.
#pragma once

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "reports/reportsdesk.h"
#include "ui/invoices/documentchoices.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class NoteStrip;
class ProgressLine;

class DocumentView : public QWidget {
  Q_OBJECT
 public:
  /// `reports` is among the context's services.
  explicit DocumentView(const PaneContext& context, QWidget* parent = nullptr);
  ~DocumentView() override { asking_.cancel(); }
  /// Asked for when it is looked at. `name` is what a file is called at first: "2026-0042_Ada".
  void showInvoice(qint64 invoice, const QString& name);
  [[nodiscard]] int pages() const { return static_cast<int>(pages_.size()); }
  [[nodiscard]] QString text() const { return text_->toPlainText(); }
  /// Where it is large already.
  void hideLarger();
  /// Tells what went wrong, or where the file is.
  void say(const QString& words, bool good);

 Q_SIGNALS:
  void largerWanted(qint64 invoice, const QString& name);
  void saveWanted(qint64 invoice, const QString& name, billing::ui::SavedPaper paper);
  void shown();  ///< the pages are there

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* buildBar();
  QToolButton* barButton(const QString& name, const QString& icon, const QString& text, const QString& tip);
  void ask();
  void fill(const reports::InvoicePages& pages);
  void turn(int by);
  void showPlace();
  [[nodiscard]] int page() const;  ///< the one at the top, from 0
  [[nodiscard]] int wantedDpi() const;

  const PaneContext& context_;
  qint64 invoice_ = 0;
  QString name_;
  bool stale_ = false;
  int dpi_ = 0;
  CancelToken asking_;
  DocumentChoices* choices_;
  QLabel* place_;
  QToolButton* before_;
  QToolButton* after_;
  QToolButton* asText_;
  QToolButton* larger_;
  NoteStrip* note_;
  ProgressLine* progress_;
  QStackedWidget* stack_;
  QScrollArea* scroll_;
  QVBoxLayout* column_;
  QPlainTextEdit* text_;
  QVector<QWidget*> pages_;
};

}  // namespace billing::ui
