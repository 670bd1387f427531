// The panes by name. Narrows to icons; remembers that.
#pragma once

#include <QSettings>
#include <QToolButton>
#include <QVector>
#include <QWidget>

#include "store/listrows.h"
#include "ui/navigator.h"

namespace billing::ui {

class NavButton;

class SideBar : public QWidget {
  Q_OBJECT
 public:
  explicit SideBar(QSettings& settings, QWidget* parent = nullptr);
  void setCurrent(PaneId pane);
  void setBadges(const store::Badges& badges);
  /// Counts what needs a person in one pane; `meaning` tells readers what is counted.
  void setBadge(PaneId pane, int count, const QString& meaning);
  /// A pane that this workspace has nothing for is not shown.
  void setAvailable(PaneId pane, bool available);
  void setNarrow(bool narrow);
  [[nodiscard]] bool isNarrow() const { return narrow_; }

  [[nodiscard]] static QString title(PaneId pane);
  [[nodiscard]] static QString icon(PaneId pane);

 Q_SIGNALS:
  void chosen(billing::ui::PaneId pane);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QSettings& settings_;
  QVector<NavButton*> buttons_;
  QToolButton* fold_;
  bool narrow_ = false;
};

}  // namespace billing::ui
