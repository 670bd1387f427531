// What can be done with one event of the log.
#include <QClipboard>
#include <QGuiApplication>

#include "support/whendone.h"
#include "ui/details/webhookdetail.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/routes.h"

namespace billing::ui {

void WebhookDetail::fire() {
  Q_EMIT context().navigator.fireWanted(hasEvent() ? seedFor(shown_) : FireSeed{});
}

Result<operations::FireRequest> WebhookDetail::request() const {
  const ConsoleServices& services = context().services;
  operations::FireRequest request;
  request.route = routeOf(services.profile, shown_.row.route);
  const webhooks::ListenerStatus status = services.listener.status();
  request.url = loopbackUrl(status.port != 0 ? status.port : services.profile.port, request.route);
  request.eventId = shown_.row.eventId.toUtf8();
  if (!shown_.attempts.isEmpty()) request.body = shown_.attempts.last().body;
  const QStringList labels = services.secrets.labels(request.route);
  if (labels.isEmpty())
    return failure(ErrorKind::NotFound, "no_secret", "There is no secret to sign with",
                   "The workspace has none for this route", "Add a signing secret to the workspace");
  Result<workspace::Secret> secret = services.secrets.secret(request.route, labels.first());
  if (!secret) return tl::make_unexpected(secret.error());
  request.secret = *secret;
  return request;
}

void WebhookDetail::replay() {
  if (!hasEvent()) return;
  Result<operations::FireRequest> made = request();
  if (!made) {
    Q_EMIT context().navigator.errorHappened(made.error());
    return;
  }
  whenDone(context().services.fire.run(std::move(*made)), this, [this](const Result<operations::FireOutcome>& outcome) {
    if (!outcome) {
      Q_EMIT context().navigator.errorHappened(outcome.error());
      return;
    }
    Q_EMIT context().navigator.noticed(tr("Replayed: answered %1 in %2 ms").arg(outcome->status).arg(outcome->totalMs));
  });
}

void WebhookDetail::retry() {
  if (!hasEvent()) return;
  whenDone(context().services.retryEvents({shown_.row.id}), this, [this](const Result<int>& count) {
    if (!count)
      Q_EMIT context().navigator.errorHappened(count.error());
    else
      Q_EMIT context().navigator.noticed(*count == 1 ? tr("Put back, it is being processed again")
                                                     : tr("It is no longer waiting for a retry"));
  });
}

void WebhookDetail::copyCurl(bool withSecret) {
  const Result<operations::FireRequest> made = request();
  if (!made) {
    Q_EMIT context().navigator.errorHappened(made.error());
    return;
  }
  QGuiApplication::clipboard()->setText(operations::asCurl(*made, context().services.clock.now(), withSecret));
  Q_EMIT context().navigator.noticed(withSecret ? tr("curl command copied; it reads the secret from $WEBHOOK_SECRET")
                                                : tr("curl command copied"));
}

}  // namespace billing::ui
