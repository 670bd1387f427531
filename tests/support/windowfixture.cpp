#include "support/windowfixture.h"

#include <QTest>

#include "ui/panes/pane.h"

namespace billing::test {

QFuture<Result<quint16>> FakeListener::start(quint16 port) {
  QPromise<Result<quint16>> promise;
  promise.start();
  if (refusal) {
    promise.addResult(failure(*refusal));
  } else {
    now.listening = true;
    now.port = port;
    promise.addResult(port);
  }
  promise.finish();
  Q_EMIT statusChanged();
  return promise.future();
}

QFuture<void> FakeListener::stop() {
  now.listening = false;
  QPromise<void> promise;
  promise.start();
  promise.finish();
  Q_EMIT statusChanged();
  return promise.future();
}

void FakeListener::set(const webhooks::ListenerStatus& status) {
  now = status;
  Q_EMIT statusChanged();
}

WindowFixture::WindowFixture(bool full, std::optional<FakeProduct> product) : queries(full) {
  if (product) {
    desk = std::make_unique<FakeDesk>(*product);
    desk->full = full;
    profile.rules = desk->ownRules;
    profile.provider = desk->provider;
    const QVector<store::PlanRow> plans = full ? fakePlansOf(desk->ownRules, desk->live) : QVector<store::PlanRow>();
    queries.planList.natural.clear();
    for (const store::PlanRow& plan : plans) {
      queries.planList.natural.push_back(static_cast<quint32>(plan.id));
      queries.planList.changed.insert(static_cast<quint32>(plan.id), plan);
    }
  }
  if (!product) safety = std::make_unique<FakeDesk>();
  profile.id = "demo";
  profile.name = "Demo workspace";
  profile.demo = true;
  profile.timeZone = "Europe/Berlin";
  profile.routes = {workspace::WebhookRoute{}};
  listener.now.listening = true;
  listener.now.port = 4242;
  theme = std::make_unique<ui::Theme>();
  reopen();
}

void WindowFixture::reopen() {
  if (window) window->close();
  window.reset();
  settings = std::make_unique<QSettings>(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
  const auto retry = [this](QVector<qint64> rows) {
    retried += rows;
    QPromise<Result<int>> promise;
    promise.start();
    promise.addResult(static_cast<int>(rows.size()));
    promise.finish();
    return promise.future();
  };
  const auto check = [this] { return QtFuture::makeReadyFuture(findings); };
  ui::ConsoleServices services{profile, clock,     queries,   changes, listener,
                               fire,    secrets,   *settings, retry,   QStringLiteral("SQLite demo.sqlite"),
                               nullptr, desk.get()};
  services.checkConfig = check;
  services.workspaces = workspaces;
  services.bulk = bulk;
  services.finance = finance;
  services.review = review;
  services.reconcile = reconcile;
  services.reports = reports;
  services.provider = provider;
  services.admin = admin;
  services.safety = desk ? desk.get() : safety.get();
  if (serviceLevel) services.serviceLevel = [this] { return *serviceLevel; };
  window = std::make_unique<ui::MainWindow>(services, *theme);
}

bool WindowFixture::settle() {
  QTest::qWait(0);
  return QTest::qWaitFor([this] { return window->currentPane() != nullptr && window->currentPane()->isSettled(); },
                         5000);
}

}  // namespace billing::test
