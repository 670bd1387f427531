// A main window over fakes: everything that it is given, in one place, with settings that vanish afterwards.
#pragma once

#include <QTemporaryDir>
#include <memory>

#include "support/fakeadmindesk.h"
#include "support/fakedesk.h"
#include "support/fakequeries.h"
#include "ui/mainwindow.h"

namespace billing::test {

class FakeListener final : public ui::ListenerControl {
 public:
  [[nodiscard]] webhooks::ListenerStatus status() const override { return now; }
  QFuture<Result<quint16>> start(quint16 port) override;
  QFuture<void> stop() override;
  [[nodiscard]] quint16 nextFreePort(quint16 port) const override { return static_cast<quint16>(port + 1); }
  void set(const webhooks::ListenerStatus& status);
  webhooks::ListenerStatus now;
  std::optional<Error> refusal;
};

class FakeSecrets final : public ui::SigningSecrets {
 public:
  FakeSecrets() : text_(workspace::generateSecret()) {}
  [[nodiscard]] QStringList labels(const workspace::WebhookRoute&) const override {
    return {QStringLiteral("webhook")};
  }
  [[nodiscard]] Result<workspace::Secret> secret(const workspace::WebhookRoute&, const QString&) const override {
    return workspace::Secret{"webhook", text_, std::nullopt};
  }
  [[nodiscard]] QFuture<Result<void>> replace(const workspace::WebhookRoute&, const QString& text) override {
    text_ = text.toStdString();
    return QtFuture::makeReadyFuture(Result<void>());
  }

 private:
  std::string text_;
};

struct WindowFixture {
  /// With a product the workspace has rules of its own, and a desk that answers for them.
  explicit WindowFixture(bool full = true, std::optional<FakeProduct> product = std::nullopt);
  /// Anew on the same settings, as after a restart.
  void reopen();
  /// Turns the event loop until the pane shown has nothing on its way; false after five seconds.
  bool settle();

  QTemporaryDir folder;
  workspace::Profile profile;
  ManualClock clock{Instant{kFakeNow}};
  FakeQueries queries;
  std::unique_ptr<FakeDesk> desk;    ///< nullptr without a product
  std::unique_ptr<FakeDesk> safety;  ///< answers for diagnoses and switches without a product
  std::vector<workspace::Finding> findings;
  ui::WorkspaceControl* workspaces = nullptr;            ///< set before reopen()
  operations::ProviderDesk* provider = nullptr;          ///< set before reopen()
  operations::AdminDesk* admin = nullptr;                ///< set before reopen()
  operations::BulkDesk* bulk = nullptr;                  ///< set before reopen()
  operations::FinanceDesk* finance = nullptr;            ///< set before reopen()
  operations::ReviewDesk* review = nullptr;              ///< set before reopen()
  operations::ReconcileDesk* reconcile = nullptr;        ///< set before reopen()
  reports::ReportsDesk* reports = nullptr;               ///< set before reopen()
  std::optional<operations::ServiceLevel> serviceLevel;  ///< set before reopen(): the local API is served
  store::ChangeFeed changes;
  FakeListener listener;
  operations::FireEvent fire{clock};
  FakeSecrets secrets;
  std::unique_ptr<QSettings> settings;
  QVector<qint64> retried;
  std::unique_ptr<ui::Theme> theme;
  std::unique_ptr<ui::MainWindow> window;
};

}  // namespace billing::test
