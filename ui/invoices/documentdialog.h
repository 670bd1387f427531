// The document in a window of its own, for reading it.
#pragma once

#include <QDialog>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class DocumentView;

class DocumentDialog : public QDialog {
  Q_OBJECT
 public:
  DocumentDialog(const PaneContext& context, qint64 invoice, const QString& name, QWidget* parent);
  [[nodiscard]] DocumentView& view() { return *view_; }

 private:
  DocumentView* view_;
};

}  // namespace billing::ui
