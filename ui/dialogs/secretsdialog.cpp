#include "ui/dialogs/secretsdialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/presenters/messages.h"
#include "ui/presenters/routes.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/modeband.h"

namespace billing::ui {

SecretsDialog::SecretsDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent), context_(context), grid_(new QGridLayout), told_(new QLabel) {
  setObjectName(QStringLiteral("secretsDialog"));
  setWindowTitle(tr("Signing secrets"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new ModeBand(context.services));
  auto* body = new QVBoxLayout;
  body->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 4));
  body->setSpacing(space(this, 3));
  auto* about =
      new QLabel(tr("Deliveries are accepted when they are signed with the secret of their route. A secret that is "
                    "replaced is still accepted for 24 hours, as the providers do."));
  about->setWordWrap(true);
  body->addWidget(about);
  grid_->setHorizontalSpacing(space(this, 3));
  grid_->setVerticalSpacing(space(this, 2));
  grid_->setColumnStretch(2, 1);
  int row = 0;
  for (const auto& route : secretHolders(context.services.profile)) addRoute(row++, route);
  body->addLayout(grid_);
  told_->setObjectName(QStringLiteral("secretsTold"));
  told_->setWordWrap(true);
  body->addWidget(told_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  body->addWidget(buttons);
  column->addLayout(body);
  setMinimumWidth(chars(this, 92));
}

void SecretsDialog::addRoute(int row, const workspace::WebhookRoute& route) {
  const QString path = QString::fromStdString(route.path);
  auto* present = new QLabel(presentText(route));
  auto* entry = new QLineEdit;
  entry->setEchoMode(QLineEdit::Password);
  entry->setPlaceholderText(tr("Paste the provider's secret"));
  entry->setAccessibleName(tr("New secret of %1").arg(path));
  auto* replaceButton = new QPushButton(tr("Replace"));
  replaceButton->setAccessibleName(tr("Replace the secret of %1").arg(path));
  replaceButton->setEnabled(false);
  replaceButton->setAutoDefault(false);
  auto* copyButton = new QPushButton(tr("Copy"));
  copyButton->setAccessibleName(tr("Copy the secret of %1").arg(path));
  copyButton->setAutoDefault(false);
  const auto deed = context_.services.profile.live() ? operations::Deed::EditLiveKeys : operations::Deed::EditTestKeys;
  auto* guarded = new GuardBox(replaceButton, context_.services, deed);
  int at = 0;
  for (QWidget* widget :
       {static_cast<QWidget*>(new QLabel(path)), static_cast<QWidget*>(present), static_cast<QWidget*>(entry),
        static_cast<QWidget*>(guarded), static_cast<QWidget*>(copyButton)})
    grid_->addWidget(widget, row, at++);
  connect(entry, &QLineEdit::textChanged, replaceButton,
          [replaceButton](const QString& text) { replaceButton->setEnabled(!text.trimmed().isEmpty()); });
  connect(replaceButton, &QPushButton::clicked, this,
          [this, route, entry, present] { replace(route, entry, present); });
  connect(copyButton, &QPushButton::clicked, this, [this, route] { copy(route); });
}

QString SecretsDialog::presentText(const workspace::WebhookRoute& route) const {
  const QStringList labels = context_.services.secrets.labels(route);
  return labels.isEmpty() ? tr("none yet") : labels.first();
}

void SecretsDialog::copy(const workspace::WebhookRoute& route) {
  const auto labels = context_.services.secrets.labels(route);
  const auto secret = context_.services.secrets.secret(route, labels.value(0));
  if (!secret) return tell(wordsFor(secret.error()).what);
  QGuiApplication::clipboard()->setText(QString::fromStdString(secret->text));
  tell(tr("The secret of %1 is on the clipboard. Clear the clipboard when you are done.")
           .arg(QString::fromStdString(route.path)));
}

void SecretsDialog::replace(const workspace::WebhookRoute& route, QLineEdit* entry, QLabel* present) {
  const auto replacing = context_.services.secrets.replace(route, entry->text().trimmed());
  whenDone(replacing, this, [this, route, entry, present](const Result<void>& replaced) {
    if (!replaced) {
      const ErrorWords words = wordsFor(replaced.error());
      return tell(QStringList{words.what, words.why, words.next}.join(QLatin1Char(' ')).simplified());
    }
    entry->clear();
    present->setText(presentText(route));
    tell(tr("The new secret of %1 is in use.").arg(QString::fromStdString(route.path)));
  });
}

void SecretsDialog::tell(const QString& text) {
  told_->setText(text);
  told_->setAccessibleDescription(text);
}

}  // namespace billing::ui
