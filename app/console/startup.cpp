#include "app/console/startup.h"

#include <QApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <iostream>

#include "app/console/demofiller.h"
#include "support/whendone.h"
#include "ui/dialogs/workspacechooser.h"
#include "ui/mainwindow.h"
#include "ui/tour.h"

namespace billing::console {

Startup::Startup(Options options, ui::Theme& theme) : options_(std::move(options)), theme_(theme) {
  connect(&workspaces_, &WorkspaceCatalogue::wanted, this, &Startup::change);
}

Startup::~Startup() {
  delete chooser_.data();  // it asks the catalogue
}

// Whoever gives a database, secrets or a tour means the demo workspace unless he names another.
bool Startup::wasToldWhat() const {
  return !options_.workspace.empty() || options_.demo || !options_.tourFolder.empty() ||
         !options_.databaseFile.empty() || !options_.secretFiles.empty();
}

Result<void> Startup::begin() {
  if (wasToldWhat()) return openFirst(options_.workspace.empty() ? "demo" : options_.workspace);
  const QString last = workspaces_.last();
  if (last.isEmpty()) {
    choose();
    return {};
  }
  // A file that has gone or broken meanwhile is no reason to show nothing.
  if (auto opened = openFirst(last.toStdString()); !opened) choose(opened.error());
  return {};
}

Result<void> Startup::openFirst(const std::string& idOrFile) {
  const auto source = workspaceSource(idOrFile);
  if (!source) return failure(source.error());
  auto profile = source->read();
  if (!profile) return failure(profile.error());
  SessionOptions options{
      *source,         options_.databaseFile,      options_.port, options_.secretFiles, options_.demo,
      options_.listen, options_.tourFolder.empty()};
  start(std::move(options), std::move(*profile));
  return {};
}

void Startup::start(SessionOptions options, workspace::Profile profile) {
  workspaces_.setCurrent(options.source);
  session_ = std::make_unique<Session>(std::move(options), std::move(profile), theme_, &workspaces_);
  connect(session_.get(), &Session::opened, this, &Startup::sessionOpened);
  connect(session_.get(), &Session::failed, this, &Startup::offerWayOut);
  session_->begin();
}

void Startup::sessionOpened() {
  // A database named on the command line is for once; what was chosen is what comes next time too.
  if (!wasToldWhat() || !first_) workspaces_.remember(session_->source());
  first_ = false;
  if (chooser_ != nullptr) chooser_->close();
  QApplication::setQuitOnLastWindowClosed(true);
  if (!options_.tourFolder.empty()) takeTour();
}

void Startup::choose(const std::optional<Error>& why) {
  if (chooser_ == nullptr) {
    chooser_ = new ui::WorkspaceChooser(workspaces_, nullptr);
    connect(chooser_, &QDialog::rejected, this, [this] {
      if (!session_ || session_->window() == nullptr) QApplication::exit(0);
    });
  }
  chooser_->show();
  if (why) chooser_->showError(*why);
}

void Startup::change(const WorkspaceCatalogue::Wanted& wanted) {
  const auto begin = [this, wanted] {
    SessionOptions options;
    options.source = wanted.source;
    options.fillWithDemoData = wanted.fillWithDemoData;
    options.listen = options_.listen;
    if (first_) options.port = options_.port;
    start(std::move(options), wanted.profile);
  };
  // Between the old window and the new one there is none for a moment.
  QApplication::setQuitOnLastWindowClosed(false);
  if (!session_) return begin();
  connect(
      session_.get(), &Session::closed, this,
      [this, begin] {
        session_.reset();
        begin();
      },
      Qt::QueuedConnection);
  session_->close();
}

void Startup::takeTour() {
  const auto tour = [this] {
    ui::TourOptions options;
    options.folder = QString::fromStdString(options_.tourFolder);
    whenDone(ui::runTour(*session_->window(), options), this, [](int pictures) {
      std::cout << pictures << " pictures written\n";
      QApplication::exit(pictures > 0 ? 0 : 1);
    });
  };
  if (session_->demo() != nullptr && session_->demo()->running())
    connect(session_->demo(), &ui::DemoControl::finished, this, tour);
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
  auto* database = box->addButton(tr("Open another database…"), QMessageBox::ActionRole);
  auto* other = box->addButton(tr("Choose a workspace…"), QMessageBox::ActionRole);
  auto* quit = box->addButton(tr("Quit"), QMessageBox::RejectRole);
  box->setDefaultButton(retry);
  connect(retry, &QPushButton::clicked, session_.get(), &Session::begin);
  connect(database, &QPushButton::clicked, this, &Startup::askForDatabase);
  connect(other, &QPushButton::clicked, this, [this] { choose(); });
  connect(quit, &QPushButton::clicked, this, [] { QApplication::exit(4); });
  box->open();
}

void Startup::askForDatabase() {
  auto* dialog =
      new QFileDialog(nullptr, tr("Open a workspace database"), {}, tr("SQLite (*.sqlite *.db);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, session_.get(), [this](const QString& file) {
    session_->useDatabase(file);
    session_->begin();
  });
  connect(dialog, &QFileDialog::rejected, this, [] { QApplication::exit(4); });
  dialog->open();
}

}  // namespace billing::console
