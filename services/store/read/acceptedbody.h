// Whether a delivery with exactly these bytes was accepted once: only such a one may be replayed in live mode.
#pragma once

#include <QByteArray>
#include <QSqlDatabase>

#include "support/result.h"

namespace billing::store {

[[nodiscard]] Result<bool> wasAccepted(QSqlDatabase& database, const QByteArray& eventId, const QByteArray& body);

}  // namespace billing::store
