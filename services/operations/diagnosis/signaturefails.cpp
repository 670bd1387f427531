// X23: "Signature fails". Says which it is: another secret, a body that was changed on the way, another scheme or the
// command line tool's secret, or the time.
#include "operations/diagnosis/diagnosissteps.h"
#include "operations/diagnosis/signaturecause.h"
#include "operations/jobs/jobtext.h"
#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::operations {
namespace {

using Cause = SignatureCause;

// The newest refused delivery; of the event that is named by number or id, if one is.
Result<std::optional<RefusedDelivery>> refusedDelivery(const DiagnosisQuestion& question) {
  bool number = false;
  const qint64 row = question.subject.toLongLong(&number);
  const bool any = question.subject.isEmpty();
  const QString which = any      ? QString()
                        : number ? QStringLiteral("AND e.id = ?")
                                 : QStringLiteral("AND e.event_id = ?");
  const QVariantList values = any ? QVariantList{} : number ? QVariantList{row} : QVariantList{question.subject};
  std::optional<RefusedDelivery> found;
  auto read = store::forEachRow(
      question.database,
      QStringLiteral(
          "SELECT e.id, a.received_at, e.provider, e.route, a.verdict, a.detail, a.headers, COALESCE(a.body, (SELECT "
          "b.body FROM webhook_attempts b WHERE b.event_row = a.event_row AND b.body_sha256 = a.body_sha256 AND b.body "
          "IS NOT NULL)) FROM webhook_attempts a JOIN webhook_events e ON e.id = a.event_row WHERE a.verdict NOT IN "
          "('ok', 'from_api') "
          "%1 ORDER BY a.received_at DESC, a.id DESC LIMIT 1")
          .arg(which),
      values, [&](const QSqlQuery& query) {
        RefusedDelivery delivery;
        store::Columns(query).to(delivery.event, delivery.receivedAt, delivery.provider, delivery.route,
                                 delivery.verdict, delivery.detail, delivery.headers, delivery.body);
        found = delivery;
      });
  if (!read) return failure(read.error());
  return found;
}

Result<void> countAccepted(QSqlDatabase& database, RefusedDelivery& delivery) {
  return store::forEachRow(
      database,
      QStringLiteral("SELECT COALESCE(SUM(CASE WHEN received_at <= ? THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN "
                     "received_at > ? THEN 1 ELSE 0 END), 0) FROM webhook_events WHERE route = ? AND verdict = 'ok'"),
      {delivery.receivedAt, delivery.receivedAt, delivery.route},
      [&](const QSqlQuery& query) { store::Columns(query).to(delivery.acceptedBefore, delivery.acceptedAfter); });
}

QString acceptedText(const RefusedDelivery& delivery) {
  return QStringLiteral("the route accepted %1 before it and %2 after it")
      .arg(delivery.acceptedBefore)
      .arg(delivery.acceptedAfter);
}

void judgeSignature(DiagnosisSteps& steps, const RefusedDelivery& delivery, Cause cause) {
  const QString scheme = QStringLiteral("It is signed in the scheme of the route");
  const QString time = QStringLiteral("Its timestamp is within the tolerance");
  const QString body = QStringLiteral("Its body is as it was signed");
  const QString secret = QStringLiteral("It is signed with a secret of the route");
  const QString unknown = QStringLiteral("cannot be told before the steps above pass");
  steps.judged(cause != Cause::OtherScheme, scheme,
               cause == Cause::OtherScheme ? delivery.detail : QStringLiteral("the headers of the route came"));
  if (cause == Cause::OtherScheme || cause == Cause::Timestamp) {
    const bool isTime = cause == Cause::Timestamp;
    if (isTime) steps.failed(time, delivery.detail);
    for (const QString& title : isTime ? QStringList{body, secret} : QStringList{time, body, secret})
      steps.skipped(title, unknown);
    return;
  }
  const QString how = senderSigned(delivery);
  steps.passed(time, QStringLiteral("it was not refused for its age"));
  if (cause != Cause::BodyChanged) {
    steps.passed(body, QStringLiteral("none of the usual changes would make a signature match"));
    return steps.failed(secret, how.isEmpty() ? QStringLiteral("no secret matches; ") + acceptedText(delivery) : how);
  }
  steps.failed(body, how.isEmpty() ? QStringLiteral("it came in one line; Stripe sends it indented") : how);
  if (how.isEmpty()) return steps.skipped(secret, unknown);
  steps.passed(secret, QStringLiteral("it matches the body as it was before the change"));
}

QString conclusionOf(Cause cause, const RefusedDelivery& delivery) {
  switch (cause) {
    case Cause::Timestamp:
      return QStringLiteral(
          "It is the time: the delivery is outside the tolerance, so a clock is wrong or an old "
          "delivery was sent again.");
    case Cause::OtherScheme:
      return QStringLiteral("It is the scheme: the sender signs in another way than the route %1 expects.")
          .arg(delivery.route);
    case Cause::BodyChanged:
      return QStringLiteral(
          "It is the body: something between the sender and the listener wrote it anew; pass the "
          "raw bytes on.");
    case Cause::SecretForm:
      return QStringLiteral("It is the secret: the right one in another form, or one that has expired.");
    case Cause::CliSecret:
      return QStringLiteral(
          "It is the secret: events forwarded by “stripe listen” are signed with the secret that the "
          "tool prints, not with the endpoint's.");
    case Cause::WrongSecret:
      break;
  }
  if (delivery.acceptedBefore > 0 && delivery.acceptedAfter == 0)
    return QStringLiteral("It is the secret: it was right until %1, so the endpoint's secret has changed since.")
        .arg(momentText({delivery.receivedAt}));
  if (delivery.acceptedAfter > 0)
    return QStringLiteral("It is the secret of this sender: others are accepted on the same route.");
  return QStringLiteral("It is the secret: nothing was ever accepted on the route %1, so it is another endpoint's.")
      .arg(delivery.route);
}

}  // namespace

Result<Diagnosis> diagnoseSignature(const DiagnosisQuestion& question) {
  DiagnosisSteps steps;
  auto found = refusedDelivery(question);
  if (!found) return failure(found.error());
  const QString refused = QStringLiteral("A delivery was refused");
  if (!*found) {
    steps.skipped(refused, question.subject.isEmpty() ? QStringLiteral("none ever was")
                                                      : QStringLiteral("none of %1").arg(question.subject));
    return steps.concluded(QStringLiteral("No delivery failed for its signature."));
  }
  RefusedDelivery& delivery = **found;
  if (auto counted = countAccepted(question.database, delivery); !counted) return failure(counted.error());
  steps.passed(refused, QStringLiteral("event %1 on %2, %3: %4")
                            .arg(QString::number(delivery.event), delivery.route, momentText({delivery.receivedAt}),
                                 reasonText(delivery.verdict)));
  const Cause cause = causeOf(delivery);
  judgeSignature(steps, delivery, cause);
  const bool aboutSecrets = cause == Cause::SecretForm || cause == Cause::CliSecret || cause == Cause::WrongSecret;
  return steps.concluded(conclusionOf(cause, delivery), aboutSecrets ? "open_secrets" : "open_event",
                         aboutSecrets ? QStringLiteral("Open the secrets") : QStringLiteral("Open the event"),
                         aboutSecrets ? delivery.route : QString::number(delivery.event));
}

}  // namespace billing::operations
