// At the bottom of the window: which provider the workspace speaks to, in which mode, and whether it does.
#pragma once

#include <QPushButton>

#include "operations/providerdesk.h"

namespace billing::ui {

class ConnectionButton : public QPushButton {
  Q_OBJECT
 public:
  /// `desk` outlives this. A click wants to connect.
  ConnectionButton(operations::ProviderDesk& desk, bool live, QWidget* parent = nullptr);

 private:
  void refresh();
  operations::ProviderDesk& desk_;
  bool live_;
};

}  // namespace billing::ui
