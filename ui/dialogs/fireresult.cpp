#include "ui/dialogs/fireresult.h"

#include <QTabBar>
#include <QVBoxLayout>

#include "models/timetext.h"
#include "support/redaction.h"
#include "ui/presenters/messages.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

namespace {

using HeaderLines = QVector<QPair<QByteArray, QByteArray>>;

QString headerText(const HeaderLines& headers) {
  QString text;
  for (const auto& [name, value] : headers) {
    const bool hidden = isCredentialHeader(name.toStdString());
    text += QStringLiteral("%1: %2\n")
                .arg(QString::fromUtf8(name),
                     hidden ? QStringLiteral("(credential, not shown)") : QString::fromUtf8(value));
  }
  return text;
}

QPlainTextEdit* textView(const QString& name, const QString& spoken, const QFont& font) {
  auto* view = new QPlainTextEdit;
  view->setObjectName(name);
  view->setAccessibleName(spoken);
  view->setReadOnly(true);
  view->setFrameShape(QFrame::NoFrame);
  view->setFont(monospaceFont(font));
  view->setTabChangesFocus(true);
  return view;
}

}  // namespace

FireResult::FireResult(models::ModelContext context, QWidget* parent)
    : QWidget(parent),
      context_(std::move(context)),
      headline_(new QLabel),
      tabs_(new QTabWidget),
      history_(new QTreeWidget) {
  response_ = textView(QStringLiteral("fireResponse"), tr("Answer"), font());
  request_ = textView(QStringLiteral("fireRequest"), tr("Request as it was sent"), font());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 1));
  headline_->setObjectName(QStringLiteral("fireHeadline"));
  headline_->setText(tr("Nothing sent yet"));
  headline_->setFont(strongFont(font()));
  headline_->setContentsMargins(space(this, 1), 0, 0, 0);
  history_->setObjectName(QStringLiteral("fireHistory"));
  history_->setAccessibleName(tr("Sent from this dialog"));
  history_->setHeaderLabels({tr("Time"), tr("Type"), tr("Answer"), tr("Took"), tr("To")});
  history_->setRootIsDecorated(false);
  history_->setFrameShape(QFrame::NoFrame);
  tabs_->setDocumentMode(true);
  tabs_->tabBar()->setDrawBase(false);
  tabs_->addTab(response_, tr("Answer"));
  tabs_->addTab(request_, tr("Request"));
  tabs_->addTab(history_, tr("History"));
  column->addWidget(headline_);
  column->addWidget(tabs_, 1);
  connect(history_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    if (item != nullptr) show(item->data(0, Qt::UserRole).toInt());
  });
}

void FireResult::add(const SentEvent& sent) {
  sent_.push_back(sent);
  const int index = static_cast<int>(sent_.size()) - 1;
  const QString answer = sent.outcome ? QString::number(sent.outcome->status) : tr("no answer");
  const QString took = sent.outcome ? models::durationText(sent.outcome->totalMs, context_.locale) : QString();
  const QSignalBlocker quiet(history_);
  auto* item = new QTreeWidgetItem(
      {models::exactTime(sent.at, context_.zone).section(QLatin1Char(' '), 1, 1).section(QLatin1Char('.'), 0, 0),
       sent.type, answer, took, sent.url.toString()});
  item->setData(0, Qt::UserRole, index);
  history_->insertTopLevelItem(0, item);
  for (int i = 0; i < 4; ++i) history_->resizeColumnToContents(i);
  tabs_->setTabText(2, tr("History %1").arg(sent_.size()));
  show(index);
}

void FireResult::show(int index) {
  const SentEvent& sent = sent_.at(index);
  const Tokens& tokens = tokensFor(palette());
  QPalette colors = palette();
  if (!sent.outcome) {
    const ErrorWords words = wordsFor(sent.outcome.error());
    headline_->setText(words.what);
    colors.setColor(QPalette::WindowText, tokens.danger);
    headline_->setPalette(colors);
    response_->setPlainText(words.details);
    request_->clear();
    return;
  }
  const operations::FireOutcome& outcome = *sent.outcome;
  const bool good = outcome.status >= 200 && outcome.status < 300;
  headline_->setText(tr("%1 in %2 (connected after %3) · %4")
                         .arg(outcome.status)
                         .arg(models::durationText(outcome.totalMs, context_.locale),
                              models::durationText(outcome.connectMs, context_.locale), sent.type));
  colors.setColor(QPalette::WindowText, good ? tokens.success : tokens.danger);
  headline_->setPalette(colors);
  response_->setPlainText(QStringLiteral("%1\n%2\n%3")
                              .arg(outcome.status)
                              .arg(headerText(outcome.responseHeaders), QString::fromUtf8(outcome.responseBody)));
  request_->setPlainText(
      QStringLiteral("POST %1\n%2\n%3")
          .arg(sent.url.toString(), headerText(outcome.requestHeaders), QString::fromUtf8(outcome.requestBody)));
}

}  // namespace billing::ui
