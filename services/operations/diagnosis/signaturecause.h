// Why a delivery was refused, told apart by what the verifier wrote down when it came.
#pragma once

#include <QByteArray>
#include <QString>

namespace billing::operations {

/// One refused delivery as it was stored.
struct RefusedDelivery {
  qint64 event = 0, receivedAt = 0;
  QString provider, route, verdict, detail;
  QByteArray headers;  ///< JSON array of [name, value]
  QByteArray body;
  qint64 acceptedBefore = 0, acceptedAfter = 0;  ///< other deliveries on the route
};

enum class SignatureCause {
  Timestamp,    ///< too old, too new, unreadable
  OtherScheme,  ///< the headers or the signed text are another scheme's
  BodyChanged,  ///< a secret of ours matches the body as it was before something rewrote it
  SecretForm,   ///< a secret of ours matches in another spelling, or one that has expired
  CliSecret,    ///< Stripe's command line tool signs what it forwards with a secret of its own
  WrongSecret,
};

[[nodiscard]] SignatureCause causeOf(const RefusedDelivery& delivery);

/// What the verifier found when it tried the usual mistakes: "The sender signed …"; empty when nothing matched.
[[nodiscard]] QString senderSigned(const RefusedDelivery& delivery);

}  // namespace billing::operations
