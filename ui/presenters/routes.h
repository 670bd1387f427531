// Which route of the workspace a path means, and the URL under which this machine receives there.
#pragma once

#include <QUrl>
#include <vector>

#include "workspace/profile.h"

namespace billing::ui {

/// The route with that path; the first one (or a plain default) when there is none such.
[[nodiscard]] workspace::WebhookRoute routeOf(const workspace::Profile& profile, const QString& path);
/// A route for each secret that the workspace uses: its own, then the local API's token and the provider's key, which
/// stand as routes with the words for people in place of a path.
[[nodiscard]] std::vector<workspace::WebhookRoute> secretHolders(const workspace::Profile& profile);
[[nodiscard]] QUrl loopbackUrl(quint16 port, const workspace::WebhookRoute& route);

}  // namespace billing::ui
