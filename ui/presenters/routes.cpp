#include "ui/presenters/routes.h"

#include <algorithm>

#include "ui/presenters/text.h"
#include "workspace/configcheck.h"

namespace billing::ui {

workspace::WebhookRoute routeOf(const workspace::Profile& profile, const QString& path) {
  const std::string wanted = path.toStdString();
  for (const auto& route : profile.routes)
    if (route.path == wanted) return route;
  return profile.routes.empty() ? workspace::WebhookRoute{} : profile.routes.front();
}

std::vector<workspace::WebhookRoute> secretHolders(const workspace::Profile& profile) {
  auto holders = profile.routes;
  for (const auto& name : workspace::secretNamesOf(profile)) {
    if (std::any_of(holders.begin(), holders.end(), [&](const auto& route) { return route.secretName == name; }))
      continue;
    const bool token = profile.api.enabled && name == profile.api.tokenSecret;
    workspace::WebhookRoute holder;
    holder.path = (token ? say("Local API (bearer token)") : say("The provider's API key")).toStdString();
    holder.secretName = name;
    holders.push_back(holder);
  }
  return holders;
}

QUrl loopbackUrl(quint16 port, const workspace::WebhookRoute& route) {
  return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(QString::fromStdString(route.path)));
}

}  // namespace billing::ui
