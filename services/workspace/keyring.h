// Where a workspace's secrets are kept: the desktop's key ring, or this session's memory where there is none.
#pragma once

#include <QFuture>
#include <QString>
#include <map>
#include <memory>
#include <optional>

#include "support/result.h"

namespace billing::workspace {

/// Entries are named "<workspace>/<secret>", e.g. "demo/dodo". All calls are asynchronous and belong to the main
/// thread.
class KeyRing {
 public:
  virtual ~KeyRing() = default;
  /// nullopt when there is no such entry.
  virtual QFuture<Result<std::optional<std::string>>> read(const QString& entry) = 0;
  virtual QFuture<Result<void>> write(const QString& entry, const std::string& secret) = 0;
  /// One sentence for the settings page and the status bar.
  [[nodiscard]] virtual QString description() const = 0;
};

/// Forgets everything when the program ends.
class SessionKeyRing final : public KeyRing {
 public:
  QFuture<Result<std::optional<std::string>>> read(const QString& entry) override;
  QFuture<Result<void>> write(const QString& entry, const std::string& secret) override;
  [[nodiscard]] QString description() const override;

 private:
  std::map<QString, std::string> secrets_;
};

/// The desktop's key ring when a probe entry can be written, read and removed; else a SessionKeyRing. A read that finds
/// nothing proves nothing (a locked collection answers the same), hence the probe.
[[nodiscard]] QFuture<std::shared_ptr<KeyRing>> openKeyRing();

}  // namespace billing::workspace
