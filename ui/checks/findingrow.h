// One mistake in the workspace's file: how bad, where, what, and how to mend it.
#pragma once

#include <QWidget>

#include "workspace/configcheck.h"

namespace billing::ui {

class FindingRow : public QWidget {
  Q_OBJECT
 public:
  explicit FindingRow(const workspace::Finding& finding, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace billing::ui
