#include "ui/invoices/documentdialog.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

#include "ui/invoices/documentsaver.h"
#include "ui/invoices/documentview.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

DocumentDialog::DocumentDialog(const PaneContext& context, qint64 invoice, const QString& name, QWidget* parent)
    : QDialog(parent), view_(new DocumentView(context)) {
  setObjectName(QStringLiteral("documentDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Document %1").arg(name));
  setMinimumSize(chars(this, 60), fontMetrics().height() * 20);
  resize(chars(this, 110), fontMetrics().height() * 48);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, space(this, 2));
  column->addWidget(view_, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
  auto* saver = new DocumentSaver(context, this);
  connect(view_, &DocumentView::saveWanted, saver, &DocumentSaver::saveOne);
  connect(saver, &DocumentSaver::failed, view_, [this](const QString& why) { view_->say(why, false); });
  connect(saver, &DocumentSaver::saved, view_,
          [this](const QString& path, qint64) { view_->say(tr("Saved as %1").arg(path), true); });
  view_->hideLarger();
  view_->showInvoice(invoice, name);
}

}  // namespace billing::ui
