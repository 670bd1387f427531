#include "ui/presenters/routes.h"

namespace billing::ui {

workspace::WebhookRoute routeOf(const workspace::Profile& profile, const QString& path) {
  const std::string wanted = path.toStdString();
  for (const auto& route : profile.routes)
    if (route.path == wanted) return route;
  return profile.routes.empty() ? workspace::WebhookRoute{} : profile.routes.front();
}

QUrl loopbackUrl(quint16 port, const workspace::WebhookRoute& route) {
  return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(QString::fromStdString(route.path)));
}

}  // namespace billing::ui
