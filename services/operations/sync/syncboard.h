// Runs syncs beside the window and remembers how the last one went: what a ProviderDesk says about syncing.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <functional>
#include <memory>

#include "operations/providerdesk.h"
#include "operations/sync/syncrun.h"

namespace billing::operations {

/// Lives on the window's thread; runs one at a time on a thread of its own.
class SyncBoard : public QObject {
  Q_OBJECT
 public:
  struct Parts {
    store::Database& database;
    const Clock& clock;
    Provider provider = Provider::Dodo;
    webhooks::EventRules* rules = nullptr;
    std::function<void()> eventsStored;  ///< on the worker's thread
    /// Called on the worker's thread when a run begins; an error ends it.
    std::function<Result<std::shared_ptr<providers::BillingProvider>>()> connect;
  };
  /// What the parts refer to outlives this. How the last run went is read from the store at once, and announced.
  explicit SyncBoard(Parts parts, QObject* parent = nullptr);
  /// Cancels what runs and waits for it.
  ~SyncBoard() override;

  [[nodiscard]] const SyncState& state() const { return state_; }
  /// Nothing happens while one runs. `hand`: of whoever started it; without one it is the program's own doing.
  void start(SyncKind kind, std::optional<Hand> hand = {});
  void cancel() { cancel_.cancel(); }

 Q_SIGNALS:
  void changed();

 private:
  void readLast();
  void run(SyncKind kind, const std::optional<Hand>& hand, const CancelToken& cancel);
  void progressed(const SyncProgress& progress);
  void ended(const Result<SyncReport>& report);

  const Parts parts_;
  SyncState state_;
  CancelToken cancel_, closing_;
  QThreadPool pool_;
};

/// "12,034 read, 3 new, 17 changed", with what needs a look behind it.
[[nodiscard]] QString syncResultText(const SyncReport& report);

}  // namespace billing::operations
