// The sandbox of the open workspace, as the window's thread sees it: everything that blocks happens elsewhere.
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>
#include <memory>
#include <string>

#include "sandbox/workspacesandbox.h"

namespace billing::console {

class SandboxHost final : public QObject {
  Q_OBJECT
 public:
  /// As sandbox::WorkspaceSandbox. All outlive it.
  SandboxHost(const workspace::Profile& profile, std::string file, const Clock& machine, sandbox::SandboxClock& clock);
  ~SandboxHost() override;

  /// changed() follows.
  void start();
  /// Calls that run are answered; then nothing is delivered any more.
  QFuture<void> stop();
  /// Where the events go: the workspace's listener on that port; 0: nowhere until it listens.
  void deliverTo(quint16 listenerPort,
                 const std::function<workspace::Secrets(const workspace::WebhookRoute&)>& secretsOf);

  /// Blocks, for some seconds at most, until what it has to tell at once is delivered. Not on the window's thread.
  void settle();

  [[nodiscard]] bool running() const { return box_->status().running; }
  /// "http://127.0.0.1:41234"; empty while it does not run.
  [[nodiscard]] std::string base() const { return box_->base(); }
  /// A key that it takes; it is no secret.
  [[nodiscard]] std::string key() const { return box_->key(); }
  /// The sandbox's time.
  [[nodiscard]] Instant now() const { return clock_.now(); }
  /// Why it does not run; empty while it does.
  [[nodiscard]] QString problem() const { return problem_; }
  /// Moves the clock, months first; carries the new time in epoch milliseconds when everything that fell due is done.
  QFuture<Result<qint64>> advance(int months, int days);

 Q_SIGNALS:
  /// It runs, or could not be started, or has stopped.
  void changed();
  /// Its time is no longer what it was.
  void clockMoved();

 private:
  sandbox::SandboxClock& clock_;
  std::shared_ptr<sandbox::WorkspaceSandbox> box_;
  QString problem_;
};

}  // namespace billing::console
