// How well the local API answers, against its two targets: errors under 1 %, answers under 500 ms.
#pragma once

#include <QTimer>
#include <QVector>
#include <QWidget>
#include <functional>

#include "operations/servicelevel.h"

namespace billing::ui {

class KeyFigure;

class ServiceFigures : public QWidget {
  Q_OBJECT
 public:
  /// `level` is asked every few seconds while this is visible; it must not block.
  explicit ServiceFigures(std::function<operations::ServiceLevel()> level, QWidget* parent = nullptr);
  void refresh();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void show(const operations::ServiceLevel& level);
  std::function<operations::ServiceLevel()> level_;
  QVector<KeyFigure*> figures_;
  QTimer tick_;
};

}  // namespace billing::ui
