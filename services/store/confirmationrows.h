// What the provider itself said of an object when it was last read, as plain values for details. Instants are epoch ms.
#pragma once

#include <QMetaType>
#include <QString>
#include <QVector>
#include <optional>

namespace billing::store {

/// A word or field of the provider that this program does not know.
struct UnknownWord {
  QString entity, externalId;  ///< the object that carried it: "subscription", "sub_1"
  QString path, value;         ///< "status", "paused_by_moon"
};

struct Confirmation {
  std::optional<qint64> confirmedAt;  ///< the provider said that it is as it is shown; nullopt: events alone told of it
  std::optional<qint64> paymentsConfirmedAt;  ///< the oldest of its payments; nullopt: none, or one was never
  QVector<UnknownWord> unknown;               ///< of it and of its payments
};

}  // namespace billing::store
