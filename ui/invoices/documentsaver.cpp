#include "ui/invoices/documentsaver.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QProgressDialog>
#include <QPushButton>
#include <memory>

#include "support/whendone.h"
#include "ui/invoices/documentchoices.h"
#include "ui/presenters/messages.h"

namespace billing::ui {
namespace {

const QString kFolderKey = QStringLiteral("documents/folder");

QString savedText(const QString& path, qint64 documents) {
  const QString file = QDir::toNativeSeparators(path);
  return documents == 1 ? DocumentSaver::tr("Saved as %1").arg(file)
                        : DocumentSaver::tr("%1 documents saved in %2").arg(documents).arg(file);
}

}  // namespace

DocumentSaver::DocumentSaver(const PaneContext& context, QWidget* window)
    : QObject(window), context_(context), window_(window) {}

void DocumentSaver::saveOne(qint64 invoice, const QString& name, SavedPaper paper) {
  const QString own = paper == SavedPaper::Providers ? QStringLiteral("-provider")
                      : paper == SavedPaper::Receipt ? QStringLiteral("-receipt")
                                                     : QString();
  if (invoice != 0) askForPlace({invoice}, name + own + QStringLiteral(".pdf"), paper);
}

void DocumentSaver::saveMany(const QVector<qint64>& invoices) {
  if (!invoices.isEmpty()) askForPlace(invoices, QStringLiteral("invoices.zip"), SavedPaper::Ours);
}

// The dialog itself asks before a file is replaced.
void DocumentSaver::askForPlace(const QVector<qint64>& invoices, const QString& name, SavedPaper paper) {
  if (running_) {
    Q_EMIT context_.navigator.noticed(tr("Documents are still being written; try again when they are saved"));
    return;
  }
  const bool many = name.endsWith(QStringLiteral(".zip"));
  const QString folder = context_.services.settings.value(kFolderKey, QDir::homePath()).toString();
  auto* dialog = new QFileDialog(window_->window(), many ? tr("Save documents as ZIP") : tr("Save the document"),
                                 folder, many ? tr("ZIP files (*.zip)") : tr("PDF documents (*.pdf)"));
  dialog->setObjectName(QStringLiteral("documentPlaceDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(many ? QStringLiteral("zip") : QStringLiteral("pdf"));
  dialog->selectFile(name);
  connect(dialog, &QFileDialog::fileSelected, this, [this, invoices, paper](const QString& path) {
    context_.services.settings.setValue(kFolderKey, QFileInfo(path).absolutePath());
    write(invoices, path, paper);
  });
  dialog->open();
}

void DocumentSaver::write(const QVector<qint64>& invoices, const QString& path, SavedPaper paper) {
  reports::InvoiceFileWish wish;
  wish.invoices = invoices;
  wish.path = path;
  wish.letter = DocumentChoices::letterOf(context_.services.settings);
  wish.language = DocumentChoices::languageOf(context_.services.settings);
  wish.providersOwn = paper == SavedPaper::Providers;
  wish.receipt = paper == SavedPaper::Receipt;
  wish.overwrite = true;
  running_ = true;
  cancel_ = CancelToken();
  progress_ = new QProgressDialog(
      invoices.size() == 1 ? tr("Writing the document…") : tr("Writing %1 documents…").arg(invoices.size()),
      tr("Cancel"), 0, static_cast<int>(invoices.size()), window_->window());
  progress_->setObjectName(QStringLiteral("documentProgress"));
  progress_->setMinimumDuration(300);
  connect(progress_, &QProgressDialog::canceled, this, [this] { cancel_.cancel(); });
  // Told on a worker thread, maybe when this is gone: the relay outlives the work and is asked on this thread.
  const std::shared_ptr<QObject> relay(new QObject, [](QObject* object) { object->deleteLater(); });
  const auto told = [relay, saver = QPointer<DocumentSaver>(this)](qint64 done, qint64) {
    QMetaObject::invokeMethod(relay.get(), [saver, done] {
      if (saver && saver->progress_ != nullptr) saver->progress_->setValue(static_cast<int>(done));
    });
  };
  whenDone(context_.services.reports->invoiceFile(wish, told, cancel_), this,
           [this](const Result<reports::ExportReceipt>& receipt) { finish(receipt); });
}

void DocumentSaver::finish(const Result<reports::ExportReceipt>& receipt) {
  running_ = false;
  if (progress_ != nullptr) progress_->deleteLater();
  progress_ = nullptr;
  if (receipt) {
    Q_EMIT context_.navigator.noticed(savedText(receipt->path, receipt->rows));
    Q_EMIT saved(receipt->path, receipt->rows);
    return;
  }
  if (receipt.error().kind == ErrorKind::Cancelled) {
    Q_EMIT context_.navigator.noticed(tr("Cancelled; no file was left behind"));
    return;
  }
  Q_EMIT context_.navigator.errorHappened(receipt.error());
  Q_EMIT failed(wordsFor(receipt.error()).what);
}

}  // namespace billing::ui
