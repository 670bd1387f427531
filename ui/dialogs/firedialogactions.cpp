// What the fire dialog does: composing, checking, sending, and the request as a command line.
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>

#include "support/whendone.h"
#include "ui/dialogs/eventtypepicker.h"
#include "ui/dialogs/firedialog.h"
#include "ui/dialogs/fireresult.h"
#include "ui/presenters/messages.h"
#include "ui/presenters/routes.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/jsonedit.h"
#include "webhooks/payloadcheck.h"

namespace billing::ui {

Provider FireDialog::provider() const {
  return static_cast<Provider>(provider_->currentData().toInt());
}

void FireDialog::start(const FireSeed& seed) {
  seed_ = seed;
  about_->setText(seed.about.isEmpty()
                      ? tr("Ids and amounts are made up: open this dialog from a row to use real ones.")
                      : tr("With the values of %1").arg(seed.about));
  const Provider wanted = !seed.route.isEmpty() ? routeOf(context_.services.profile, seed.route).provider
                                                : context_.services.profile.provider;
  {
    const QSignalBlocker quiet(provider_);
    provider_->setCurrentIndex(provider_->findData(static_cast<int>(wanted)));
  }
  types_->setProvider(provider());
  fillTargets();
  const QString usual = wanted == Provider::Dodo ? QStringLiteral("subscription.renewed")
                                                 : QStringLiteral("customer.subscription.updated");
  if (seed.type.isEmpty() || !types_->choose(seed.type)) types_->choose(usual);
  if (!seed.body.isEmpty()) editor_->setBytes(seed.body);
  types_->focusSearch();
}

void FireDialog::fillTargets() {
  const ConsoleServices& services = context_.services;
  const webhooks::ListenerStatus status = services.listener.status();
  const quint16 port = status.port != 0 ? status.port : services.profile.port;
  url_->clear();
  for (const auto& offered : services.profile.routes)
    if (offered.provider == provider()) url_->addItem(loopbackUrl(port, offered).toString());
  if (url_->count() == 0) url_->addItem(loopbackUrl(port, route()).toString());
  if (!seed_.route.isEmpty())
    url_->setCurrentIndex(
        qMax(0, url_->findText(loopbackUrl(port, routeOf(services.profile, seed_.route)).toString())));
  signing_->clear();
  for (const QString& label : services.secrets.labels(route()))
    signing_->addItem(tr("secret “%1”").arg(label), QVariantList{WithSecret, label});
  signing_->addItem(tr("no signature"), QVariantList{Unsigned, QString()});
  signing_->addItem(tr("a wrong secret"), QVariantList{WrongSecret, QString()});
}

workspace::WebhookRoute FireDialog::route() const {
  const auto& routes = context_.services.profile.routes;
  const std::string path = QUrl(url_->currentText()).path().toStdString();
  for (const auto& known : routes)
    if (known.path == path && known.provider == provider()) return known;
  for (const auto& known : routes)
    if (known.provider == provider()) return known;
  workspace::WebhookRoute plain;
  plain.provider = provider();
  plain.scheme = provider() == Provider::Stripe ? workspace::SignatureScheme::Stripe
                                                : workspace::SignatureScheme::StandardWebhooks;
  plain.path = provider() == Provider::Stripe ? "/webhooks/stripe" : "/webhooks/dodo";
  return plain;
}

void FireDialog::compose() {
  const std::string type = types_->current().toStdString();
  if (type.empty()) return;
  const Result<webhooks::ComposedEvent> made =
      webhooks::compose(provider(), type, seed_.values, context_.services.clock.now());
  if (!made) {
    showProblem(made.error());
    return;
  }
  eventId_ = QByteArray::fromStdString(made->eventId);
  editor_->setBytes(QByteArray::fromStdString(made->body));
  validate();
}

void FireDialog::validate() {
  const QByteArray body = editor_->bytes();
  QJsonParseError parse;
  (void)QJsonDocument::fromJson(body, &parse);
  const webhooks::PayloadFacts facts = webhooks::checkPayload(provider(), body.toStdString());
  const bool good = facts.payload == webhooks::Payload::Ok;
  editor_->markError(parse.error == QJsonParseError::NoError ? -1 : parse.offset);
  QPalette colors = palette();
  const Tokens& tokens = tokensFor(palette());
  colors.setColor(QPalette::WindowText, good ? tokens.success : tokens.danger);
  validity_->setPalette(colors);
  validity_->setText(good ? tr("valid JSON")
                          : tr("%1 – it can be sent to see the refusal").arg(QString::fromStdString(facts.detail)));
  validity_->setToolTip(validity_->text());
}

void FireDialog::renewEventId() {
  const Result<webhooks::ComposedEvent> fresh =
      webhooks::compose(provider(), types_->current().toStdString(), seed_.values, context_.services.clock.now());
  if (!fresh) return;  // the type was composed before; keeping the id sends a duplicate, which is harmless
  const QByteArray id = QByteArray::fromStdString(fresh->eventId);
  QByteArray body = editor_->bytes();
  if (!eventId_.isEmpty() && body.contains(eventId_)) {
    body.replace(eventId_, id);
    editor_->setBytes(body);
  }
  eventId_ = id;
}

Result<operations::FireRequest> FireDialog::request() const {
  operations::FireRequest request;
  request.url = QUrl(url_->currentText().trimmed());
  request.route = route();
  request.eventId = eventId_;
  request.body = editor_->bytes();
  const QVariantList signing = signing_->currentData().toList();
  const int mode = signing.value(0).toInt();
  request.sign = mode != Unsigned;
  if (mode == WrongSecret) request.secret = {"wrong on purpose", workspace::generateSecret(), std::nullopt};
  if (mode != WithSecret) return request;
  Result<workspace::Secret> secret = context_.services.secrets.secret(request.route, signing.value(1).toString());
  if (!secret) return tl::make_unexpected(secret.error());
  request.secret = *secret;
  return request;
}

void FireDialog::send() {
  if (!send_->isEnabled()) return;
  Result<operations::FireRequest> made = request();
  if (!made) {
    showProblem(made.error());
    return;
  }
  send_->setEnabled(false);
  SentEvent sent{context_.nowMs(), types_->current(), made->url, failure(ErrorKind::Internal, "not_sent", "Not sent")};
  whenDone(context_.services.fire.run(std::move(*made)), this,
           [this, sent](const Result<operations::FireOutcome>& outcome) mutable {
             send_->setEnabled(true);
             sent.outcome = outcome;
             result_->add(sent);
             if (outcome && renew_->isChecked()) renewEventId();
             Q_EMIT finishedSending();
           });
}

void FireDialog::showProblem(const Error& error) {
  result_->add({context_.nowMs(), types_->current(), QUrl(url_->currentText()), tl::make_unexpected(error)});
}

void FireDialog::copyCurl(bool withSecret) {
  const Result<operations::FireRequest> made = request();
  if (!made) {
    showProblem(made.error());
    return;
  }
  QGuiApplication::clipboard()->setText(operations::asCurl(*made, context_.services.clock.now(), withSecret));
  Q_EMIT context_.navigator.noticed(tr("curl command copied"));
}

}  // namespace billing::ui
