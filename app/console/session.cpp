#include "app/console/session.h"

#include <QDir>
#include <QStandardPaths>

#include "app/console/demofiller.h"
#include "app/console/onpool.h"
#include "operations/admin/people.h"
#include "operations/teamdatabase.h"
#include "support/whendone.h"
#include "ui/mainwindow.h"

namespace billing::console {

Session::Session(SessionOptions options, workspace::Profile profile, ui::Theme& theme, ui::WorkspaceControl* workspaces)
    : options_(std::move(options)),
      profile_(std::move(profile)),
      theme_(theme),
      workspaces_(workspaces),
      secrets_(profile_, clock_) {
  if (options_.port) profile_.port = static_cast<std::uint16_t>(*options_.port);
  if (!options_.databaseFile.empty()) useDatabase(QString::fromStdString(options_.databaseFile));
}

Session::~Session() {
  window_.reset();  // before the services that it was given
}

void Session::begin() {
  secrets_.forget();
  for (const auto& file : options_.secretFiles)
    if (auto added = secrets_.addFile(file); !added) return Q_EMIT failed(added.error());
  // A server wants its password first, which may be in the key ring.
  if (!profile_.database.isUsed()) openDatabase();
  loadSecrets();
}

// Beside the database, not before it: a key ring may ask for its password first, and the window is there meanwhile.
void Session::loadSecrets() {
  if (secrets_.complete()) return secretsLoaded();
  whenDone(workspace::openKeyRing(), this, [this](std::shared_ptr<workspace::KeyRing> ring) {
    whenDone(secrets_.load(std::move(ring)), this, [this](const Result<void>& loaded) {
      // Without a key ring the session goes on with secrets in memory; the log says so.
      if (!loaded) qWarning("%s", describe(loaded.error()).c_str());
      secretsLoaded();
    });
  });
}

void Session::secretsLoaded() {
  secretsReady_ = true;
  if (profile_.database.isUsed() && !context_) openDatabase();
  if (context_) context_->provider().refresh();
  startListener();
}

QString Session::databaseFile() const {
  if (!profile_.databaseFile.empty()) return QString::fromStdString(profile_.databaseFile);
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
  return folder.filePath(QString::fromStdString(profile_.id) + QStringLiteral(".sqlite"));
}

void Session::openDatabase() {
  const store::DatabaseConfig config =
      operations::databaseConfigOf(profile_, databaseFile(), QString::fromStdString(secrets_.databasePassword()));
  const QString login = operations::loginAt(profile_);
  const auto opening = onPool<Opened>([config, login, clock = &clock_]() -> Opened {
    auto database = store::Database::open(config, *clock);
    if (!database) return failure(database.error());
    const auto person = (*database)
                            ->read<operations::Actor>([login](QSqlDatabase& connection) {
                              return operations::whoIs(connection, login, QStringLiteral("console"));
                            })
                            .result();
    if (!person) return failure(person.error());
    return OpenedDatabase{std::shared_ptr<store::Database>(std::move(*database)), *person};
  });
  whenDone(opening, this, [this](const Opened& found) { databaseOpened(found); });
}

void Session::databaseOpened(const Opened& found) {
  if (!found) return Q_EMIT failed(found.error());
  const OpenWorkspace open{options_.source, profile_, secrets_, databaseFile().toStdString(), found->person};
  context_ = std::make_unique<ApplicationContext>(open, WorkspaceTime{clock_, time_}, found->database);
  window_ = std::make_unique<ui::MainWindow>(context_->services(workspaces_), theme_);
  window_->show();
  startListener();
  fillThenStartJobs();
  Q_EMIT opened();
}

// A demo's year comes first: the jobs find something to do then.
void Session::fillThenStartJobs() {
  const bool fills = options_.fillWithDemoData && demo() != nullptr;
  if (!fills && options_.runJobs) context_->startJobs();
  if (!fills) return;
  if (options_.runJobs)
    connect(demo(), &ui::DemoControl::finished, this, [this] { context_->startJobs(); }, Qt::SingleShotConnection);
  demo()->fillWhenEmpty();
}

void Session::startListener() {
  if (!options_.listen || !secretsReady_ || !context_ || closing_) return;
  // A taken port is shown by the lamp in the window, with the next free one beside it.
  whenDone(context_->listener().start(profile_.port), this, [](const Result<quint16>& started) {
    if (!started) qWarning("%s", describe(started.error()).c_str());
  });
}

void Session::close() {
  closing_ = true;
  if (window_) window_->close();
  if (!context_) {
    QMetaObject::invokeMethod(this, &Session::closed, Qt::QueuedConnection);
    return;
  }
  // The port is free for the next workspace before it opens.
  whenDone(context_->listener().stop(), this, [this] {
    if (context_->sandbox() == nullptr) return Q_EMIT closed();
    whenDone(context_->sandbox()->stop(), this, [this] { Q_EMIT closed(); });
  });
}

}  // namespace billing::console
