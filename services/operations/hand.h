// Whoever changes something by hand that is no order (those are in admin/outbox.h).
#pragma once

#include <QString>

namespace billing::operations {

struct Hand {
  QString name;
  QString role = QStringLiteral("admin");
  QString origin = QStringLiteral("console");  ///< console, billingctl
  bool live = false;
};

/// Whoever is logged in on this machine; the origin's name where nobody is.
[[nodiscard]] Hand handHere(const QString& origin, bool live);

}  // namespace billing::operations
