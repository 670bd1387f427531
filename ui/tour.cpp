#include "ui/tour.h"

#include <QApplication>
#include <QDir>
#include <QPromise>
#include <QTabWidget>
#include <QTimer>
#include <functional>
#include <memory>

#include "ui/admin/orderdialog.h"
#include "ui/connect/connectdialog.h"
#include "ui/details/detailview.h"
#include "ui/details/webhookdetail.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/firedialog.h"
#include "ui/dialogs/workspacechooser.h"
#include "ui/mainwindow.h"
#include "ui/panes/checkspane.h"
#include "ui/panes/listpane.h"
#include "ui/panes/webhookpane.h"

namespace billing::ui {

namespace {

/// One step: bring something about, then a picture once the window has come to rest.
struct TourStep {
  std::function<void()> prepare;
  std::function<QWidget*()> subject;
  QString name;
};

class Tour : public QObject {
 public:
  Tour(MainWindow& window, TourOptions options) : QObject(&window), window_(window), options_(std::move(options)) {
    QDir().mkpath(options_.folder);
    promise_.start();
    for (const QSize& size : std::as_const(options_.sizes))
      for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) planRound(size, theme);
    window_.show();
    QTimer::singleShot(0, this, &Tour::next);
  }
  [[nodiscard]] QFuture<int> future() { return promise_.future(); }

 private:
  void planRound(QSize size, ThemeChoice theme) {
    const QString suffix = QStringLiteral("%1-%2")
                               .arg(theme == ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                               .arg(size.width());
    const auto whole = [this] { return static_cast<QWidget*>(&window_); };
    const auto add = [&](const QString& name, std::function<void()> prepare) {
      steps_.push_back({std::move(prepare), whole, QStringLiteral("%1%2-%3").arg(options_.prefix, name, suffix)});
    };
    static const char* const names[] = {"overview", "customers", "subscriptions", "plans",  "usage",
                                        "invoices", "webhooks",  "jobs",          "checks", "audit"};
    for (int i = 0; i < kPaneCount; ++i) {
      if (!window_.isAvailable(static_cast<PaneId>(i))) continue;
      add(QLatin1String(names[i]), [this, i, size, theme] {
        window_.chooseTheme(theme);
        window_.resize(size);
        window_.showPane(static_cast<PaneId>(i));
        // The figures of this moment, not those of the last change told.
        if (i == 0) window_.currentPane()->refresh();
      });
    }
    if (!options_.dialogs) return;
    planChecks(add);
    planHistory(add);
    static const char* const tabs[] = {"summary", "body", "headers", "signature", "effect", "attempts"};
    for (int tab = 1; tab < 6; ++tab)
      add(QStringLiteral("webhooks-%1").arg(QLatin1String(tabs[tab])), [this, tab] {
        auto* pane = static_cast<WebhookPane*>(window_.pane(PaneId::Webhooks));
        // The newest event that changed something tells most.
        for (int row = 0; tab == 1 && row < qMin(40, pane->model().rowCount()); ++row) {
          if (pane->model().index(row, pane->model().columnOf("state")).data(models::RawValueRole).toString() !=
              QStringLiteral("applied"))
            continue;
          pane->table().selectRow(row);
          break;
        }
        pane->webhookDetail()->tabs().setCurrentIndex(tab);
      });
    steps_.push_back(
        {[this] {
           static_cast<WebhookPane*>(window_.pane(PaneId::Webhooks))->webhookDetail()->tabs().setCurrentIndex(0);
           window_.showPane(PaneId::Subscriptions);
           window_.fireFromSelection();
         },
         [this] { return static_cast<QWidget*>(window_.fireDialog()); },
         QStringLiteral("%1fire-%2").arg(options_.prefix, suffix)});
    if (window_.context().services.admin != nullptr)
      steps_.push_back({[this] {
                          if (window_.fireDialog() != nullptr) window_.fireDialog()->close();
                          window_.orderFromSelection(operations::OrderKind::ChangePlan);
                        },
                        [this] { return static_cast<QWidget*>(window_.findChild<OrderDialog*>()); },
                        QStringLiteral("%1changeplan-%2").arg(options_.prefix, suffix)});
    if (window_.context().services.workspaces != nullptr)
      steps_.push_back({[this] {
                          if (window_.fireDialog() != nullptr) window_.fireDialog()->close();
                          window_.openWorkspaceChooser();
                        },
                        [this] { return static_cast<QWidget*>(window_.findChild<WorkspaceChooser*>()); },
                        QStringLiteral("%1workspaces-%2").arg(options_.prefix, suffix)});
    if (window_.context().services.provider != nullptr)
      steps_.push_back({[this] {
                          if (window_.fireDialog() != nullptr) window_.fireDialog()->close();
                          window_.openConnect();
                        },
                        [this] { return static_cast<QWidget*>(window_.findChild<ConnectDialog*>()); },
                        QStringLiteral("%1connect-%2").arg(options_.prefix, suffix)});
    addPopup(QStringLiteral("palette-") + suffix, &MainWindow::openPalette);
    addPopup(QStringLiteral("listener-") + suffix, &MainWindow::openListenerPopover);
  }

  /// What people changed on the object that is selected in each list.
  void planHistory(const std::function<void(const QString&, std::function<void()>)>& add) {
    if (window_.context().services.admin == nullptr) return;
    const QVector<QPair<PaneId, QString>> panes = {{PaneId::Subscriptions, QStringLiteral("subscriptions-history")},
                                                   {PaneId::Customers, QStringLiteral("customers-history")},
                                                   {PaneId::Plans, QStringLiteral("plans-history")}};
    for (const auto& [id, name] : panes)
      add(name, [this, id = id] {
        window_.showPane(id);
        auto* detail = window_.currentPane()->findChild<DetailView*>();
        auto* tabs = detail == nullptr ? nullptr : detail->findChild<QTabWidget*>();
        if (tabs != nullptr) tabs->setCurrentIndex(tabs->count() - 1);
      });
  }

  /// What the checks pane has beside the configuration.
  void planChecks(const std::function<void(const QString&, std::function<void()>)>& add) {
    const auto checks = [this] {
      window_.showPane(PaneId::Checks);
      return static_cast<ChecksPane*>(window_.currentPane());
    };
    if (window_.context().services.safety != nullptr) {
      add(QStringLiteral("checks-guided"), [checks] {
        checks()->ask(operations::Question::SignatureFails);
        checks()->diagnosis()->run();
      });
      add(QStringLiteral("checks-switches"), [checks] { checks()->showSwitches(); });
    }
    if (window_.context().services.desk != nullptr)
      add(QStringLiteral("checks-unchecked"), [checks] { checks()->showLetThrough(); });
    add(QStringLiteral("checks-configuration"), [checks] { checks()->showFindings(); });
  }

  void addPopup(const QString& name, void (MainWindow::*open)()) {
    steps_.push_back({[this, open] {
                        if (window_.fireDialog() != nullptr) window_.fireDialog()->close();
                        (window_.*open)();
                      },
                      [] { return QApplication::activePopupWidget(); }, options_.prefix + name});
  }

  void next() {
    if (at_ == steps_.size()) {
      promise_.addResult(written_);
      promise_.finish();
      deleteLater();
      return;
    }
    steps_.at(at_).prepare();
    QTimer::singleShot(0, this, [this] { waitForRest(); });
  }

  void waitForRest() {
    Pane* pane = window_.currentPane();
    if (pane != nullptr && !pane->isSettled()) {
      connect(
          pane, &Pane::settled, this, [this] { QTimer::singleShot(0, this, [this] { waitForRest(); }); },
          Qt::SingleShotConnection);
      return;
    }
    if (auto* chooser = window_.findChild<WorkspaceChooser*>(); chooser != nullptr && !chooser->isSettled()) {
      connect(chooser, &WorkspaceChooser::settled, this, &Tour::waitForRest, Qt::SingleShotConnection);
      return;
    }
    // One more turn of the loop: layouts and charts draw themselves after the data is there.
    QTimer::singleShot(0, this, [this] { take(); });
  }

  void take() {
    const TourStep& step = steps_.at(at_++);
    QWidget* subject = step.subject();
    if (subject != nullptr) {
      const QString file = QDir(options_.folder).filePath(QString(step.name + QStringLiteral(".png")));
      if (subject->grab().save(file)) ++written_;
      if (subject == QApplication::activePopupWidget() || qobject_cast<WorkspaceChooser*>(subject) != nullptr ||
          qobject_cast<ConnectDialog*>(subject) != nullptr || qobject_cast<OrderDialog*>(subject) != nullptr)
        subject->close();
    }
    QTimer::singleShot(0, this, &Tour::next);
  }

  MainWindow& window_;
  TourOptions options_;
  QPromise<int> promise_;
  QVector<TourStep> steps_;
  qsizetype at_ = 0;
  int written_ = 0;
};

}  // namespace

QFuture<int> runTour(MainWindow& window, const TourOptions& options) {
  return (new Tour(window, options))->future();
}

}  // namespace billing::ui
