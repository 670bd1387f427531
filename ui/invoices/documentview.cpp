#include "ui/invoices/documentview.h"

#include <QScrollBar>

#include "support/whendone.h"
#include "ui/invoices/documentpage.h"
#include "ui/presenters/messages.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

DocumentView::DocumentView(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      choices_(new DocumentChoices(context.services.settings)),
      place_(new QLabel),
      note_(new NoteStrip),
      progress_(new ProgressLine),
      stack_(new QStackedWidget),
      scroll_(new QScrollArea),
      text_(new QPlainTextEdit) {
  setObjectName(QStringLiteral("documentView"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space(this, 2), 0, 0);
  column->setSpacing(space(this, 1));
  column->addWidget(buildBar());
  column->addWidget(note_);
  column->addWidget(progress_);
  auto* sheet = new QWidget;
  column_ = new QVBoxLayout(sheet);
  column_->setContentsMargins(space(this, 4), space(this, 2), space(this, 4), space(this, 2));
  column_->setSpacing(space(this, 3));
  scroll_->setObjectName(QStringLiteral("documentPages"));
  scroll_->setAccessibleName(tr("Pages of the document"));
  scroll_->setWidgetResizable(true);
  scroll_->setWidget(sheet);
  scroll_->setFrameShape(QFrame::NoFrame);
  connect(scroll_->verticalScrollBar(), &QScrollBar::valueChanged, this, &DocumentView::showPlace);
  // The pages have their places only once they were laid out.
  connect(scroll_->verticalScrollBar(), &QScrollBar::rangeChanged, this, &DocumentView::showPlace);
  text_->setObjectName(QStringLiteral("documentText"));
  text_->setAccessibleName(tr("The document as text"));
  text_->setReadOnly(true);
  text_->setTabChangesFocus(true);
  text_->setFrameShape(QFrame::NoFrame);
  stack_->addWidget(scroll_);
  stack_->addWidget(text_);
  column->addWidget(stack_, 1);
  connect(choices_, &DocumentChoices::changed, this, &DocumentView::ask);
}

QToolButton* DocumentView::barButton(const QString& name, const QString& icon, const QString& text,
                                     const QString& tip) {
  auto* button = new QToolButton;
  button->setObjectName(name);
  button->setText(text);
  button->setIcon(symbol(icon, Tone::Muted));
  button->setToolButtonStyle(icon.startsWith(QStringLiteral("chevron")) ? Qt::ToolButtonIconOnly
                                                                        : Qt::ToolButtonTextBesideIcon);
  button->setAccessibleName(text);
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

QWidget* DocumentView::buildBar() {
  auto* bar = new QWidget;
  auto* row = new FlowLayout(bar, space(this, 1));
  row->setContentsMargins(space(this, 4), 0, space(this, 4), 0);
  before_ = barButton(QStringLiteral("documentBefore"), QStringLiteral("chevron-up"), tr("Previous page"),
                      tr("Previous page"));
  after_ = barButton(QStringLiteral("documentAfter"), QStringLiteral("chevron-down"), tr("Next page"), tr("Next page"));
  asText_ = barButton(QStringLiteral("documentAsText"), QStringLiteral("code"), tr("As text"),
                      tr("What stands on the pages, to read aloud and to copy"));
  asText_->setCheckable(true);
  larger_ = barButton(QStringLiteral("documentLarger"), QStringLiteral("eye"), tr("Larger…"),
                      tr("Show the document in a window of its own"));
  auto* save = barButton(QStringLiteral("documentSave"), QStringLiteral("import"), tr("Save PDF…"),
                         tr("The document as you see it, as a PDF with its credit notes"));
  auto* receipt = barButton(QStringLiteral("documentReceipt"), QStringLiteral("check-circle"), tr("Receipt…"),
                            tr("A receipt of what was paid, as a PDF with its credit notes"));
  auto* own = barButton(QStringLiteral("documentProviders"), QStringLiteral("card"), tr("Provider's PDF…"),
                        tr("Fetch the document that the provider made, to compare and to keep"));
  place_->setObjectName(QStringLiteral("documentPlace"));
  row->addWidget(before_);
  row->addWidget(place_);
  row->addWidget(after_);
  row->addWidget(choices_);
  for (QToolButton* button : {asText_, larger_, save, receipt, own}) row->addWidget(button);
  connect(before_, &QToolButton::clicked, this, [this] { turn(-1); });
  connect(after_, &QToolButton::clicked, this, [this] { turn(1); });
  connect(asText_, &QToolButton::toggled, this, [this](bool on) { stack_->setCurrentIndex(on ? 1 : 0); });
  connect(larger_, &QToolButton::clicked, this, [this] { Q_EMIT largerWanted(invoice_, name_); });
  connect(save, &QToolButton::clicked, this, [this] { Q_EMIT saveWanted(invoice_, name_, SavedPaper::Ours); });
  connect(receipt, &QToolButton::clicked, this, [this] { Q_EMIT saveWanted(invoice_, name_, SavedPaper::Receipt); });
  connect(own, &QToolButton::clicked, this, [this] { Q_EMIT saveWanted(invoice_, name_, SavedPaper::Providers); });
  return bar;
}

void DocumentView::showInvoice(qint64 invoice, const QString& name) {
  if (invoice != invoice_) say({}, true);
  invoice_ = invoice;
  name_ = name;
  stale_ = true;
  if (isVisible()) ask();
}

void DocumentView::hideLarger() {
  larger_->hide();
}

void DocumentView::say(const QString& words, bool good) {
  note_->say(good ? Tone::Success : Tone::Warning, good ? QStringLiteral("check") : QStringLiteral("warning"), words);
}

void DocumentView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (stale_) ask();
}

// Drawn anew only where the picture has become too coarse.
void DocumentView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (isVisible() && invoice_ != 0 && dpi_ != 0 && wantedDpi() > dpi_ * 5 / 4) ask();
}

int DocumentView::wantedDpi() const {
  constexpr double kPaperInches = 8.3;
  return qBound(72, qRound(scroll_->viewport()->width() * devicePixelRatioF() / kPaperInches), 300);
}

void DocumentView::ask() {
  if (invoice_ == 0) return;
  stale_ = false;
  asking_.cancel();
  asking_ = CancelToken();
  dpi_ = wantedDpi();
  progress_->setRunning(true);
  whenDone(context_.services.reports->invoicePages(invoice_, choices_->letter(), choices_->language(), dpi_, asking_),
           this, [this, asked = asking_](const Result<reports::InvoicePages>& pages) {
             if (asked.cancelled()) return;
             progress_->setRunning(false);
             if (pages)
               fill(*pages);
             else
               say(wordsFor(pages.error()).what, false);
           });
}

void DocumentView::fill(const reports::InvoicePages& pages) {
  qDeleteAll(pages_);
  pages_.clear();
  for (qsizetype i = 0; i < pages.pictures.size(); ++i) {
    const QString place = tr("Page %1 of %2").arg(i + 1).arg(pages.pictures.size());
    auto* page = new DocumentPage(QImage::fromData(pages.pictures[i], "PNG"), place, pages.texts.value(i));
    column_->addWidget(page);
    pages_ << page;
  }
  text_->setPlainText(pages.texts.join(QStringLiteral("\n\n")));
  showPlace();
  Q_EMIT shown();
}

int DocumentView::page() const {
  const int top = scroll_->verticalScrollBar()->value() + scroll_->viewport()->height() / 3;
  int at = 0;
  for (int i = 0; i < pages(); ++i)
    if (pages_[i]->y() <= top) at = i;
  return at;
}

void DocumentView::showPlace() {
  place_->setText(pages_.isEmpty() ? QString() : tr("%1 of %2").arg(page() + 1).arg(pages()));
  place_->setAccessibleName(pages_.isEmpty() ? tr("No page") : tr("Page %1 of %2").arg(page() + 1).arg(pages()));
  before_->setEnabled(page() > 0);
  after_->setEnabled(page() + 1 < pages());
}

void DocumentView::turn(int by) {
  const int wanted = qBound(0, page() + by, pages() - 1);
  if (wanted >= 0 && wanted < pages()) scroll_->verticalScrollBar()->setValue(pages_[wanted]->y());
}

}  // namespace billing::ui
