// The listener as the window sees it: started and stopped off the window's thread, its news a few times a second.
#pragma once

#include <QTimer>
#include <atomic>
#include <memory>

#include "app/console/signingsecrets.h"
#include "localapi/localapi.h"
#include "ui/listenercontrol.h"

namespace billing::console {

class ConsoleListener final : public ui::ListenerControl {
  Q_OBJECT
 public:
  ConsoleListener(const workspace::Profile& profile, const WorkspaceSecrets& secrets, store::EventInbox& inbox,
                  const Clock& clock, std::shared_ptr<localapi::LocalApi> api = {});
  ~ConsoleListener() override;

  [[nodiscard]] webhooks::ListenerStatus status() const override;
  QFuture<Result<quint16>> start(quint16 port) override;
  QFuture<void> stop() override;
  /// The routes with the secrets of this moment, without closing the port.
  void takeSecrets();
  [[nodiscard]] quint16 nextFreePort(quint16 port) const override;

 private:
  [[nodiscard]] std::vector<webhooks::ListenerRoute> routes() const;
  void announce();

  const workspace::Profile& profile_;
  const WorkspaceSecrets& secrets_;
  store::EventInbox& inbox_;
  const Clock& clock_;
  const std::shared_ptr<localapi::LocalApi> api_;  // served beside the webhooks; nullptr: not at all
  std::shared_ptr<webhooks::Listener> listener_;
  std::string startError_;
  std::atomic<bool> newsWaits_{false};
  QTimer pace_;
};

}  // namespace billing::console
