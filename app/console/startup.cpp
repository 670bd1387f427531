#include "app/console/startup.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <iostream>

#include "app/console/demofiller.h"
#include "app/console/onpool.h"
#include "support/whendone.h"
#include "ui/mainwindow.h"
#include "ui/tour.h"

namespace billing::console {

Startup::Startup(Options options, workspace::Profile profile, ui::Theme& theme)
    : options_(std::move(options)), profile_(std::move(profile)), theme_(theme), secrets_(profile_, clock_) {
  if (options_.port) profile_.port = static_cast<std::uint16_t>(*options_.port);
  if (!options_.databaseFile.empty()) profile_.databaseFile = options_.databaseFile;
}

Startup::~Startup() {
  window_.reset();  // before the services that it was given
}

void Startup::begin() {
  secrets_.forget();
  for (const auto& file : options_.secretFiles)
    if (auto added = secrets_.addFile(file); !added) return offerWayOut(added.error());
  openDatabase();
  loadSecrets();
}

// Beside the database, not before it: a key ring may ask for its password first, and the window is there meanwhile.
void Startup::loadSecrets() {
  if (secrets_.complete()) return secretsLoaded();
  whenDone(workspace::openKeyRing(), this, [this](std::shared_ptr<workspace::KeyRing> ring) {
    whenDone(secrets_.load(std::move(ring)), this, [this](const Result<void>& loaded) {
      // Without a key ring the session goes on with secrets in memory; the log says so.
      if (!loaded) qWarning("%s", describe(loaded.error()).c_str());
      secretsLoaded();
    });
  });
}

void Startup::secretsLoaded() {
  secretsReady_ = true;
  startListener();
}

QString Startup::databaseFile() const {
  if (!profile_.databaseFile.empty()) return QString::fromStdString(profile_.databaseFile);
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
  return folder.filePath(QString::fromStdString(profile_.id) + QStringLiteral(".sqlite"));
}

void Startup::openDatabase() {
  store::DatabaseConfig config;
  config.file = databaseFile();
  using Opened = Result<std::shared_ptr<store::Database>>;
  const auto opening = onPool<Opened>([config, clock = &clock_]() -> Opened {
    auto database = store::Database::open(config, *clock);
    if (!database) return failure(database.error());
    return std::shared_ptr<store::Database>(std::move(*database));
  });
  whenDone(opening, this, [this](Opened database) { opened(std::move(database)); });
}

void Startup::opened(Result<std::shared_ptr<store::Database>> database) {
  if (!database) return offerWayOut(database.error());
  context_ = std::make_unique<ApplicationContext>(profile_, clock_, secrets_, std::move(*database));
  showWindow();
  startListener();
  if (options_.demo && context_->demo() != nullptr) context_->demo()->fillWhenEmpty();
  if (!options_.tourFolder.empty()) takeTour();
}

void Startup::showWindow() {
  window_ = std::make_unique<ui::MainWindow>(context_->services(), theme_);
  window_->show();
}

void Startup::startListener() {
  if (!options_.listen || !secretsReady_ || !context_) return;
  // A taken port is shown by the lamp in the window, with the next free one beside it.
  whenDone(context_->listener().start(profile_.port), this, [](const Result<quint16>& started) {
    if (!started) qWarning("%s", describe(started.error()).c_str());
  });
}

void Startup::takeTour() {
  const auto tour = [this] {
    ui::TourOptions options;
    options.folder = QString::fromStdString(options_.tourFolder);
    whenDone(ui::runTour(*window_, options), this, [](int pictures) {
      std::cout << pictures << " pictures written\n";
      QApplication::exit(pictures > 0 ? 0 : 1);
    });
  };
  if (context_->demo() != nullptr && context_->demo()->running())
    connect(context_->demo(), &ui::DemoControl::finished, this, tour);
  else
    tour();
}

void Startup::offerWayOut(const Error& error) {
  auto* box = new QMessageBox(QMessageBox::Critical, QStringLiteral("Billing Console"),
                              QString::fromStdString(error.message), QMessageBox::NoButton);
  box->setAttribute(Qt::WA_DeleteOnClose);
  QStringList why{QString::fromStdString(error.reason), QString::fromStdString(error.hint)};
  why.removeAll(QString());
  box->setInformativeText(why.join(QStringLiteral("\n\n")));
  auto* retry = box->addButton(tr("Try again"), QMessageBox::AcceptRole);
  auto* other = box->addButton(tr("Open another database…"), QMessageBox::ActionRole);
  auto* quit = box->addButton(tr("Quit"), QMessageBox::RejectRole);
  box->setDefaultButton(retry);
  connect(retry, &QPushButton::clicked, this, &Startup::begin);
  connect(quit, &QPushButton::clicked, this, [] { QApplication::exit(4); });
  connect(other, &QPushButton::clicked, this, [this] {
    auto* dialog =
        new QFileDialog(nullptr, tr("Open a workspace database"), {}, tr("SQLite (*.sqlite *.db);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
      profile_.databaseFile = file.toStdString();
      begin();
    });
    connect(dialog, &QFileDialog::rejected, this, [] { QApplication::exit(4); });
    dialog->open();
  });
  box->open();
}

}  // namespace billing::console
