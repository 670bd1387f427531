// Everything that the window needs from below, as references: built once by the application, outlives the window.
#pragma once

#include <QFuture>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVector>
#include <functional>
#include <vector>

#include "operations/admindesk.h"
#include "operations/billingdesk.h"
#include "operations/fireevent.h"
#include "operations/providerdesk.h"
#include "operations/queries.h"
#include "operations/servicelevel.h"
#include "store/changefeed.h"
#include "support/instant.h"
#include "support/result.h"
#include "ui/listenercontrol.h"
#include "ui/workspacecontrol.h"
#include "workspace/configcheck.h"
#include "workspace/profile.h"
#include "workspace/secretstore.h"

namespace billing::operations {
class BulkDesk;
class FinanceDesk;
class ReconcileDesk;
class ReviewDesk;
}  // namespace billing::operations

namespace billing::reports {
class ReportsDesk;
}

namespace billing::ui {

/// The secrets that events may be signed with. The window sees labels; a secret is handed over only to be signed with.
class SigningSecrets {
 public:
  virtual ~SigningSecrets() = default;
  /// Labels of the secrets of a route that have not expired, the preferred one first.
  [[nodiscard]] virtual QStringList labels(const workspace::WebhookRoute& route) const = 0;
  /// NotFound when there is no such label (any more).
  [[nodiscard]] virtual Result<workspace::Secret> secret(const workspace::WebhookRoute& route,
                                                         const QString& label) const = 0;
  /// Puts another secret in place from now on; those before it are accepted for 24 hours more. InvalidInput, with a
  /// hint, when the text does not fit the route's scheme.
  [[nodiscard]] virtual QFuture<Result<void>> replace(const workspace::WebhookRoute& route, const QString& text) = 0;
};

/// Fills an empty demo workspace by firing signed events through the listener.
class DemoControl : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  [[nodiscard]] virtual bool running() const = 0;
  virtual void start() = 0;
  virtual void cancel() = 0;

 Q_SIGNALS:
  void progressed(int done, int total);
  /// `error` is empty text when all went well.
  void finished(const QString& error);
};

struct ConsoleServices {
  const workspace::Profile& profile;
  const Clock& clock;
  operations::Queries& queries;
  store::ChangeFeed& changes;
  ListenerControl& listener;
  operations::FireEvent& fire;
  SigningSecrets& secrets;
  QSettings& settings;  ///< window state, columns, saved views; never a secret
  /// Puts dead or unhandled events back to pending and wakes the processor. Carries how many were.
  std::function<QFuture<Result<int>>(QVector<qint64>)> retryEvents;
  QString databaseDescription;  ///< "SQLite /home/ada/demo.sqlite", for the status bar
  DemoControl* demo = nullptr;  ///< nullptr: this workspace has no generator
  operations::BillingDesk* desk = nullptr;
  /// Every mistake in the workspace's file, read anew.
  std::function<QFuture<std::vector<workspace::Finding>>()> checkConfig = {};
  std::function<operations::ServiceLevel()> serviceLevel = {};  ///< of the local API; empty: it is not served
  /// The same desk also where nothing is sold (`desk` is nullptr there): diagnoses and safety switches.
  operations::BillingDesk* safety = nullptr;
  WorkspaceControl* workspaces = nullptr;        ///< opens another one in place of this; nullptr: not possible here
  operations::ProviderDesk* provider = nullptr;  ///< the payment provider or the sandbox; nullptr: none can be reached
  operations::AdminDesk* admin = nullptr;        ///< changes by hand; nullptr: this window only shows
  operations::BulkDesk* bulk = nullptr;          ///< many at once, rehearsals, links; nullptr: not here
  operations::FinanceDesk* finance = nullptr;    ///< revenue; nullptr: not here
  operations::ReviewDesk* review = nullptr;      ///< notes, flags, marks; nullptr: not here
  operations::ReconcileDesk* reconcile = nullptr;  ///< nullptr: no provider to compare with
  reports::ReportsDesk* reports = nullptr;         ///< files; nullptr: nothing can be written
};

}  // namespace billing::ui
