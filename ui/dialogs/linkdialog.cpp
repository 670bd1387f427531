#include "ui/dialogs/linkdialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/metrics.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

Result<QUrl> safeLink(const QString& text) {
  if (text.trimmed().isEmpty())
    return failure(ErrorKind::InvalidInput, "no_link", "There is no link", "The provider has told of none",
                   "It comes with the event that finalises the invoice");
  QUrl url(text.trimmed(), QUrl::StrictMode);
  const bool web = url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http");
  if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty())
    return failure(ErrorKind::InvalidInput, "unsafe_link", "This link is not opened",
                   "Only plain http and https addresses are", "Copy it and look at it yourself");
  return url;
}

LinkDialog::LinkDialog(const workspace::Profile& profile, const QString& what, const QUrl& url, QWidget* parent)
    : QDialog(parent), url_(url) {
  setObjectName(QStringLiteral("linkDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Open in the browser?"));
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(new ModeBand(profile));
  auto* column = new QVBoxLayout;
  whole->addLayout(column);
  column->setContentsMargins(space(this, 5), space(this, 4), space(this, 5), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* intro = new QLabel(tr("%1 is at").arg(what));
  // The host as the network knows it: look-alike letters show themselves.
  auto* host = new QLabel(url.host(QUrl::FullyEncoded));
  host->setObjectName(QStringLiteral("linkHost"));
  host->setFont(titleFont(font()));
  auto* address = new QLabel(url.toString(QUrl::FullyEncoded));
  address->setObjectName(QStringLiteral("linkAddress"));
  address->setFont(monospaceFont(font()));
  address->setForegroundRole(QPalette::PlaceholderText);
  address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  address->setMinimumWidth(chars(this, 56));
  for (QLabel* label : {intro, host, address}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    column->addWidget(label);
  }
  auto* warning = new NoteStrip;
  column->addWidget(warning);
  if (url.scheme() == QStringLiteral("http"))
    warning->say(Tone::Warning, QStringLiteral("lock-open"), tr("The way there is not encrypted."));
  addButtons(*column);
}

void LinkDialog::addButtons(QVBoxLayout& column) {
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  auto* copy = buttons->addButton(tr("Copy link"), QDialogButtonBox::ActionRole);
  auto* open = buttons->addButton(tr("Open in browser"), QDialogButtonBox::AcceptRole);
  copy->setObjectName(QStringLiteral("linkCopy"));
  open->setObjectName(QStringLiteral("linkOpen"));
  column.addWidget(buttons);
  copy->setAutoDefault(false);
  open->setAutoDefault(false);
  // Enter does the safe thing.
  QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
  cancel->setDefault(true);
  cancel->setFocus();
  connect(copy, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(url_.toString(QUrl::FullyEncoded)); });
  connect(buttons, &QDialogButtonBox::accepted, this, [this] {
    QDesktopServices::openUrl(url_);
    accept();
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

}  // namespace billing::ui
