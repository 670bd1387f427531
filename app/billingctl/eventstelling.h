// How `billingctl events` tells events: for people in columns, for programs as JSON.
#pragma once

#include <QJsonObject>

#include "store/listrows.h"

namespace billing::ctl {

[[nodiscard]] QJsonObject eventJson(const store::WebhookEventRow& row);
[[nodiscard]] QJsonObject eventJson(const store::WebhookEventDetail& event);

void tellList(const QVector<store::WebhookEventRow>& rows, bool json);
void tellEvent(const store::WebhookEventDetail& event);
/// The headers of the newest attempt, as received.
void tellHeaders(const store::WebhookEventDetail& event);
/// The body of the newest attempt, byte for byte.
void tellBody(const store::WebhookEventDetail& event);

}  // namespace billing::ctl
