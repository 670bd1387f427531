#include "ui/bulk/linkresult.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/bulk/qrview.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

using workspace::Severity;

LinkResult::LinkResult(QWidget* parent)
    : QWidget(parent),
      url_(new QLineEdit),
      copy_(new QPushButton(symbol(QStringLiteral("copy")), tr("Cop&y"))),
      open_(new QPushButton(symbol(QStringLiteral("send")), tr("&Open in the browser"))),
      qr_(new QrView) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 4));
  auto* column = new QVBoxLayout;
  column->setSpacing(space(this, 2));
  url_->setObjectName(QStringLiteral("madeLink"));
  url_->setAccessibleName(tr("The link"));
  url_->setReadOnly(true);
  url_->setFont(monospaceFont(font()));
  copy_->setObjectName(QStringLiteral("copyLink"));
  copy_->setMinimumWidth(copy_->sizeHint().width() + chars(this, 3));  // room for what it says afterwards
  open_->setObjectName(QStringLiteral("openLink"));
  auto* buttons = new QHBoxLayout;
  for (QPushButton* button : {copy_, open_}) {
    button->setAutoDefault(false);
    buttons->addWidget(button);
  }
  buttons->addStretch(1);
  column->addWidget(url_);
  column->addLayout(buttons);
  column->addStretch(1);
  row->addLayout(column, 1);
  row->addWidget(qr_, 0, Qt::AlignTop);
  connect(copy_, &QPushButton::clicked, this, &LinkResult::copyLink);
  connect(open_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(url_->text())); });
  hide();
}

void LinkResult::showLink(const QString& url) {
  url_->setText(url);
  url_->setCursorPosition(0);
  url_->setToolTip(url);
  copy_->setText(tr("Cop&y"));
  qr_->setText(url);
  qr_->setFixedSize(qr_->sizeHint());
  setVisible(!url.isEmpty());
}

void LinkResult::copyLink() {
  QGuiApplication::clipboard()->setText(url_->text());
  copy_->setText(tr("Copied"));
}

namespace {

const char* severityWord(Severity severity) {
  if (severity == Severity::Error) return QT_TR_NOOP("Error");
  return severity == Severity::Warning ? QT_TR_NOOP("Warning") : QT_TR_NOOP("Advice");
}

Tone severityTone(Severity severity) {
  if (severity == Severity::Error) return Tone::Danger;
  return severity == Severity::Warning ? Tone::Warning : Tone::Info;
}

}  // namespace

FindingList::FindingList(QWidget* parent) : QLabel(parent) {
  setObjectName(QStringLiteral("linkFindings"));
  setWordWrap(true);
  setTextFormat(Qt::RichText);
  setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void FindingList::showFindings(const operations::LinkFindings& findings, const QString& fine) {
  if (findings.empty()) return setText(fine.toHtmlEscaped());
  QString text;
  for (const auto& one : findings)
    text += QStringLiteral("<p><b style=\"color:%1\">%2</b> %3<br/>%4</p>")
                .arg(tokensFor(palette()).tone(severityTone(one.severity)).name(), tr(severityWord(one.severity)),
                     QString::fromStdString(one.what).toHtmlEscaped(), QString::fromStdString(one.fix).toHtmlEscaped());
  setText(text);
}

}  // namespace billing::ui
