// Which route of the workspace a path means, and the URL under which this machine receives there.
#pragma once

#include <QUrl>

#include "workspace/profile.h"

namespace billing::ui {

/// The route with that path; the first one (or a plain default) when there is none such.
[[nodiscard]] workspace::WebhookRoute routeOf(const workspace::Profile& profile, const QString& path);
[[nodiscard]] QUrl loopbackUrl(quint16 port, const workspace::WebhookRoute& route);

}  // namespace billing::ui
