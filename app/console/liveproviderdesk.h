// The payment provider of the open workspace, or the sandbox in its place, as the window's thread sees it: everything
// that blocks happens on threads of its own.
#pragma once

#include <QThreadPool>
#include <functional>
#include <memory>

#include "app/console/providerline.h"
#include "app/console/signingsecrets.h"
#include "operations/hand.h"
#include "operations/providerdesk.h"
#include "operations/sync/syncboard.h"
#include "store/database.h"
#include "ui/workspacecontrol.h"

namespace billing::console {

class LiveProviderDesk final : public operations::ProviderDesk {
  Q_OBJECT
 public:
  /// The stand-in, where the workspace speaks to one.
  struct Sandbox {
    std::function<std::string()> base, key;  ///< empty base: it does not run
    std::function<Instant()> now;
    std::function<QString()> problem;
    std::function<QFuture<Result<qint64>>(int months, int days)> advance;
  };
  /// All that these refer to outlives the desk.
  struct Parts {
    const workspace::Profile& profile;
    WorkspaceSecrets& secrets;
    store::Database& database;
    const Clock& clock;
    webhooks::EventRules* rules = nullptr;
    std::function<void()> eventsStored;  ///< on a worker's thread
  };
  explicit LiveProviderDesk(Parts parts);
  /// Withdraws what runs and waits for it.
  ~LiveProviderDesk() override;

  void useSandbox(Sandbox sandbox);
  /// Knows the other workspaces, whose keys must not be shared; nullptr: nobody does.
  void useCatalogue(ui::WorkspaceControl* workspaces) { workspaces_ = workspaces; }
  /// Whose hand it is, for the audit log.
  void actsAs(std::function<operations::Hand()> who) { who_ = std::move(who); }
  /// After the secrets were read, or the sandbox has started, stopped or moved its clock.
  void refresh();
  /// The provider as it is spoken to now, for others; on any thread. nullptr: not connected.
  [[nodiscard]] std::function<std::shared_ptr<providers::BillingProvider>()> source() const;

  [[nodiscard]] operations::ConnectionState connection() const override;
  [[nodiscard]] operations::SyncState sync() const override { return board_.state(); }
  void startSync(bool full) override;
  void cancelSync() override { board_.cancel(); }
  QFuture<Result<operations::KeyTrial>> tryKey(QString key, CancelToken cancel) override;
  QFuture<Result<void>> keepKey(QString key) override;
  QFuture<Result<operations::EndpointState>> checkEndpoint(QString url, CancelToken cancel) override;
  QFuture<Result<operations::EndpointState>> registerEndpoint(QString url, CancelToken cancel) override;
  QFuture<Result<qint64>> advanceSandbox(int months, int days) override;

 private:
  template <class T>
  QFuture<Result<T>> ask(std::function<Result<T>(providers::BillingProvider&, const CancelToken&)> question,
                         CancelToken cancel = {});
  /// Once, when the line is there: what was missed while nobody listened. Not before a person has read everything once,
  /// and not from the sandbox, which delivers when it is back.
  void catchUp();
  [[nodiscard]] bool usesSandbox() const;
  [[nodiscard]] std::string key() const;
  [[nodiscard]] QFuture<Result<void>> checkOthers(const std::string& key);
  [[nodiscard]] QFuture<Result<void>> keep(const std::string& key);
  [[nodiscard]] QFuture<Result<operations::EndpointState>> keepSecret(const operations::EndpointState& state,
                                                                      const std::string& url,
                                                                      const std::string& secret);

  /// Then `next`; its error in place of it when nothing could be written down.
  template <class T>
  QFuture<Result<T>> noted(const char* action, const char* entity, const QString& externalId, const QByteArray& fields,
                           std::function<QFuture<Result<T>>()> next);

  const Parts parts_;
  std::function<operations::Hand()> who_;
  Sandbox sandbox_;
  ui::WorkspaceControl* workspaces_ = nullptr;
  std::shared_ptr<ProviderLine> line_;
  CancelToken closing_;
  QThreadPool pool_;
  operations::SyncBoard board_;
  bool caughtUp_ = false;
};

}  // namespace billing::console
