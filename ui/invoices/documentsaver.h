// Saves documents: one as PDF, many as a ZIP, the receipt, the provider's own; asks where to and whether to replace,
// shows progress, can be cancelled, says where the file is.
#pragma once

#include <QObject>
#include <QVector>

#include "reports/reportsdesk.h"
#include "ui/invoices/documentchoices.h"
#include "ui/panes/panecontext.h"

class QProgressDialog;

namespace billing::ui {

class DocumentSaver : public QObject {
  Q_OBJECT
 public:
  /// `window` owns the dialogs and this.
  DocumentSaver(const PaneContext& context, QWidget* window);
  ~DocumentSaver() override { cancel_.cancel(); }
  /// Asks for the place first; `name` is proposed.
  void saveOne(qint64 invoice, const QString& name, SavedPaper paper);
  void saveMany(const QVector<qint64>& invoices);
  /// Without asking; what stands at `path` is replaced, as was agreed to.
  void write(const QVector<qint64>& invoices, const QString& path, SavedPaper paper);
  [[nodiscard]] bool isRunning() const { return running_; }

 Q_SIGNALS:
  void saved(const QString& path, qint64 documents);
  void failed(const QString& why);

 private:
  void askForPlace(const QVector<qint64>& invoices, const QString& name, SavedPaper paper);
  void finish(const Result<reports::ExportReceipt>& receipt);
  const PaneContext& context_;
  QWidget* window_;
  QProgressDialog* progress_ = nullptr;
  CancelToken cancel_;
  bool running_ = false;
};

}  // namespace billing::ui
