// The newest entry of the audit log that this machine saw, for each database: who cuts off the end of the log would
// have to alter the settings of everybody who looked at it as well.
#pragma once

#include <QSettings>
#include <optional>

#include "store/adminrows.h"

namespace billing::ui {

class AuditMemory {
 public:
  /// `database` as it is described in the status bar. The settings outlive this.
  AuditMemory(QSettings& settings, const QString& database);
  [[nodiscard]] std::optional<store::AuditHead> known() const;
  /// After the log was found whole.
  void remember(const store::AuditHead& head);
  /// The log is taken as it is from now on.
  void forget();

 private:
  QSettings& settings_;
  QString key_;
};

}  // namespace billing::ui
