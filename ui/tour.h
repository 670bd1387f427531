// Walks through every pane in light and dark and keeps a picture of each: for the README, for looking, for machines
// without a display.
#pragma once

#include <QFuture>
#include <QSize>
#include <QString>

namespace billing::ui {

class MainWindow;

struct TourOptions {
  QString folder;  ///< made when missing
  QVector<QSize> sizes{{1280, 800}};
  QString prefix;       ///< "empty-"
  bool dialogs = true;  ///< also the fire dialog, the palette and the listener's popover
};

/// Shows the window, waits for each pane to settle (never for a time), and carries how many pictures were written.
QFuture<int> runTour(MainWindow& window, const TourOptions& options);

}  // namespace billing::ui
